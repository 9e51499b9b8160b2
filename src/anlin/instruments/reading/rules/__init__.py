"""How a text is read; plain functions over plain values."""
