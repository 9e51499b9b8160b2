"""The search room as Django sees it."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "anlin.foundation.search"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.search import renewing  # noqa: PLC0415
        from anlin.foundation.vault import api as vault  # noqa: PLC0415

        vault.kept_otherwise.plug(renewing.place)
