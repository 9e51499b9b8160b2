"""The room `tenure` as Django sees it."""

from django.apps import AppConfig


class Tenure(AppConfig):
    name = "anlin.ground.tenure"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.foundation.search import api as search  # noqa: PLC0415
        from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.ground.tenure import actions, jobs, queries, reactions  # noqa: F401, PLC0415
        from anlin.ground.tenure.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        people.holdings.plug(queries.held_on)
        people.verdicts.plug(queries.verdicts_on)
        people.erasing.plug(actions.forget)
        upkeep.keepings.plug(actions.kept)
        search.hidden_of.plug(queries.hidden_tokens_of_subjects)
