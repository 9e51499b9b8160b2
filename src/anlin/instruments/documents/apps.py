"""The documents room as Django sees it."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "anlin.instruments.documents"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.ground.tenure import sockets as tenure  # noqa: PLC0415
        from anlin.instruments.documents import queries  # noqa: PLC0415

        tenure.pointed_at.plug(queries.pointing_at)
