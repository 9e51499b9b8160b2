"""Login, sessions, tokens, second factor; knows no staff and no residents."""
