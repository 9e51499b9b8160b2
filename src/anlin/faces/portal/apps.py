"""The portal as Django sees it; its desks register themselves when it is ready."""

from django.apps import AppConfig

from anlin.faces.portal import desks


class Portal(AppConfig):
    name = "anlin.faces.portal"
    label = "portal"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.faces.portal import residents  # noqa: PLC0415

        residents.plug_in()
        desks.register_all()
