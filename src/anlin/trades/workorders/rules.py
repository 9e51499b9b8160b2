"""Decisions about a piece of work, on plain values: its life, what is promised for it, when its clock may stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from anlin.ground.estate.choices import Nature, SpaceKind
from anlin.kernel.states import Table
from anlin.trades.workorders.choices import (
    Manner,
    Measure,
    OrderStep,
    PartKind,
    RepairClass,
    Urgency,
)
from anlin.trades.workorders.choices import OrderState as S

LIFE: Table[S, OrderStep] = Table(
    name="workorder",
    first=S.RAISED,
    rows=(
        (S.RAISED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.RAISED, OrderStep.CLAIM, S.ACCEPTED),
        (S.RAISED, OrderStep.CANCEL, S.CANCELLED),
        (S.ASSIGNED, OrderStep.ACCEPT, S.ACCEPTED),
        (S.ASSIGNED, OrderStep.DECLINE, S.RAISED),
        (S.ASSIGNED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.ASSIGNED, OrderStep.CANCEL, S.CANCELLED),
        (S.ACCEPTED, OrderStep.ARRIVE, S.WORKING),
        (S.ACCEPTED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.ACCEPTED, OrderStep.CANCEL, S.CANCELLED),
        (S.WORKING, OrderStep.FINISH, S.FINISHED),
        (S.WORKING, OrderStep.PAUSE, S.PAUSED),
        (S.PAUSED, OrderStep.RESUME, S.WORKING),
        (S.PAUSED, OrderStep.ASSIGN, S.ASSIGNED),
        (S.FINISHED, OrderStep.PASS, S.CLOSED),
        (S.FINISHED, OrderStep.SEND_BACK, S.ASSIGNED),
    ),
)


def pause_needs_consent(urgency: Urgency, repair_class: RepairClass | None) -> bool:
    """Whether the customer must agree before the clock stops (B-REP-28): for repairs that are not urgent.

    An urgent one is made safe first; stopping it for safety needs nobody's leave.
    """
    return urgency != Urgency.URGENT and repair_class is not None


def is_first_time_right(rounds: int, *, has_rework: bool) -> bool:
    """Passed in the sense of the pass rate (A-REP-17): done once, and never again for the same fault."""
    return rounds == 1 and not has_rework


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What is promised for a measure, from the report on, and the rates aimed at, in per cent."""

    respond: timedelta | None = None
    begin: timedelta | None = None
    finish: timedelta | None = None
    finish_days: int | None = None
    timely_percent: Decimal | None = None
    passed_percent: Decimal | None = None


AT_ONCE = timedelta(minutes=30)
# The seeds give: water, power and lift on report (A-REP-03, A-REP-19), civil works in three days
# (A-REP-04), ordinary repairs within 24 hours (B-REP-02), 95 % timely and 98 % passed for minor
# repairs (A-REP-02, A-REP-05). The rest are our proposals; an office sets its own.
PROMISES: Mapping[Measure, Promise] = {
    Measure.UTILITIES: Promise(
        respond=timedelta(minutes=15), begin=AT_ONCE, finish=timedelta(hours=4)
    ),
    Measure.CIVIL: Promise(respond=timedelta(minutes=15), begin=timedelta(hours=24), finish_days=3),
    Measure.MINOR: Promise(
        respond=timedelta(minutes=15),
        begin=timedelta(hours=24),
        finish_days=2,
        timely_percent=Decimal(95),
        passed_percent=Decimal(98),
    ),
    Measure.MAJOR_DEFECT: Promise(
        respond=timedelta(minutes=15), begin=timedelta(hours=24), finish_days=30
    ),
    Measure.EQUIPMENT: Promise(),
    Measure.SHARED_PARTS: Promise(),
    Measure.CAR_PARKS: Promise(),
    Measure.BICYCLE_SHEDS: Promise(),
}
SPECIAL_VISIT_WITHIN = timedelta(hours=24)
KIND_OF_SPACE: Mapping[str, PartKind] = {
    SpaceKind.EQUIPMENT_ROOM: PartKind.EQUIPMENT,
    SpaceKind.COMMON_EQUIPMENT: PartKind.EQUIPMENT,
    SpaceKind.COMMON_STRUCTURE: PartKind.SHARED_PART,
}
KIND_OF_NATURE: Mapping[str, PartKind] = {
    Nature.PRIVATE: PartKind.IN_HOME,
    Nature.COMMON_STRUCTURE: PartKind.SHARED_PART,
    Nature.COMMON_EQUIPMENT: PartKind.EQUIPMENT,
}
NATURE_OF_KIND: Mapping[str, Nature] = {
    PartKind.IN_HOME: Nature.PRIVATE,
    PartKind.SHARED_PART: Nature.COMMON_STRUCTURE,
    PartKind.EQUIPMENT: Nature.COMMON_EQUIPMENT,
    PartKind.FACILITY: Nature.COMMON_EQUIPMENT,
}
MEASURE_OF_SPACE: Mapping[str, Measure] = {
    SpaceKind.PARKING_SPACE: Measure.CAR_PARKS,
    SpaceKind.GARAGE: Measure.CAR_PARKS,
    SpaceKind.BICYCLE_SHED: Measure.BICYCLE_SHEDS,
}


