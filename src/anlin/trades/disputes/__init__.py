"""Disputes between neighbours, and with the company: both sides heard, agreed, watched or handed over."""
