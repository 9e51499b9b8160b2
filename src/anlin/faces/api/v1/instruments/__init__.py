"""Tools every trade uses."""
