"""The desk of the handbook: standard answers, procedures, rules and skills."""
