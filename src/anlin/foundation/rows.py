"""Change a row only if it is still as we read it; otherwise say that somebody was faster."""

from django.db import models

from anlin.kernel.errors import Conflict


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
