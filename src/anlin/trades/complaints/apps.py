"""The room `complaints` as Django sees it; its reactions, and its answers for the rooms below."""

from django.apps import AppConfig


class Complaints(AppConfig):
    name = "anlin.trades.complaints"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.instruments.handbook import sockets as handbook  # noqa: PLC0415
        from anlin.trades.cases import sockets as cases  # noqa: PLC0415
        from anlin.trades.complaints import (  # noqa: PLC0415
            actions,
            permissions,
            queries,
            reactions,  # noqa: F401
        )
        from anlin.trades.complaints.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        cases.barring.plug(queries.bars)
        handbook.followed.plug(permissions.followed)
        people.erasing.plug(actions.forget)
