"""Occurrences are written before their day: as far ahead as promised, for every standing, exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from anlin.foundation import rows
from anlin.ground.estate.models import Project
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import queries
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import Heartbeat, Occurrence, Standing
from anlin.instruments.duty.queries.standing import milestones_of
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
    for standing in standings:
        if standing.rule.kind == Kind.MILESTONE:
            place_by_milestone(standing, at=at)


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
    standing = Standing.objects.filter(rule__kind=Kind.MILESTONE, until_on=None)
    count = 0
    for each in standing.select_related("rule", "project").order_by("project", "pk"):
        with transaction.atomic():
            count += place_by_milestone(each, at=at)
    return count


def place_by_milestone(standing: Standing, *, at: datetime) -> int:
    """Put the one occurrence where its milestone says; what stood for another date and is still owed is withdrawn."""
    rule, calendar = queries.rule_of(standing), workforce.working_calendar()
    assert rule.milestone is not None
    project: Project | None = standing.project
    day = milestones_of(project).get(rule.milestone.of)
    window = None
    if day is not None:
        try:
            zone = timezone.get_default_timezone()
            window = expecting.window_before(rule, day, calendar=calendar, zone=zone)
        except YearUnknown:
            return 0
        if window.scheduled_on < standing.from_on:
            window = None
    still_owed = Occurrence.objects.filter(
        standing=standing, done_at=None, missed_at=None, waived_at=None, withdrawn_at=None
    )
    still_owed.exclude(key=window.key if window else "").update(withdrawn_at=at, next_at=None)
    if window is None:
        return 0
    first = expecting.steps(rule, window, calendar)[0].at
    here = Occurrence.objects.filter(standing=standing, key=window.key)
    if here.filter(withdrawn_at__isnull=False).update(withdrawn_at=None, step=0, next_at=first):
        return 1
    if here.exists():
        return 0
    rows.put_lines(Occurrence, COLUMNS, [line(standing, rule, window, first)])
    return 1
