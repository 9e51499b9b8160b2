"""Addresses that belong to no desk: signing in, the beginning, choices about the screen."""
