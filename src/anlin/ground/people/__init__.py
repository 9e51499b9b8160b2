"""Persons and organisations: who there is, how to reach them, what they agreed to."""
