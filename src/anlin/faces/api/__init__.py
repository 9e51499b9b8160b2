"""Programs: the same deeds over REST."""
