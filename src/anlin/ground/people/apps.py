"""The room `people` as Django sees it."""

from django.apps import AppConfig


class People(AppConfig):
    name = "anlin.ground.people"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.people import queries, sockets  # noqa: PLC0415
        from anlin.ground.people.actions import answering  # noqa: PLC0415
        from anlin.ground.people.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        audit.naming.plug(queries.names_of_subjects)
        sockets.holdings.plug(answering.own_holding)
        sockets.verdicts.plug(answering.own_verdicts)
