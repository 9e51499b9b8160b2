"""Desks about what is to be done."""
