"""The jobs room as Django sees it."""

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "anlin.foundation.jobs"

    def ready(self) -> None:
        from anlin.foundation.jobs import chores  # noqa: F401, PLC0415  (registers when apps are ready)
