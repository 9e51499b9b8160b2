"""The desk where work is given out, done and checked."""
