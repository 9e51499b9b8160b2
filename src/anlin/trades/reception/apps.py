"""The room `reception` as Django sees it; its answers and sentences for the rooms below."""

from django.apps import AppConfig


class Reception(AppConfig):
    name = "anlin.trades.reception"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.trades.reception import (  # noqa: PLC0415
            actions,
            jobs,  # noqa: F401
            queries,
            reactions,  # noqa: F401
        )
        from anlin.trades.reception.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        people.holdings.plug(queries.held_on)
        people.verdicts.plug(queries.verdicts_on)
        people.erasing.plug(actions.forget)
        upkeep.keepings.plug(actions.kept)
