"""Who did what to which subject: written once, chained by hashes, named by presenters."""
