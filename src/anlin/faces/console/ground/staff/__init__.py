"""The desk `staff`: departments, posts, staff, and who may do what."""
