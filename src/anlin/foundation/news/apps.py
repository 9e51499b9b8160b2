"""The news room as Django sees it."""

from django.apps import AppConfig


class News(AppConfig):
    name = "anlin.foundation.news"
