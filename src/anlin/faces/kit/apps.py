"""The kit as Django sees it: templates, static files, tags; no tables."""

from django.apps import AppConfig


class Kit(AppConfig):
    name = "anlin.faces.kit"
    label = "kit"
