"""The room `relations` as Django sees it; its answers and sentences for the rooms below."""

from django.apps import AppConfig


class Relations(AppConfig):
    name = "anlin.bonds.relations"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.bonds.relations import actions, permissions, queries  # noqa: PLC0415
        from anlin.bonds.relations.choices import DEEDS  # noqa: PLC0415
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.instruments.documents import sockets as documents  # noqa: PLC0415

        audit.register(DEEDS)
        documents.may_see.plug(permissions.may_see_subject)
        people.holdings.plug(queries.held_on)
        people.verdicts.plug(queries.verdicts_on)
        people.erasing.plug(actions.forget)
