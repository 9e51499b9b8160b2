"""Technical rooms, each entered by its `api` alone."""
