"""The reading room as Django sees it."""

from django.apps import AppConfig


class Reading(AppConfig):
    name = "anlin.instruments.reading"
