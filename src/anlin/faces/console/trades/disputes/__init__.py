"""The desk of disputes: mediation between two sides."""
