"""The console as Django sees it; its desks register themselves when it is ready."""

from django.apps import AppConfig

from anlin.faces.console import desks


class Console(AppConfig):
    name = "anlin.faces.console"
    label = "console"

    def ready(self) -> None:
        # Importable only now that every room's tables are known.
        from anlin.faces.console.door import staff  # noqa: PLC0415

        staff.plug_in()
        desks.register_all()
