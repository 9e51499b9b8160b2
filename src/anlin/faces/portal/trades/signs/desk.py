"""The desk has no place in the frame: whoever comes here scanned a code."""
