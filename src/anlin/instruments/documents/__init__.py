"""Files kept as evidence: stored once by their content, shown safely, never deleted."""
