"""The room `services` as Django sees it; its answers and sentences for the rooms below."""

from django.apps import AppConfig


class Services(AppConfig):
    name = "anlin.trades.services"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.instruments.documents import sockets as documents  # noqa: PLC0415
        from anlin.trades.services import (  # noqa: PLC0415
            actions,
            permissions,
            queries,
            reactions,  # noqa: F401
        )
        from anlin.trades.services.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        audit.naming.plug(queries.names_of_subjects)
        people.holdings.plug(queries.held_on)
        people.verdicts.plug(queries.verdicts_on)
        people.erasing.plug(actions.forget)
        documents.may_see.plug(permissions.may_see_subject)
