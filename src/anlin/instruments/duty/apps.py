"""The duty engine as Django sees it."""

from django.apps import AppConfig


class Duty(AppConfig):
    name = "anlin.instruments.duty"
    label = "duty"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.instruments.documents import sockets as documents  # noqa: PLC0415
        from anlin.instruments.duty import jobs, queries, reactions  # noqa: F401, PLC0415
        from anlin.instruments.duty.choices import DEEDS  # noqa: PLC0415

        audit.register(DEEDS)
        audit.naming.plug(queries.names_of_subjects)
        documents.may_see.plug(queries.may_see_subject)
