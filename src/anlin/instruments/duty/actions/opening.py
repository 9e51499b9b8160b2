"""Occurrences are written before their day: as far ahead as promised, for every standing, exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from anlin.foundation import rows
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import queries
from anlin.instruments.duty.actions.sweeping import bring_back
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import Heartbeat, Occurrence, Standing
from anlin.instruments.duty.queries.standing import Milestones, milestones_of
from anlin.instruments.duty.rules import expecting, schema
from anlin.kernel.calendar import WorkingCalendar, YearUnknown

# Every occurrence stands at least so long before its day.
AHEAD = timedelta(days=62)
# Standings written in one transaction; a kill loses at most their work, which the next run does.
AT_ONCE = 400
ONLY = 1
COLUMNS = (
    "standing", "project", "post", "key", "scheduled_on", "earliest_at", "target_at", "last_at",
    "subject_kind", "subject_key", "wanted", "step", "next_at", "done_by", "waived_by", "waived_because",
)  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """The occurrences of a rule over some days, how far they reach, and the working year that stopped them, if any."""

    windows: tuple[tuple[expecting.Window, datetime], ...]
    until: date
    missing_year: int | None


def open_ahead(*, at: datetime) -> int:
    """Write what is missing of the next 62 days, however long nobody did; say how many occurrences were written.

    Standings are locked while they are written, so two runs at once write nothing twice. A rule that counts working days
    stops at a year nobody entered, says so in the heartbeat, and goes on by itself once it is known.
    """
    horizon = timezone.localdate(at) + AHEAD + timedelta(days=1)
    count, last, missing = 0, 0, set[int]()
    while True:
        with transaction.atomic():
            standings = _behind(horizon, after=last)
            if not standings:
                break
            last = standings[-1].pk
            count += _open(standings, horizon, missing)
    count += _open_by_milestones(at)
    beat = {"beat_at": at, "opened_until": horizon, "waiting_for_year": min(missing, default=None)}
    Heartbeat.objects.update_or_create(pk=ONLY, defaults=beat)
    return count


def open_standings(standings: Sequence[Standing], *, at: datetime) -> None:
    """The same at once for standings that were just settled, within the caller's transaction."""
    horizon = timezone.localdate(at) + AHEAD + timedelta(days=1)
    _open([s for s in standings if s.rule.kind not in (Kind.CLOCK, Kind.MILESTONE)], horizon, set())
    place_by_milestones([s for s in standings if s.rule.kind == Kind.MILESTONE], at=at)


def _behind(horizon: date, *, after: int) -> list[Standing]:
    behind = (
        Standing.objects.filter(opened_until__lt=horizon, pk__gt=after)
        .filter(Q(until_on=None) | Q(opened_until__lt=F("until_on")))
        .exclude(rule__kind__in=(Kind.CLOCK, Kind.MILESTONE, Kind.GATE))
        .select_related("rule")
        .order_by("pk")
    )
    if connection.features.has_select_for_update_of:
        behind = behind.select_for_update(of=("self",))
    return list(behind[:AT_ONCE])


def _open(standings: Sequence[Standing], horizon: date, missing: set[int]) -> int:
    calendar = workforce.working_calendar()
    known: dict[tuple[object, ...], Stretch] = {}
    lines, reached = [], dict[date, list[int]]()
    for standing in standings:
        end = min(horizon, standing.until_on or horizon)
        asked = (standing.rule_id, str(standing.figures), standing.opened_until, end)
        rule = queries.rule_of(standing)
        if asked not in known:
            known[asked] = stretch(rule, standing.opened_until, end, calendar)
        found = known[asked]
        lines += [line(standing, rule, window, next_at) for window, next_at in found.windows]
        if found.missing_year is not None:
            missing.add(found.missing_year)
        standing.opened_until = found.until
        reached.setdefault(found.until, []).append(standing.pk)
    rows.put_lines(Occurrence, COLUMNS, lines)
    for until, pks in reached.items():
        Standing.objects.filter(pk__in=pks).update(opened_until=until)
    return len(lines)


def stretch(rule: schema.Rule, first: date, end: date, calendar: WorkingCalendar) -> Stretch:
    """The occurrences scheduled in [first, end), each with the moment at which something first happens to it."""
    zone = timezone.get_default_timezone()
    found = []
    for day in expecting.days_of(rule, first, end):
        try:
            window = expecting.window_on(rule, day, calendar=calendar, zone=zone)
            if window is not None:
                found.append((window, expecting.steps(rule, window, calendar)[0].at))
        except YearUnknown as refusal:
            return Stretch(tuple(found), day, int(str(refusal.facts["year"])))
    return Stretch(tuple(found), max(end, first), None)


def line(
    standing: Standing, rule: schema.Rule, window: expecting.Window, next_at: datetime
) -> tuple:
    """The values of a new occurrence in the order of `COLUMNS`."""
    return (
        standing.pk, standing.project_id, rule.post, window.key, window.scheduled_on, window.earliest_at,
        window.target_at, window.last_at, "", "", rule.evidence.count, 0, next_at, "", "", "",
    )  # fmt: skip


def _open_by_milestones(at: datetime) -> int:
    count, last = 0, 0
    while True:
        standing = Standing.objects.filter(rule__kind=Kind.MILESTONE, until_on=None, pk__gt=last)
        with transaction.atomic():
            piece = list(standing.select_related("rule", "project").order_by("pk")[:AT_ONCE])
            if not piece:
                return count
            last = piece[-1].pk
            count += place_by_milestones(piece, at=at)


def place_by_milestones(standings: Sequence[Standing], *, at: datetime) -> int:
    """Put the one occurrence of each where its milestone says; what stood for another date and is still owed is withdrawn.

    Says how many occurrences were written or brought back; at a price in queries that does not grow with the standings.
    """
    calendar = workforce.working_calendar()
    milestones = milestones_of(standing.project_id for standing in standings)
    rows_of: dict[int, list[Occurrence]] = {standing.pk: [] for standing in standings}
    for row in Occurrence.objects.filter(standing__in=standings).select_related("standing__rule"):
        rows_of[row.standing_id].append(row)
    new, gone, count = [], list[int](), 0
    for standing in standings:
        rule, there = queries.rule_of(standing), rows_of[standing.pk]
        try:
            window = _before_milestone(standing, rule, milestones, calendar)
        except YearUnknown:
            continue
        key = window.key if window else ""
        gone += [row.pk for row in there if row.key != key and _is_owed(row)]
        known = next((row for row in there if row.key == key), None)
        if known is None and window is not None:
            first = expecting.steps(rule, window, calendar)[0].at
            new.append(line(standing, rule, window, first))
        elif known is not None and known.withdrawn_at is not None:
            bring_back(known)
            count += 1
    Occurrence.objects.filter(pk__in=gone).update(withdrawn_at=at, next_at=None)
    rows.put_lines(Occurrence, COLUMNS, new)
    return count + len(new)


def _before_milestone(
    standing: Standing, rule: schema.Rule, milestones: Milestones, calendar: WorkingCalendar
) -> expecting.Window | None:
    assert rule.milestone is not None
    day = milestones.get(standing.project_id or 0, {}).get(rule.milestone.of)
    if day is None:
        return None
    zone = timezone.get_default_timezone()
    window = expecting.window_before(rule, day, calendar=calendar, zone=zone)
    return window if window.scheduled_on >= standing.from_on else None


def _is_owed(row: Occurrence) -> bool:
    return not (row.done_at or row.missed_at or row.waived_at or row.withdrawn_at)
