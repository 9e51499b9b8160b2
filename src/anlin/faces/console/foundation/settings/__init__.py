"""The desk `settings`: the company's lists, calendar, hours, trails, and what did not work."""
