"""The desk of the rules of the estate: what they say, and where things belong at home."""
