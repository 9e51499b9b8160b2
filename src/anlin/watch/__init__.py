"""Looks over everything."""
