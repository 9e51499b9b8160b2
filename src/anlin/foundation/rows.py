"""Change a row only if it is still as we read it, add one only if nobody did; otherwise say so."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, models, transaction

from anlin.kernel.errors import Conflict, Refusal

# What PostgreSQL and SQLite call a breach of a unique constraint.
_DOUBLE = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def change(row: models.Model, *, expecting: tuple[str, ...], **values: object) -> None:
    """Write `values` to the row if the fields named in `expecting` still hold what `row` holds.

    One conditional UPDATE, no lock: the second of two writers changes nothing and gets `Conflict`
    with the row. The object in memory follows only when the write happened. Sealed fields take
    plain text here; it is sealed on the way.
    """
    as_read = {name: _as_read(row, name) for name in expecting}
    stored = {name: _as_stored(row, name, value) for name, value in values.items()}
    changed = type(row)._default_manager.filter(pk=row.pk, **as_read).update(**stored)
    if not changed:
        raise Conflict(row)
    for name, value in stored.items():
        setattr(row, name, value)


@contextmanager
def once(refusal: Refusal) -> Iterator[None]:
    """Add rows within; refuse with `refusal` if a unique constraint says that they are there already.

    Of two clicks at once both look before either writes. The second learns of the first only from
    the database, and what it wrote within is undone; the deed around may go on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not _is_double(error):
            raise
        raise refusal from error


def _is_double(error: IntegrityError) -> bool:
    cause = error.__cause__
    said = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return said in _DOUBLE


# The vault stands above this module, so its fields are known by two hooks and not by their class.
def _as_read(row: models.Model, name: str) -> object:
    value: object = getattr(row, name)
    stored_in = getattr(_field(row, name), "stored_in", None)
    if stored_in is None or value is None:
        return value
    # Text never read from the database goes on as it is, and the sealed field refuses it.
    return stored_in(row) or value


def _as_stored(row: models.Model, name: str, value: object) -> object:
    seal_for = getattr(_field(row, name), "seal_for", None)
    return value if seal_for is None else seal_for(row, value)


def _field(row: models.Model, name: str) -> object:
    return row._meta.get_field(name)  # noqa: SLF001  (Django documents it)
