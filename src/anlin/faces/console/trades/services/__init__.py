"""The desk of planned services."""
