"""The room `insight` as Django sees it; its reactions, jobs and sentences."""

from django.apps import AppConfig


class Insight(AppConfig):
    name = "anlin.watch.insight"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.watch.insight import jobs, reactions  # noqa: F401, PLC0415
        from anlin.watch.insight.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
