"""The reading room as Django sees it."""

from importlib import import_module

from django.apps import AppConfig


class Reading(AppConfig):
    name = "anlin.instruments.reading"

    def ready(self) -> None:
        import_module(f"{self.name}.jobs")
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.foundation.search import api as search  # noqa: PLC0415
        from anlin.instruments.reading import queries  # noqa: PLC0415
        from anlin.instruments.reading.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        search.vocabulary.plug(queries.vocabulary)
