"""Anlin: the daily work of a property-management company, on floors (see docs/floors.md)."""
