"""Wiring: settings, addresses, command line, servers."""
