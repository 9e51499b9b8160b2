"""The documents room as Django sees it."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "anlin.instruments.documents"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.ground.tenure import sockets as tenure  # noqa: PLC0415
        from anlin.instruments.documents import actions, jobs, queries  # noqa: F401, PLC0415

        people.holdings.plug(queries.held_on)
        people.verdicts.plug(queries.verdicts_on)
        people.erasing.plug(actions.forget)
        tenure.pointed_at.plug(queries.pointing_at)
        upkeep.keepings.plug(actions.kept)
