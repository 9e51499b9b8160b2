"""What should be owed: the occurrences of a rule between two days, and the steps of one. Plain values only.

The engine writes what this says; the auditor compares what was written with what this says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from anlin.instruments.duty.choices import Holiday, StepKind
from anlin.instruments.duty.rules import moves, recurring, spans
from anlin.instruments.duty.rules.schema import Calendar, Milestone, Rule
from anlin.kernel.calendar import WorkingCalendar

DAY = timedelta(days=1)


class MomentsOutOfOrderError(ValueError):
    """The rule puts the target before the earliest day, or behind the last."""


@dataclass(frozen=True)
class Window:
    """The three moments of an occurrence, and the key and day that tell it from the others."""

    key: str
    scheduled_on: date
    earliest_at: datetime
    target_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Step:
    """Something that happens at a moment to an occurrence that is still owed; `to` is the post told."""

    at: datetime
    kind: StepKind
    to: str


def with_figures(rule: Rule, figures: Mapping[str, object]) -> Rule:
    """The rule with the company's own figures: dotted names to values. Raises pydantic's ValidationError."""
    said = rule.model_dump(mode="json", exclude_none=True)
    for place, value in figures.items():
        *way, name = place.split(".")
        part = said
        for step in way:
            part = part[step]
        part[name] = value
    return Rule.model_validate(said)


def days_of(rule: Rule, first: date, end: date) -> Iterator[date]:
    """The days in [first, end) on which the rule may fall, in order; none for rules that news or milestones open."""
    said = rule.calendar or rule.sample
    if said is not None:
        yield from recurring.days(said.every, said.since, first, end)
    elif rule.cover is not None:
        for nth in range((end - first).days):
            yield first + nth * DAY


def window_on(rule: Rule, day: date, *, calendar: WorkingCalendar, zone: tzinfo) -> Window | None:
    """The occurrence of that day; None when the rule leaves it out.

    Raises `YearUnknown` when a date hangs on a working year nobody entered, `MomentsOutOfOrderError` when the rule
    contradicts itself.
    """
    if rule.cover is not None:
        wanted = rule.cover.days
        if wanted != "every" and calendar.is_working_day(day) != (wanted == "working"):
            return None
        return _covered(rule, day, zone)
    said = rule.calendar or rule.sample
    assert said is not None
    return _window(said, day, calendar, zone)


def window_before(rule: Rule, milestone: date, *, calendar: WorkingCalendar, zone: tzinfo) -> Window:  # fmt: skip
    """The one occurrence of a rule that hangs on a milestone of the project, for the day it is planned for now."""
    assert rule.milestone is not None
    window = _window(rule.milestone, milestone, calendar, zone)
    key = f"{rule.milestone.of} {milestone.isoformat()}"
    return replace(window, key=key, scheduled_on=window.target_at.date())


def opened_by(
    rule: Rule, *, key: str, at: datetime, calendar: WorkingCalendar, breaks: tuple[spans.Break, ...] = ()
) -> Window:  # fmt: skip
    """The occurrence that news of the moment `at` (local time) opens. Raises `YearUnknown`."""
    clock = rule.clock
    assert clock is not None
    budget = spans.read(clock.pause_budget).about if clock.pause_budget else None
    stood = spans.paused(breaks, budget)
    last = spans.read(clock.within).end_from(at, calendar) + stood
    target = spans.read(clock.target).end_from(at, calendar) + stood if clock.target else last
    return Window(key, at.date(), at, min(target, last), last)


def steps(rule: Rule, window: Window, calendar: WorkingCalendar) -> list[Step]:
    """The ladder of an occurrence, in order; frozen with the rule.

    Of hours to be covered the post is warned a day before, and whoever is above when they begin: the engine tells both
    only while the roster leaves a gap.
    """
    if rule.cover is not None:
        above = rule.rises[0].to if rule.rises else rule.post
        found = [
            Step(window.earliest_at - DAY, StepKind.WARN, rule.post),
            Step(window.earliest_at, StepKind.WARN, above),
        ]
        return [*found, *_after(rule, window, calendar)]
    length = window.last_at - window.earliest_at
    found = [
        Step(window.earliest_at + length * percent / 100, StepKind.WARN, rule.post)
        for percent in sorted(set(rule.warn))
    ]
    if window.target_at < window.last_at:
        found.append(Step(window.target_at, StepKind.TARGET, rule.post))
    found.sort(key=lambda step: step.at)
    return [*found, *_after(rule, window, calendar)]


def _after(rule: Rule, window: Window, calendar: WorkingCalendar) -> list[Step]:
    """Missed, and then upward."""
    found = [Step(window.last_at, StepKind.MISS, rule.post)]
    for rise in rule.rises:
        span = spans.read(rise.after)
        at = window.last_at if not span.count else span.end_from(_eve(window.last_at), calendar)
        found.append(Step(max(at, found[-1].at), StepKind.RISE, rise.to))
    return found


def _eve(last_at: datetime) -> datetime:
    # The end of a day is the next midnight; a term of days begins with the day that ended.
    return last_at - timedelta(microseconds=1) if last_at.hour == last_at.minute == 0 else last_at


def _window(said: Calendar | Milestone, day: date, calendar: WorkingCalendar, zone: tzinfo) -> Window:  # fmt: skip
    first, aim = moves.read(said.earliest), moves.read(said.target)
    limit = moves.read(said.last) if said.last else aim
    earliest_on = first.day_from(day, calendar)
    target_on, last_on = aim.day_from(day, calendar), limit.day_from(day, calendar)
    holiday = getattr(said, "holiday", Holiday.KEEP)
    if holiday != Holiday.KEEP:
        target_on = _moved(
            target_on, holiday, earliest_on, last_on if said.last else None, calendar
        )
        last_on = last_on if said.last else target_on
    window = Window(
        day.isoformat(),
        day,
        first.moment_on(earliest_on, zone, at_end=False),
        aim.moment_on(target_on, zone, at_end=True),
        limit.moment_on(last_on, zone, at_end=True),
    )
    if not window.earliest_at <= window.target_at <= window.last_at:
        raise MomentsOutOfOrderError(f"{day}: {said.earliest}, {said.target}, {said.last or said.target}")  # fmt: skip
    return window


def _moved(day: date, holiday: Holiday, earliest: date, last: date | None, calendar: WorkingCalendar) -> date:  # fmt: skip
    """The nearest working day on the side the rule names, else the other, else the day itself; never beyond the bounds."""
    if calendar.is_working_day(day):
        return day
    ways = (1, -1) if holiday == Holiday.AFTER else (-1, 1)
    for way in ways:
        found = day + way * DAY
        while not calendar.is_working_day(found):
            found += way * DAY
        if earliest <= found and (last is None or found <= last):
            return found
    return day


def _covered(rule: Rule, day: date, zone: tzinfo) -> Window:
    assert rule.cover is not None
    begins = moves.read(f"at {rule.cover.begins}").moment_on(day, zone, at_end=False)
    ends = moves.read(f"at {rule.cover.ends}").moment_on(day, zone, at_end=True)
    # The roster must stand before the hours begin; an uncovered hour is missed when it has passed.
    return Window(day.isoformat(), day, min(begins, ends), ends, ends)
