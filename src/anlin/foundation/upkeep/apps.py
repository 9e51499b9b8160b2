"""The upkeep room as Django sees it."""

from django.apps import AppConfig


class Upkeep(AppConfig):
    name = "anlin.foundation.upkeep"

    def ready(self) -> None:
        # Tables are known only now.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.foundation.upkeep import api, below  # noqa: PLC0415

        audit.register(api.DEEDS)
        api.keepings.plug(below.kept)
