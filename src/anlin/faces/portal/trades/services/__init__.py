"""Services an owner asks for, as the owner sees them."""
