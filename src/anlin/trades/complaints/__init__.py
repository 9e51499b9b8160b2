"""Complaints: reported upward at once, solved by a plan, visited by whoever did not do the work, learned from."""
