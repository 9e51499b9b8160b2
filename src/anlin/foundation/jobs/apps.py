"""The jobs room as Django sees it."""

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "anlin.foundation.jobs"

    def ready(self) -> None:
        # Tables are known only now.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.foundation.jobs import api, chores  # noqa: F401, PLC0415  (chores register)

        audit.register(api.DEEDS)
