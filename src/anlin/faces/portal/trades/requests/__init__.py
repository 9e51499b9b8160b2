"""Reporting matters and seeing what becomes of them (报事)."""
