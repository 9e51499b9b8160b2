"""Desks of people and the house, over time."""
