"""The documents room as Django sees it."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "anlin.instruments.documents"
