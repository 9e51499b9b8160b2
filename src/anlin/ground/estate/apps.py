"""The room `estate` as Django sees it."""

from django.apps import AppConfig


class Estate(AppConfig):
    name = "anlin.ground.estate"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.estate import queries  # noqa: PLC0415
        from anlin.ground.estate.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        audit.naming.plug(queries.names_of_subjects)
