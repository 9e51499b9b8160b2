"""A piece of work for someone."""
