"""Desks of the day's work."""
