"""Console, portal and API: three faces on one kit."""
