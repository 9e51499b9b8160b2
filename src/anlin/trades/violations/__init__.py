"""Violations of the estate's rules: told, talked about, put right; never punished."""
