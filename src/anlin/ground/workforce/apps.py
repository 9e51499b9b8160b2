"""The workforce room as Django sees it."""

from django.apps import AppConfig


class Workforce(AppConfig):
    name = "anlin.ground.workforce"
