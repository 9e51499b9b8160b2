"""What stands around every request: middleware, what templates know, error pages."""
