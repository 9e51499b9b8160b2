"""Decisions about phases, statuses and addresses, on plain values."""

import itertools
import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from anlin.ground.estate.choices import (
    RESIDENTIAL,
    Deadline,
    MilestoneKind,
    Phase,
    PropertyType,
    UnitStatus,
    UnitStep,
)
from anlin.kernel.calendar import same_day_of_month
from anlin.kernel.states import Table

LATE_PHASE_MONTHS = 6  # A-LIFE-04, A-LIFE-05: the late sub-phase starts six months before move-in.
MANAGER_MONTHS = 3  # A-LIFE-15: the manager of the office is appointed three months before move-in.

UNIT_LIFE: Table[UnitStatus, UnitStep] = Table(
    name="unit",
    first=UnitStatus.UNSOLD,
    rows=(
        (UnitStatus.UNSOLD, UnitStep.SELL, UnitStatus.SOLD),
        (UnitStatus.SOLD, UnitStep.UNSELL, UnitStatus.UNSOLD),
        (UnitStatus.SOLD, UnitStep.HAND_OVER, UnitStatus.HANDED_OVER),
        (UnitStatus.HANDED_OVER, UnitStep.START_DECORATION, UnitStatus.DECORATING),
        (UnitStatus.HANDED_OVER, UnitStep.MOVE_IN, UnitStatus.OCCUPIED),
        (UnitStatus.HANDED_OVER, UnitStep.LET_OUT, UnitStatus.LET),
        (UnitStatus.HANDED_OVER, UnitStep.FALL_VACANT, UnitStatus.VACANT),
        (UnitStatus.DECORATING, UnitStep.END_DECORATION, UnitStatus.HANDED_OVER),
        (UnitStatus.DECORATING, UnitStep.MOVE_IN, UnitStatus.OCCUPIED),
        (UnitStatus.OCCUPIED, UnitStep.START_DECORATION, UnitStatus.DECORATING),
        (UnitStatus.OCCUPIED, UnitStep.LET_OUT, UnitStatus.LET),
        (UnitStatus.OCCUPIED, UnitStep.FALL_VACANT, UnitStatus.VACANT),
        (UnitStatus.LET, UnitStep.MOVE_IN, UnitStatus.OCCUPIED),
        (UnitStatus.LET, UnitStep.START_DECORATION, UnitStatus.DECORATING),
        (UnitStatus.LET, UnitStep.FALL_VACANT, UnitStatus.VACANT),
        (UnitStatus.VACANT, UnitStep.START_DECORATION, UnitStatus.DECORATING),
        (UnitStatus.VACANT, UnitStep.MOVE_IN, UnitStatus.OCCUPIED),
        (UnitStatus.VACANT, UnitStep.LET_OUT, UnitStatus.LET),
    ),
)

# In this order the milestones of a project must lie; the planned move-in may be overtaken by life.
MILESTONE_ORDER = (
    MilestoneKind.SITE_ENTRY,
    MilestoneKind.MAIN_STRUCTURE_START,
    MilestoneKind.OFFICE_ESTABLISHMENT,
    MilestoneKind.ACTUAL_MOVE_IN,
    MilestoneKind.ROUTINE_START,
)


def phase_starts(milestones: Mapping[MilestoneKind, date]) -> dict[Phase, date]:
    """The first day of each phase that the milestones determine; phases are adjacent, without gap or overlap.

    Early starts with the arrival on site (A-LIFE-03), mid with the main structure (A-LIFE-04), late six
    months before the planned move-in (A-LIFE-05); the establishment of the office ends the late
    phase and begins the move-in period (A-LIFE-15); routine management starts when we say so.
    """
    starts: dict[Phase, date] = {}
    for phase, kind in (
        (Phase.EARLY, MilestoneKind.SITE_ENTRY),
        (Phase.MID, MilestoneKind.MAIN_STRUCTURE_START),
        (Phase.MOVE_IN, MilestoneKind.OFFICE_ESTABLISHMENT),
        (Phase.ROUTINE, MilestoneKind.ROUTINE_START),
    ):
        if kind in milestones:
            starts[phase] = milestones[kind]
    if MilestoneKind.PLANNED_MOVE_IN in milestones:
        move_in = milestones[MilestoneKind.PLANNED_MOVE_IN]
        starts[Phase.LATE] = same_day_of_month(move_in, -LATE_PHASE_MONTHS)
    return starts


