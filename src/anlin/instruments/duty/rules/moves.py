"""Dates reckoned from a day: `-7d`, `+3wd at 18:00`, `end of month`, `-1d +3wd`. Plain values only."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from anlin.kernel.calendar import WorkingCalendar, same_day_of_month

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_STEP = re.compile(r"([+-]\d{1,4})(wd|d|w|m|y)|(start|end) of (last |next )?(day|week|month|quarter|half|year)")  # fmt: skip
_AT = re.compile(r"(?: |^)at ([01]\d|2[0-4]):([0-5]\d)$")
DAY = timedelta(days=1)


class MoveMalformedError(ValueError):
    """What was written is not a move; the message says what one looks like."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"“{written}” is no move. Write +3d, -5wd, +2w, -6m, +1y, “start of month”, “end of next week”,"
            " several of them with blanks between, and perhaps “at 18:00” behind."
        )


@dataclass(frozen=True)
class Step:
    """One part of a move: `count` units on, or to an edge of the period that is `count` periods on."""

    unit: str
    count: int
    edge: str = ""

    def days_on(self, day: date, calendar: WorkingCalendar) -> date:
        if self.edge:
            return _edge(day, self.unit, self.count, at_end=self.edge == "end")
        if self.unit == "wd":
            return _working_days_on(day, self.count, calendar)
        if self.unit in {"m", "y"}:
            return same_day_of_month(day, self.count * (12 if self.unit == "y" else 1))
        return day + self.count * (7 if self.unit == "w" else 1) * DAY


@dataclass(frozen=True)
class Move:
    """Steps taken one after the other, and a time of day; without one the day's beginning or end is meant."""

    steps: tuple[Step, ...]
    at: tuple[int, int] | None = None

    @property
    def needs_calendar(self) -> bool:
        return any(step.unit == "wd" for step in self.steps)

    def day_from(self, day: date, calendar: WorkingCalendar) -> date:
        """Raises `YearUnknown` where working days of a year are counted that nobody entered."""
        for step in self.steps:
            day = step.days_on(day, calendar)
        return day

    def moment_on(self, day: date, zone: tzinfo, *, at_end: bool) -> datetime:
        """The time of day of this move on a day already reached; 24:00 is the next midnight."""
        hour, minute = self.at or ((24, 0) if at_end else (0, 0))
        return moment(day, hour, minute, zone)


def moment(day: date, hour: int, minute: int, zone: tzinfo) -> datetime:
    """The clock's time on that day in the zone. 24:00 is the midnight after it."""
    if hour == 24:
        day, hour = day + DAY, 0
    return datetime.combine(day, time(hour, minute), zone)


def read(written: str) -> Move:
    """Raises `MoveMalformedError`."""
    text = written.strip()
    clock = _AT.search(text)
    at = (int(clock[1]), int(clock[2])) if clock else None
    if clock:
        text = text[: clock.start()].strip()
    if at is not None and at[0] == 24 and at[1]:
        raise MoveMalformedError(written)
    steps, rest = [], text
    while rest:
        found = _STEP.match(rest)
        if found is None or rest[found.end() : found.end() + 1] not in {"", " "}:
            raise MoveMalformedError(written)
        steps.append(_step(found))
        rest = rest[found.end() :].strip()
    if not steps and at is None:
        raise MoveMalformedError(written)
    return Move(tuple(steps), at)


def _step(found: re.Match[str]) -> Step:
    if found[3]:
        on = {"last ": -1, "next ": 1}.get(found[4] or "", 0)
        return Step(found[5], on, found[3])
    return Step(found[2], int(found[1]))


def _edge(day: date, period: str, on: int, *, at_end: bool) -> date:
    if period == "day":
        return day + on * DAY
    if period == "week":
        monday = day - day.weekday() * DAY + 7 * on * DAY
        return monday + 6 * DAY if at_end else monday
    length = MONTHS[period]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    first = same_day_of_month(first, on * length)
    return same_day_of_month(first, length) - DAY if at_end else first


def _working_days_on(day: date, count: int, calendar: WorkingCalendar) -> date:
    if count >= 0:
        return calendar.working_days_after(day, count)
    for _day in range(-count):
        day -= DAY
        while not calendar.is_working_day(day):
            day -= DAY
    return day
