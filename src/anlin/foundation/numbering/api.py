"""The door of the numbering: the next number of a series, or a block of them."""

from django.db import connection
from django.db.transaction import TransactionManagementError

from anlin.foundation.numbering.models import Counter

PATTERN = "{series}-{year}-{n:05d}"


def next_number(*, series: str, project_id: int, year: int, pattern: str = PATTERN) -> str:
    """The next number, given for good when the caller's transaction ends well.

    Until then everybody else who wants a number of this series, project and year waits: take it late in
    the deed, and of several series always in the same order. Raises outside a transaction. The
    pattern may use `series`, `year`, `project_id` and `n`.
    """
    [number] = next_numbers(
        count=1, series=series, project_id=project_id, year=year, pattern=pattern
    )
    return number


def next_numbers(
    *, count: int, series: str, project_id: int, year: int, pattern: str = PATTERN
) -> list[str]:
    """As `next_number`, `count` of them that follow one another."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("A number is taken in the transaction that uses it.")
    if count < 1:
        raise ValueError(f"A block has at least one number, not {count}.")
    last = _advance(series, project_id, year, by=count)
    return [
        pattern.format(series=series, year=year, project_id=project_id, n=n)
        for n in range(last - count + 1, last + 1)
    ]


def _advance(series: str, project_id: int, year: int, *, by: int) -> int:
    last = _counted_up(series, project_id, year, by)
    if last is None:
        # Of two that begin a series together, one inserts and the other waits and finds the row.
        Counter.objects.bulk_create(
            [Counter(series=series, project_id=project_id, year=year)], ignore_conflicts=True
        )
        last = _counted_up(series, project_id, year, by)
    assert last is not None
    return last


def _counted_up(series: str, project_id: int, year: int, by: int) -> int | None:
    """One statement counts and reads, on both databases; None when the series has no row yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE numbering_counter SET last = last + %s"
            " WHERE project_id = %s AND series = %s AND year = %s RETURNING last",
            [by, project_id, series, year],
        )
        row = cursor.fetchone()
    return None if row is None else int(row[0])
