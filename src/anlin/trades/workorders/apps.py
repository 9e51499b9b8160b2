"""The room `workorders` as Django sees it; its answers and sentences for the rooms below."""

from django.apps import AppConfig


class WorkOrders(AppConfig):
    name = "anlin.trades.workorders"
    label = "workorders"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.instruments.documents import sockets as documents  # noqa: PLC0415
        from anlin.trades.workorders import actions, permissions, queries  # noqa: PLC0415
        from anlin.trades.workorders.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        audit.naming.plug(queries.names_of_subjects)
        people.erasing.plug(actions.forget)
        documents.may_see.plug(permissions.may_see_subject)
