"""The room `handbook` as Django sees it."""

from django.apps import AppConfig


class Handbook(AppConfig):
    name = "anlin.instruments.handbook"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.instruments.handbook.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
