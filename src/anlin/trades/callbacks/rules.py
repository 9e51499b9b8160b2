"""Decisions about asking afterwards, on plain values: when nobody was reached, what contradicts, how sure a share is."""

from collections.abc import Sequence
from datetime import datetime
from math import sqrt
from typing import NamedTuple

from anlin.trades.callbacks.choices import PartOfDay, Way

TRIES, WAYS, PARTS = 3, 2, 2
NOON, EVENING = 12, 18
# Fewer answers than these say too much about single people, and nothing about the rest.
LEAST_SAMPLE = 5
# Of a normal distribution 95 in a hundred lie within so many deviations.
Z95 = 1.959963984540054
POOR = 2


class Try(NamedTuple):
    """One attempt: when, in local time, and which way."""

    at: datetime
    way: Way


class Missing(NamedTuple):
    """What still lacks before “not reached” counts; nothing when it does."""

    tries: int
    needs_way: bool
    needs_part: bool

    @property
    def is_nothing(self) -> bool:
        return not (self.tries or self.needs_way or self.needs_part)


class Interval(NamedTuple):
    """Lower and upper end of a share, each from 0 to 1."""

    low: float
    high: float


def part_of_day(at: datetime) -> PartOfDay:
    """Before noon, until six, and after."""
    if at.hour < NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if at.hour < EVENING else PartOfDay.EVENING


def missing(tries: Sequence[Try]) -> Missing:
    """Three tries, by two ways, at two parts of the day."""
    ways = {one.way for one in tries}
    parts = {part_of_day(one.at) for one in tries}
    return Missing(
        tries=max(TRIES - len(tries), 0),
        needs_way=len(ways) < WAYS,
        needs_part=len(parts) < PARTS,
    )


def is_content(*, is_satisfied: bool, grade: int | None) -> bool:
    """A grade of 1 or 2 says no, whatever was ticked."""
    return is_satisfied and (grade is None or grade > POOR)


def wilson(content: int, asked: int) -> Interval:
    """The interval of Wilson for a share, 95 in a hundred; right for small samples too. `asked` is 1 or more."""
    share, square = content / asked, Z95 * Z95
    scale = 1 + square / asked
    middle = (share + square / (2 * asked)) / scale
    spread = Z95 / scale * sqrt(share * (1 - share) / asked + square / (4 * asked * asked))
    # The share itself always lies within, whatever floating point makes of the ends.
    low, high = max(middle - spread, 0.0), min(middle + spread, 1.0)
    return Interval(min(low, share), max(high, share))
