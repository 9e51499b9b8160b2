"""How forms look, and the form for signing in."""
