"""Tokens and one table of what can be found, for all rooms."""
