"""Desks about the house itself: settings, trails, imports."""
