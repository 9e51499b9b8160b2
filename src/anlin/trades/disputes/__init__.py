"""Disputes between neighbours and with the company: what their mediation decides."""
