"""The search room as Django sees it."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "anlin.foundation.search"
