"""The intake room as Django sees it."""

from django.apps import AppConfig


class Intake(AppConfig):
    name = "anlin.foundation.intake"
