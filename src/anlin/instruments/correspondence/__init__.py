"""One message to one person: what we said, how it went out, and whether it was read."""
