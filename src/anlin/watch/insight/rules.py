"""Which kept issue a group of matters is, and which days a curve shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

WINDOW = timedelta(days=90)
# So many of the newest matters are read at once, however many there are.
MOST, MOST_AT_ONCE = 3000, 400


def same(groups: Sequence[Sequence[int]], issue_of: Mapping[int, int]) -> list[int | None]:
    """For each group of matters the issue that it is; each issue is one group's, of whoever shares most with it."""
    shared = [
        (-count, nth, issue)
        for nth, group in enumerate(groups)
        for issue, count in Counter(issue_of[one] for one in group if one in issue_of).items()
    ]
    found: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for _count, nth, issue in sorted(shared):
        if found[nth] is None and issue not in taken:
            found[nth] = issue
            taken.add(issue)
    return found


def days_until(last: date, count: int) -> list[date]:
    return [last - timedelta(days=back) for back in reversed(range(count))]
