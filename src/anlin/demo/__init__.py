"""The demo company, built only through actions."""
