"""What many matters together say: hot issues, kept and drawn."""
