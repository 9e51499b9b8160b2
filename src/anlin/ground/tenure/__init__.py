"""Who owns, occupies or pays for which unit, in which period."""