@dataclass(frozen=True)
class Deadlines:
    """When somebody must have said yes, be there, and be done; None where nothing was promised."""

    respond_by: datetime | None = None
    begin_by: datetime | None = None
    finish_by: datetime | None = None


def deadlines(promise: Promise, urgency: Urgency, reported_at: datetime) -> Deadlines:
    """Counted from the report, given in local time. An emergency begins at once (B-REP-02, B-REP-05)."""
    begin = promise.begin
    if urgency == Urgency.URGENT and begin is not None:
        begin = min(begin, AT_ONCE)
    finish_by = reported_at + promise.finish if promise.finish is not None else None
    if promise.finish_days is not None:
        finish_by = end_of_day(reported_at, promise.finish_days)
    return Deadlines(
        respond_by=None if promise.respond is None else reported_at + promise.respond,
        begin_by=None if begin is None else reported_at + begin,
        finish_by=finish_by,
    )


def end_of_day(at: datetime, days: int) -> datetime:
    """The end of the day that many calendar days on; the day of the report is day 0 (reading R-04)."""
    return datetime.combine(at.date() + timedelta(days=days), time(23, 59, 59), at.tzinfo)


def part_kind(*, has_unit: bool, space_kind: str, part_nature: str) -> str:
    """What the work is done to, from where it is done; empty when nobody can tell."""
    if space_kind:
        return KIND_OF_SPACE.get(space_kind, PartKind.FACILITY)
    if part_nature:
        return KIND_OF_NATURE[part_nature]
    return PartKind.IN_HOME if has_unit else ""


def measures(repair_class: str, kind: str, space_kind: str) -> list[Measure]:
    """Every measure in whose rates an order counts: its class, and the sort of thing it was done to."""
    counted = [Measure(repair_class)] if repair_class else []
    if space_kind in MEASURE_OF_SPACE:
        counted.append(MEASURE_OF_SPACE[space_kind])
    elif kind == PartKind.EQUIPMENT and repair_class == RepairClass.UTILITIES:
        counted.append(Measure.EQUIPMENT)
    elif kind in {PartKind.SHARED_PART, PartKind.FACILITY, PartKind.EQUIPMENT}:
        counted.append(Measure.SHARED_PARTS)
    return counted


def is_in_season(season_from: int | None, season_until: int | None, on: date) -> bool:
    """Whether the month lies in the season, both ends included; a season may run over the new year."""
    if season_from is None or season_until is None:
        return False
    if season_from <= season_until:
        return season_from <= on.month <= season_until
    return on.month >= season_from or on.month <= season_until


def comes_too_early(manner: Manner, kept: set[str], *, in_home: bool) -> bool:
    """In a home one greets and asks first, then covers the shoes, then enters (B-REP-16, B-REP-29)."""
    if not in_home or manner in {Manner.GREETED, Manner.PERMISSION}:
        return False
    return Manner.PERMISSION not in kept
