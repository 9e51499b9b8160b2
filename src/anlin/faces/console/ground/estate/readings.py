"""The readings that colour a stack plan: two from the register itself, the rest from rooms above."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from anlin.ground.estate import sockets
from anlin.ground.estate.choices import UnitStatus
from anlin.ground.estate.models import Unit
from anlin.ground.estate.sockets import Reading
from anlin.kernel.actors import Actor

# The levels of a reading as the plan's classes; the best has none.
CSS = {"ok": "", "low": "level-1", "mid": "level-2", "high": "level-3", "none": "none"}
LIVED_IN = (UnitStatus.OCCUPIED, UnitStatus.LET)
BEFORE_HANDOVER = (UnitStatus.UNSOLD, UnitStatus.SOLD)


def offered() -> list[tuple[str, str]]:
    own = [("status", _("Status")), ("vacancy", _("Vacancy"))]
    return own + [(code, str(name)) for code, name in sockets.reading_names.ask()]


def read(actor: Actor, units: Iterable[Unit], building_id: int, code: str, on: dt.date) -> Reading:
    """The reading of that code; the status when nobody answers to it."""
    if code == "vacancy":
        return vacancy(units, on)
    known = None if code == "status" else sockets.readings.first(actor, building_id, code)
    return known or status(units)


def status(units: Iterable[Unit]) -> Reading:
    return Reading(
        code="status",
        name=_("Status"),
        legend={
            "ok": _("lived in"),
            "low": _("in decoration"),
            "mid": _("handed over, nobody lives there yet"),
            "none": _("vacant or not handed over"),
        },
        level_by_unit={unit.pk: _status_level(unit) for unit in units},
    )


def vacancy(units: Iterable[Unit], on: dt.date) -> Reading:
    return Reading(
        code="vacancy",
        name=_("Vacancy"),
        legend={
            "ok": _("in use"),
            "low": _("vacant for less than 90 days"),
            "mid": _("vacant for less than a year"),
            "high": _("vacant for a year or longer"),
            "none": _("not handed over"),
        },
        level_by_unit={unit.pk: _vacancy_level(unit, on) for unit in units},
    )


def _status_level(unit: Unit) -> str:
    if unit.status in LIVED_IN:
        return "ok"
    levels = {UnitStatus.DECORATING: "low", UnitStatus.HANDED_OVER: "mid"}
    return levels.get(UnitStatus(unit.status), "none")


def _vacancy_level(unit: Unit, on: dt.date) -> str:
    if unit.status in BEFORE_HANDOVER:
        return "none"
    if unit.status != UnitStatus.VACANT:
        return "ok"
    days = (on - unit.status_since).days
    return "low" if days < 90 else "mid" if days < 365 else "high"
