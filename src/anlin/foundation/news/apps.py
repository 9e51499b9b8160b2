"""The news room as Django sees it."""

from django.apps import AppConfig


class News(AppConfig):
    name = "anlin.foundation.news"

    def ready(self) -> None:
        # Tables are known only now.
        from anlin.foundation.audit import api as audit  # noqa: PLC0415
        from anlin.foundation.news import api  # noqa: PLC0415

        audit.register(api.DEEDS)
