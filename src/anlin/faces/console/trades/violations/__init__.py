"""The desk of violations of the estate's rules."""
