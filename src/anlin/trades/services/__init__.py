"""Planned services: asked for, surveyed, proposed, agreed, carried out, accepted."""
