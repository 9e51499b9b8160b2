"""The residents' face, phone first."""
