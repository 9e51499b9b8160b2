"""Taking a call: who is calling, what stands around them, the one screen."""
