"""The correspondence room as Django sees it."""

from importlib import import_module

from django.apps import AppConfig


class Correspondence(AppConfig):
    name = "anlin.instruments.correspondence"

    def ready(self) -> None:
        import_module(f"{self.name}.jobs")
