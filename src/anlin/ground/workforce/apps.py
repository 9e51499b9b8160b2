"""The workforce room as Django sees it."""

from django.apps import AppConfig


class Workforce(AppConfig):
    name = "anlin.ground.workforce"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.workforce.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
