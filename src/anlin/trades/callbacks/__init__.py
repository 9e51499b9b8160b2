"""Asking afterwards as work: attempts, contradictions, how satisfied people are."""
