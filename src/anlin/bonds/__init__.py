"""People and the house, over time."""
