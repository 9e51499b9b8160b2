"""Which desks there are, in the order of the side bar. A new desk is one line here.

Desks are named as their rooms are ("trades.cases"). Each is a package with `urls.py` (its
`urlpatterns`) and `desk.py`, which registers its entry and its panels with the shell.
"""

from importlib import import_module

from django.urls import include, path

HERE = "anlin.faces.console"
DESKS: tuple[str, ...] = (
    "trades.cases",
    "trades.reception",
    "trades.workorders",
    "trades.services",
    "trades.callbacks",
    "trades.complaints",
    "trades.disputes",
    "trades.violations",
    "bonds.relations",
    "watch.insight",
    "instruments.duties",
    "ground.residents",
    "ground.estate",
    "ground.staff",
    "instruments.rulebook",
    "instruments.handbook",
    "instruments.reading",
    "foundation.imports",
    "foundation.settings",
)


def register_all() -> None:
    import_module(f"{HERE}.home")
    import_module(f"{HERE}.foundation.find")
    for desk in DESKS:
        import_module(f"{HERE}.{desk}.desk")


def urlpatterns() -> list:
    """The first page at the root, every desk under its own path."""
    places = {desk: f"{desk.replace('.', '/')}/" for desk in DESKS}
    desks = [path(place, include(f"{HERE}.{desk}.urls")) for desk, place in places.items()]
    return [path("", include(f"{HERE}.home")), path("", include(f"{HERE}.foundation.find")), *desks]
