"""Desks about who and what there is."""
