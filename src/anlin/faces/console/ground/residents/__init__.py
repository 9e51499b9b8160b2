"""The desk `residents`: who lives where, households, people, and what is known of them."""
