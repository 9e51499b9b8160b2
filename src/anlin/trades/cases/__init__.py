"""What people ask, report and complain of, to the last answer."""
