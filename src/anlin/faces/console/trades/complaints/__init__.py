"""The desk of complaints: up to the company and back, what was corrected, and what it teaches."""
