"""The desk of whoever asks afterwards."""
