"""The desk of what many matters together say."""
