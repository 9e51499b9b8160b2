"""One's household, phone and consents (我的)."""
