"""The correspondence room as Django sees it."""

from importlib import import_module

from django.apps import AppConfig


class Correspondence(AppConfig):
    name = "anlin.instruments.correspondence"

    def ready(self) -> None:
        import_module(f"{self.name}.jobs")
        # Importable only now that every room's tables are known.
        from anlin.ground.people import sockets as people  # noqa: PLC0415
        from anlin.ground.tenure import sockets as tenure  # noqa: PLC0415
        from anlin.instruments.correspondence import actions, queries  # noqa: PLC0415

        people.holdings.plug(queries.held_on)
        people.verdicts.plug(queries.verdicts_on)
        people.erasing.plug(actions.forget)
        tenure.pointed_at.plug(queries.pointing_at)