def deadlines(milestones: Mapping[MilestoneKind, date]) -> dict[Deadline, date]:
    """What is counted back from the planned move-in; nothing before that day is known (A-LIFE-06)."""
    move_in = milestones.get(MilestoneKind.PLANNED_MOVE_IN)
    if move_in is None:
        return {}
    months = {Deadline.LATE_PHASE: LATE_PHASE_MONTHS, Deadline.MANAGER: MANAGER_MONTHS}
    return {due: same_day_of_month(move_in, -before) for due, before in months.items()}


def phase_on(day: date, milestones: Mapping[MilestoneKind, date]) -> Phase:
    """The phase a project is in on a day: the last in order that has begun."""
    order = [Phase.EARLY, Phase.MID, Phase.LATE, Phase.MOVE_IN, Phase.ROUTINE]
    starts = phase_starts(milestones)
    begun = [phase for phase in order if phase in starts and starts[phase] <= day]
    return begun[-1] if begun else Phase.NOT_STARTED


def misplaced(
    milestones: Mapping[MilestoneKind, date],
) -> tuple[MilestoneKind, MilestoneKind] | None:
    """The first pair (earlier, later) that lies the wrong way round, or None."""
    known = [kind for kind in MILESTONE_ORDER if kind in milestones]
    for earlier, later in itertools.pairwise(known):
        if milestones[later] < milestones[earlier]:
            return earlier, later
    return None


def default_hours(property_type: PropertyType) -> tuple[time, time]:
    """When the service desk is open unless the project says otherwise.

    Where people live, their leisure is our working time (A-EST-13), so the desk stays into the evening.
    """
    return (time(8), time(21)) if property_type in RESIDENTIAL else (time(8, 30), time(18))


def address(building: str, entrance: str, unit: str) -> str:
    """How residents write where they live: 3栋2单元1502; without an entrance 3栋1502."""
    return f"{building}{entrance}{unit}"


def name_key(name: str) -> str:
    """What two listings' names of a project have in common: no blanks, signs, or word for estate at the end."""
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"(?<=..)(小区|社区|生活区)$", "", plain)


def metres_between(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> float:
    """The distance of two places given as (longitude, latitude), good for one city."""
    metres_per_degree = 111_320
    middle = math.radians(float(one[1] + other[1]) / 2)
    east = float(one[0] - other[0]) * math.cos(middle)
    return math.hypot(east, float(one[1] - other[1])) * metres_per_degree


def plain_code(text: str) -> str:
    """A code as it is compared: full-width digits made plain, no blanks, upper case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


ROOM = re.compile(
    r"""^(?:(?P<building>[^-–—栋幢座号楼]+?)(?:栋|幢|座|号楼|楼|-|–|—))?
        (?:(?P<entrance>[^-–—单元门梯]+?)(?:单元|门|梯|-|–|—))?
        (?P<unit>[A-Z0-9]+(?:[A-Z0-9\-]*[A-Z0-9])?)(?:室|号|房)?$""",
    re.VERBOSE,
)


def room_parts(text: str) -> tuple[str, str, str] | None:
    """(building, entrance, unit) out of 3栋2单元1502, 3-2-1502, 3-1502, 1502室; None when it is no room."""
    found = ROOM.match(plain_code(text))
    if not found:
        return None
    return (found["building"] or "", found["entrance"] or "", found["unit"])


def floor_of(unit_code: str) -> int | None:
    """The floor a unit number tells: 1502 → 15, 301 → 3; None when it tells none."""
    digits = re.fullmatch(r"[A-Z]?(\d{1,2})(\d{2})[A-Z]?", plain_code(unit_code))
    return int(digits[1]) if digits else None
