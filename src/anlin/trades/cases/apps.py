"""The room `cases` as Django sees it; its reactions, and its answers and sentences for the rooms below."""

from django.apps import AppConfig


class Cases(AppConfig):
    name = "anlin.trades.cases"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.foundation.search import api as search  # noqa: PLC0415
        from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415
        from anlin.ground.estate import sockets as estate  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.instruments.documents import sockets as documents  # noqa: PLC0415
        from anlin.instruments.reading import sockets as reading  # noqa: PLC0415
        from anlin.trades.cases import (  # noqa: PLC0415
            actions,
            jobs,  # noqa: F401
            permissions,
            queries,
            reactions,  # noqa: F401
        )
        from anlin.trades.cases.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        search.hidden_of.plug(queries.hidden_tokens_of_subjects)
        audit.naming.plug(queries.names_of_subjects)
        people.holdings.plug(queries.held_on)
        people.verdicts.plug(queries.verdicts_on)
        people.erasing.plug(actions.forget)
        upkeep.keepings.plug(actions.kept)
        documents.may_see.plug(permissions.may_see_subject)
        reading.examples.plug(queries.sorted_by_people)
        estate.reading_names.plug(queries.reading_name)
        estate.readings.plug(queries.reading_of_plan)
