"""Encrypted fields, blind indexes, keys; the keys live in a file apart from the database."""
