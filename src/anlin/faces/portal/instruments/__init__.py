"""Desks about what we say to residents."""
