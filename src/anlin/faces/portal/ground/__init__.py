"""Desks about people and what they live in."""
