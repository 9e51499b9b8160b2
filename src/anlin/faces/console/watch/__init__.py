"""Desks of whoever looks over everything."""
