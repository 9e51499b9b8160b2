"""What everybody who works here should know: standard answers, procedures, rules and skills, in editions."""
