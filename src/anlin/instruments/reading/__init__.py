"""A machine that reads along: it proposes what a message is about, says by which words, and never decides."""
