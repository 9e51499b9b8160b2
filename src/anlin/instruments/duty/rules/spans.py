"""How long a clock runs, and when it ends: round the clock or in working time, with pauses. Plain values only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anlin.instruments.duty.rules import moves
from anlin.kernel.calendar import WorkingCalendar, end_of_term, same_day_of_month

_SPAN = re.compile(r"(\d{1,5})(min|h|d|w|m|wmin|wh|wd)")
_OF_THE_CLOCK = {"min": timedelta(minutes=1), "h": timedelta(hours=1)}
_OF_WORK = {"wmin": timedelta(minutes=1), "wh": timedelta(hours=1)}


class SpanMalformedError(ValueError):
    """What was written is no span; the message says what one looks like."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"“{written}” is no span. Write 15min, 24h, 3d, 2w, 1m round the clock, or 90wmin, 8wh, 5wd of working time."
        )


@dataclass(frozen=True)
class Span:
    """`count` of a unit. Days, weeks and months end with their last day; the day of the start is day 0 (R-04)."""

    count: int
    unit: str

    @property
    def needs_calendar(self) -> bool:
        return self.unit in {"wmin", "wh", "wd"}

    def end_from(self, start: datetime, calendar: WorkingCalendar) -> datetime:
        """When it is over, for a start in local time. Raises `YearUnknown` as the calendar does."""
        if self.unit in _OF_THE_CLOCK:
            return start + self.count * _OF_THE_CLOCK[self.unit]
        if self.unit in _OF_WORK:
            return calendar.after_working_time(start, self.count * _OF_WORK[self.unit])
        if self.unit == "wd":
            day = calendar.working_days_after(start.date(), self.count)
        elif self.unit == "m":
            day = same_day_of_month(start.date(), self.count)
        else:
            day = end_of_term(start.date(), self.count * (7 if self.unit == "w" else 1))
        assert start.tzinfo is not None
        return moves.moment(day, 24, 0, start.tzinfo)

    @property
    def about(self) -> timedelta:
        """How long it is at least, to compare spans with each other."""
        days = {"d": 1, "wd": 1, "w": 7, "m": 28}
        known = {**_OF_THE_CLOCK, **_OF_WORK}
        return self.count * known.get(self.unit, timedelta(days=days.get(self.unit, 0)))


@dataclass(frozen=True)
class Break:
    """A pause that ended, with why; only closed ones move an end."""

    from_at: datetime
    until_at: datetime


def read(written: str) -> Span:
    """Raises `SpanMalformedError`."""
    found = _SPAN.fullmatch(written.strip())
    if found is None:
        raise SpanMalformedError(written)
    return Span(int(found[1]), found[2])


def paused(breaks: Sequence[Break], budget: timedelta | None) -> timedelta:
    """How far pauses move the end: their sum, at most the budget. Overlaps count once."""
    total, until = timedelta(), None
    for each in sorted(breaks, key=lambda pause: pause.from_at):
        begins = each.from_at if until is None else max(each.from_at, until)
        total += max(each.until_at - begins, timedelta())
        until = each.until_at if until is None else max(until, each.until_at)
    return total if budget is None else min(total, budget)
