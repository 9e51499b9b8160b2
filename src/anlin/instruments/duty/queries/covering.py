"""Hours that somebody must be there for, and the gaps the roster leaves in them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import Occurrence
from anlin.instruments.duty.queries.standing import rule_of

Span = tuple[datetime, datetime]
Gaps = Callable[[Occurrence, datetime | None], list[Span]]


def gaps_in(rows: Sequence[Occurrence]) -> Gaps:
    """A function from one of these occurrences, and a moment or None, to the hours with too few people on the roster.

    With a moment the roster counts as it stood on record then. Two queries for all of them, none where nobody is wanted.
    """
    covered = [row for row in rows if row.project_id is not None]
    if not covered:
        return lambda row, _known_at: [(row.earliest_at, row.last_at)]
    watches = workforce.Watches(
        {row.project_id for row in covered if row.project_id is not None},
        min(row.earliest_at for row in covered),
        max(row.last_at for row in covered),
    )

    def gaps(row: Occurrence, known_at: datetime | None) -> list[Span]:
        cover = rule_of(row.standing).cover
        assert cover is not None
        whole = (row.earliest_at, row.last_at)
        return watches.gaps(
            row.project_id or 0, cover.duty, whole, heads=cover.heads, known_at=known_at
        )

    return gaps


def uncovered(project_id: int, at: datetime, *, ahead: timedelta) -> list[tuple[Occurrence, list[Span]]]:  # fmt: skip
    """What the roster leaves uncovered from now on, so long ahead, in the order of time; three queries."""
    rows = list(
        Occurrence.objects.filter(
            project=project_id,
            standing__rule__kind=Kind.COVER,
            last_at__gt=at,
            earliest_at__lt=at + ahead,
            done_at=None,
            waived_at=None,
            withdrawn_at=None,
        )
        .select_related("standing__rule")
        .order_by("earliest_at", "id")
    )
    gaps = gaps_in(rows)
    found = [(row, [gap for gap in gaps(row, None) if gap[1] > at]) for row in rows]
    return [(row, left) for row, left in found if left]
