"""The auditor: reckons anew what should be owed, and names every difference from what stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import ClockPause, Heartbeat, Occurrence, Standing
from anlin.instruments.duty.queries.standing import Milestones, milestones_of, rule_of
from anlin.instruments.duty.rules import expecting, schema, spans
from anlin.kernel.calendar import WorkingCalendar, YearUnknown

AT_ONCE = 500
# So long the engine may take to look at what is due before the auditor says that it did not.
PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be: `missing`, `surplus`, `moved`, or `not looked at`."""

    what: str
    code: str
    project_id: int | None
    key: str
    says: str


@dataclass
class Findings:
    """What the auditor counted, by rule code, and every difference."""

    expected: dict[str, int] = field(default_factory=dict)
    present: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    beat_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        return not self.differences


Key = tuple[str, date, datetime, datetime, datetime]


def audit(*, at: datetime, progress: Iterator[int] | None = None) -> Findings:
    """Compare every standing with its occurrences, a few hundred standings at a time."""
    findings = Findings(beat_at=Heartbeat.objects.values_list("beat_at", flat=True).first())
    calendar = workforce.working_calendar()
    last = 0
    while standings := list(
        Standing.objects.filter(pk__gt=last)
        .select_related("rule", "project")
        .order_by("pk")[:AT_ONCE]
    ):
        last = standings[-1].pk
        _compare(standings, findings, calendar)
        if progress is not None:
            next(progress, None)
    _not_looked_at(findings, at)
    return findings


def _compare(standings: list[Standing], findings: Findings, calendar: WorkingCalendar) -> None:
    rows: dict[int, dict[str, Occurrence]] = {standing.pk: {} for standing in standings}
    for row in Occurrence.objects.filter(standing__in=standings, withdrawn_at=None):
        rows[row.standing_id][row.key] = row
    milestones = milestones_of(standing.project_id for standing in standings)
    known: dict[tuple[object, ...], list[expecting.Window]] = {}
    for standing in standings:
        rule, there = rule_of(standing), rows[standing.pk]
        findings.present[standing.code] = findings.present.get(standing.code, 0) + len(there)
        if rule.kind == Kind.CLOCK:
            expected = list(_of_clocks(rule, there.values(), calendar))
        elif rule.kind == Kind.MILESTONE:
            expected = _of_a_milestone(standing, rule, milestones, calendar)
        else:
            end = min(standing.until_on or standing.opened_until, standing.opened_until)
            asked = (standing.rule_id, str(standing.figures), standing.from_on, end)
            if asked not in known:
                known[asked] = list(_windows(rule, standing.from_on, end, calendar))
            expected = known[asked]
        findings.expected[standing.code] = findings.expected.get(standing.code, 0) + len(expected)
        findings.differences += _differences(standing, expected, there)


def _differences(
    standing: Standing, expected: list[expecting.Window], there: dict[str, Occurrence]
) -> Iterator[Difference]:
    def said(what: str, key: str, says: str = "") -> Difference:
        return Difference(what, standing.code, standing.project_id, key, says)

    wanted = {window.key: window for window in expected}
    for key, window in wanted.items():
        row = there.get(key)
        if row is None:
            yield said("missing", key)
            continue
        should = (window.scheduled_on, window.earliest_at, window.target_at, window.last_at)
        if (row.scheduled_on, row.earliest_at, row.target_at, row.last_at) != should:
            yield said(
                "moved", key, f"{row.last_at.isoformat()} instead of {window.last_at.isoformat()}"
            )
    for key, row in there.items():
        # What was done, missed or waived before its rule ended is history and stays.
        if key not in wanted and not (row.done_at or row.missed_at or row.waived_at):
            yield said("surplus", key)


def _windows(rule: schema.Rule, first: date, end: date, calendar: WorkingCalendar) -> Iterator[expecting.Window]:  # fmt: skip
    zone = timezone.get_default_timezone()
    for day in expecting.days_of(rule, first, end):
        window = expecting.window_on(rule, day, calendar=calendar, zone=zone)
        if window is not None:
            yield window


def _of_a_milestone(
    standing: Standing, rule: schema.Rule, milestones: Milestones, calendar: WorkingCalendar
) -> list[expecting.Window]:
    assert rule.milestone is not None
    day = milestones.get(standing.project_id or 0, {}).get(rule.milestone.of)
    if day is None or standing.until_on is not None:
        return []
    zone = timezone.get_default_timezone()
    try:
        window = expecting.window_before(rule, day, calendar=calendar, zone=zone)
    except YearUnknown:
        return []
    return [window] if window.scheduled_on >= standing.from_on else []


def _of_clocks(
    rule: schema.Rule, rows: Iterable[Occurrence], calendar: WorkingCalendar
) -> Iterator[expecting.Window]:
    """Which news there was only the rooms know; when each clock ends is reckoned here."""
    rows = list(rows)
    breaks: dict[int, list[spans.Break]] = {}
    for pause in ClockPause.objects.filter(occurrence__in=rows, until_at__isnull=False):
        assert pause.until_at is not None
        breaks.setdefault(pause.occurrence_id, []).append(
            spans.Break(pause.from_at, pause.until_at)
        )
    for row in rows:
        yield expecting.opened_by(
            rule, key=row.key, at=timezone.localtime(row.earliest_at),
            calendar=calendar, breaks=tuple(breaks.get(row.pk, ())),
        )  # fmt: skip


def _not_looked_at(findings: Findings, at: datetime) -> None:
    late = Occurrence.objects.filter(next_at__lt=at - PATIENCE, withdrawn_at=None)
    findings.differences += [
        Difference(
            "not looked at", row.standing.code, row.project_id, row.key, f"due {row.next_at}"
        )
        for row in late.select_related("standing").order_by("next_at")[:AT_ONCE]
    ]
