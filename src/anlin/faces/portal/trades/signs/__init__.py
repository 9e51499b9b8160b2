"""What people tell us at a sign, without an account, and how they follow it."""
