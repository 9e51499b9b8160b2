"""Pytest plugin: how hard properties are tried; `make ordeal` chooses the profile of its name."""

from hypothesis import settings

settings.register_profile("ordeal", max_examples=1000, deadline=None)
