"""The desk `reading`: what the machine that reads along has learned, and which version does."""
