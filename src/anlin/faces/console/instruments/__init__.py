"""Desks over the instruments."""
