"""The desk of duties: what is owed, by whom, until when, and what proves that it was done."""
