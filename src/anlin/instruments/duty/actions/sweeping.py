"""The engine looks at what is due: warnings, the day itself, missed, passed upward; each step once, at its own moment."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import queries
from anlin.instruments.duty.choices import Kind, StepKind
from anlin.instruments.duty.events import DutyDone, DutyStepReached
from anlin.instruments.duty.models import Alarm, ClockPause, Occurrence
from anlin.instruments.duty.rules import expecting, spans
from anlin.kernel.actors import system
from anlin.kernel.calendar import WorkingCalendar

AT_ONCE = 500
ENGINE = system("duty")
ROSTER = system("roster").ref
TICK = timedelta(microseconds=1)
Due = list[tuple[int, expecting.Step]]


def sweep(*, at: datetime) -> int:
    """Take every step that is due by `at`; say how many occurrences were looked at.

    A step bears the moment at which it was due, however late the engine comes, so that a week's stop leaves the same
    alarms and the same misses. What two engines find at once one of them takes. Tells `DutyStepReached`.
    """
    count = 0
    while taken := _sweep_some(at):
        count += taken
    return count


@transaction.atomic
def _sweep_some(at: datetime) -> int:
    due = (
        Occurrence.objects.filter(next_at__lte=at)
        .select_related("standing__rule")
        .order_by("next_at")
    )
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(of=("self",), skip_locked=True)
    found = list(due[:AT_ONCE])
    _take_steps(found, at)
    return len(found)


def catch_up(occurrence: Occurrence, *, at: datetime) -> None:
    """Take the steps that are due of one occurrence, before it is done or waived: late is late, whoever comes first."""
    if occurrence.next_at is not None and occurrence.next_at <= at:
        _take_steps([occurrence], at)


def _take_steps(found: list[Occurrence], at: datetime) -> None:
    calendar = workforce.working_calendar()
    alarms: list[Alarm] = []
    told: list[DutyStepReached | DutyDone] = []
    stopped = {
        pause.occurrence_id: pause
        for pause in ClockPause.objects.filter(occurrence__in=found, until_at=None)
    }
    gaps = queries.gaps_in([row for row in found if row.standing.rule.kind == Kind.COVER])
    for row in found:
        if (pause := stopped.get(row.pk)) is not None and row.next_at is not None:
            # The budget of pauses is used up: the clock has run since that moment, whenever we come.
            ClockPause.objects.filter(pk=pause.pk).update(
                until_at=max(row.next_at, pause.from_at + TICK)
            )
            restart(row)
        due = _advance(row, at, calendar)
        if row.standing.rule.kind == Kind.COVER:
            due = _by_the_roster(row, due, gaps)
            if row.done_at is not None:
                told.append(_covered(row, at))
        for nth, step in due:
            alarms.append(
                Alarm(
                    occurrence=row, step=nth, kind=step.kind, to=step.to, due_at=step.at, told_at=at
                )
            )
            told.append(_news(row, step, at))
    if found:
        rows.write_back(
            found, ["step", "next_at", "missed_at", "target_at", "last_at", "done_at", "done_by"]
        )
        rows.put_in(alarms)
    news.publish_many(told)


def _advance(row: Occurrence, at: datetime, calendar: WorkingCalendar) -> Due:
    """The steps of the ladder that are due; the row then waits for the next, or for none."""
    ladder = ladder_of(row, calendar)
    due = [(nth, step) for nth, step in enumerate(ladder) if nth >= row.step and step.at <= at]
    if any(step.kind == StepKind.MISS for _nth, step in due):
        row.missed_at = row.last_at
    row.step += len(due)
    row.next_at = ladder[row.step].at if row.step < len(ladder) else None
    return due


def _by_the_roster(row: Occurrence, due: Due, gaps: queries.Gaps) -> Due:
    """Hours the roster covers are done when they are over; of a gap is told beforehand, and it is missed when it has passed.

    Each step judges by the roster as it stood on record at its moment: whoever is planned afterwards was not there.
    """
    ends_now = any(step.kind == StepKind.MISS for _nth, step in due)
    if ends_now and not gaps(row, row.last_at):
        row.missed_at, row.next_at = None, None
        row.done_at, row.done_by = row.last_at, ROSTER
    return [
        (nth, step)
        for nth, step in due
        if (step.kind != StepKind.WARN or gaps(row, step.at))
        and (row.done_at is None or step.kind == StepKind.WARN)
    ]


def locked() -> QuerySet[Occurrence]:
    """Occurrences nobody else changes until our transaction ends; on SQLite nobody else writes at all."""
    rows_of = Occurrence.objects.select_related("standing__rule")
    if connection.features.has_select_for_update_of:
        return rows_of.select_for_update(of=("self",))
    return rows_of


def read_again(occurrence: Occurrence) -> None:
    """What the engine did to it since it was read counts; from now on it waits for us."""
    occurrence.refresh_from_db(from_queryset=locked())


def restart(row: Occurrence) -> None:
    """Put the moments of a clock where its pauses have moved them; the row is written by the caller."""
    rule, calendar = queries.rule_of(row.standing), workforce.working_calendar()
    began = timezone.localtime(row.earliest_at)
    window = expecting.opened_by(
        rule, key=row.key, at=began, calendar=calendar, breaks=ended_breaks(row)
    )
    ladder = expecting.steps(rule, window, calendar)
    row.target_at, row.last_at = window.target_at, window.last_at
    row.next_at = ladder[row.step].at if row.step < len(ladder) else None


def bring_back(row: Occurrence) -> None:
    """What was withdrawn is owed again as it stood: steps that were taken stay taken."""
    ladder = ladder_of(row, workforce.working_calendar())
    row.withdrawn_at = None
    row.next_at = ladder[row.step].at if row.step < len(ladder) else None
    row.save(update_fields=["withdrawn_at", "next_at"])


def ended_breaks(row: Occurrence) -> tuple[spans.Break, ...]:
    ended = ClockPause.objects.filter(occurrence=row, until_at__isnull=False).order_by("from_at")
    return tuple(spans.Break(each.from_at, each.until_at) for each in ended if each.until_at)


def ladder_of(row: Occurrence, calendar: WorkingCalendar) -> list[expecting.Step]:
    """The steps of an occurrence, by the rule it was opened under."""
    zone = timezone.get_default_timezone()
    window = expecting.Window(
        row.key,
        row.scheduled_on,
        row.earliest_at.astimezone(zone),
        row.target_at.astimezone(zone),
        row.last_at.astimezone(zone),
    )
    return expecting.steps(queries.rule_of(row.standing), window, calendar)


def _news(row: Occurrence, step: expecting.Step, at: datetime) -> DutyStepReached:
    return DutyStepReached(
        duty_id=row.pk,
        project_id=row.project_id,
        code=row.standing.code,
        about=str(row.about or ""),
        kind=step.kind,
        to=step.to,
        by=ENGINE.ref,
        at=at,
    )


def _covered(row: Occurrence, at: datetime) -> DutyDone:
    return DutyDone(
        duty_id=row.pk,
        project_id=row.project_id,
        code=row.standing.code,
        about="",
        was_missed=False,
        by=ROSTER,
        at=at,
    )
