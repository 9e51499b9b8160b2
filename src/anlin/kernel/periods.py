"""Half-open periods of days: the day of leaving belongs to the successor."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """The days from `starts` on, up to but without `ends`; `ends` None means for ever on."""

    starts: date
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError(f"A period needs at least one day: {self.starts} to {self.ends}.")

    def __contains__(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)

    @property
    def days(self) -> int | None:
        """How many days it has; None when it never ends."""
        return None if self.ends is None else (self.ends - self.starts).days

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to it; None when it never ends."""
        return None if self.ends is None else self.ends - timedelta(days=1)

    def overlaps(self, other: "Period") -> bool:
        return self.intersection(other) is not None

    def intersection(self, other: "Period") -> "Period | None":
        """The days in both, or None."""
        starts = max(self.starts, other.starts)
        endings = [end for end in (self.ends, other.ends) if end is not None]
        ends = min(endings, default=None)
        return None if ends is not None and ends <= starts else Period(starts, ends)

    def split_at(self, days: Iterable[date]) -> list["Period"]:
        """Adjacent pieces, cut before each of the given days that lies inside."""
        cuts = sorted({day for day in days if day in self and day != self.starts})
        edges: list[date | None] = [self.starts, *cuts, self.ends]
        return [
            Period(starts, ends) for starts, ends in itertools.pairwise(edges) if starts is not None
        ]


def gaps(periods: Iterable[Period], *, within: Period) -> list[Period]:
    """The days of `within` that none of the periods covers, as few periods as possible."""
    uncovered = [within]
    for period in periods:
        uncovered = [piece for part in uncovered for piece in _without(part, period)]
    return uncovered


def _without(part: Period, taken: Period) -> list[Period]:
    common = part.intersection(taken)
    if common is None:
        return [part]
    before = [Period(part.starts, common.starts)] if part.starts < common.starts else []
    if common.ends is None or common.ends == part.ends:
        return before
    return [*before, Period(common.ends, part.ends)]
