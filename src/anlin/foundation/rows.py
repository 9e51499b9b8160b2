"""Rows written otherwise than one by one: only if still as we read them, only if nobody else did, or by the thousand."""

import functools
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    connection,
    connections,
    models,
    transaction,
)
from django.db.models.expressions import DatabaseDefault
from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Conflict, Refusal

# What PostgreSQL and SQLite call a breach of a unique constraint.
_DOUBLE = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}

# What these classes of fields hold as this type goes to both databases as it is. Only exactly they:
# a subclass may mean something else.
PLAIN = {
    models.CharField: str,
    models.TextField: str,
    models.BigAutoField: int,
    models.IntegerField: int,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.SmallIntegerField: int,
    models.ForeignKey: int,
    models.OneToOneField: int,
    models.BooleanField: bool,
}
# Of these a thousand rows have few different values.
REPEATED = {models.DateTimeField, models.DateField, models.DecimalField}

# Up to so many rows are written by one INSERT: COPY asks the server three times as often.
FEW = 5

Line = tuple[Any, ...]


# A snapshot knows the transactions of the whole server. Those of other databases never write here:
# whichever is surely one of them (its backend is seen) holds nothing up. Of the oldest of the rest
# it also says whether its backend was seen, which it is not when it ended just after the snapshot.
OLDEST_RUNNING = """
    SELECT coalesce(oldest::text::bigint, next),
           oldest IS NULL OR oldest::xid IN (SELECT backend_xid FROM pg_stat_activity)
    FROM (
        SELECT pg_snapshot_xmax(seen)::text::bigint AS next, (
            SELECT running FROM pg_snapshot_xip(seen) AS running
            WHERE running::xid NOT IN (
                SELECT backend_xid FROM pg_stat_activity
                WHERE backend_xid IS NOT NULL AND datname <> current_database())
            ORDER BY running::text::bigint LIMIT 1) AS oldest
        FROM pg_current_snapshot() AS seen
    ) AS at_once
"""
# One that ended meanwhile is not in the next snapshot; a prepared one stays, without a backend.
LOOKS = 3


class TooLong(Refusal):
    """SQLite would keep it and PostgreSQL fall over it; both refuse it."""

    sentence = _("“%(text)s…” is too long: there is room for %(longest)s characters. Shorten it.")


def oldest_running() -> int:
    """The id of the oldest transaction still running in this database, or the next to be given.

    PostgreSQL only. Whatever has a lower id has ended.
    """
    with connection.cursor() as cursor:
        for _look in range(LOOKS):
            cursor.execute(OLDEST_RUNNING)
            oldest, certain = cursor.fetchone()
            if certain:
                break
    return int(oldest)


def change(row: models.Model, *, expecting: tuple[str, ...], **values: object) -> None:
    """Write `values` to the row if the fields named in `expecting` still hold what `row` holds.

    One conditional UPDATE, no lock: the second of two writers changes nothing and gets `Conflict`
    with the row. The object in memory follows only when the write happened. Sealed fields take
    plain text here; it is sealed on the way.
    """
    as_read = dict(_as_read(row, name) for name in expecting)
    stored = {name: _as_stored(row, name, value) for name, value in values.items()}
    changed = type(row)._default_manager.filter(pk=row.pk, **as_read).update(**stored)
    if not changed:
        raise Conflict(row)
    for name, value in stored.items():
        setattr(row, name, value)


@contextmanager
def looking() -> Iterator[None]:
    """Read within what may fail: inside a transaction only this is then undone, and none is begun for it.

    On SQLite every transaction takes the write lock and so waits for whoever writes; reading does not.
    """
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        yield


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


# The vault stands above this module, so its fields are known by three hooks and not by their class.
def _as_read(row: models.Model, name: str) -> tuple[str, object]:
    value: object = getattr(row, name)
    field = _field(type(row), name)
    if (same_as := getattr(field, "same_as", None)) is not None:
        return f"{name}__in", same_as(row)
    stored_in = getattr(field, "stored_in", None)
    if stored_in is None or value is None:
        return name, value
    # Text never read from the database goes on as it is, and the sealed field refuses it.
    return name, stored_in(row) or value


def _as_stored(row: models.Model, name: str, value: object) -> object:
    seal_for = getattr(_field(type(row), name), "seal_for", None)
    return value if seal_for is None else seal_for(row, value)


def put_in(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one table and give them their keys; all or none, several times as quick as `bulk_create`.

    Columns that no row has a value for are left to the database's default. Nothing is ignored or
    replaced: what breaks a constraint raises `IntegrityError`.
    """
    if not rows:
        return
    model = type(rows[0])
    few = len(rows) <= FEW and connection.vendor == "postgresql"
    asks = few and all(row.pk is None for row in rows)
    with transaction.atomic(savepoint=False):
        keys = [] if asks else _keys(model, rows)
        columns = {
            field: _prepared(field, values)
            for field in model._meta.concrete_fields  # noqa: SLF001  (Django documents it)
            if not (asks and field.primary_key)
            if (values := keys if field.primary_key else _values(field, rows)) is not None
        }
        lines = zip(*columns.values(), strict=True)
        if asks:
            keys = _insert_few(model, list(columns), lines, returning=True)
        else:
            _insert(model, list(columns), lines)
    # Only now: rows that were not written must not look as if they had been.
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001


def put_lines(
    model: type[models.Model],
    names: Sequence[str],
    lines: Iterable[Line],
    *,
    replacing: Collection[str] = (),
) -> None:
    """As `put_in`, for plain values in the order of `names` whose keys nobody asks for.

    Fields not named are left to the database. With `replacing`, a unique set of fields, a line that
    is there already is written over; no two of the lines may be the same in them, and all values
    must be such as JSON can hold, or moments.
    """
    columns = list(zip(*lines, strict=True))
    if not columns:
        return
    fields = [_field(model, name) for name in names]
    prepared = [_prepared(*pair) for pair in zip(fields, columns, strict=True)]
    with transaction.atomic(savepoint=False):
        _insert(model, fields, zip(*prepared, strict=True), replacing=replacing)


def write_back(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one table as they stand in memory; for rows that nobody else changes meanwhile.

    One prepared statement for all of them: Django's own way makes a question as long as the rows are many.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [_field(model, name) for name in names]
    key: models.Field = model._meta.pk  # noqa: SLF001  (Django documents it)
    told = [_prepared(f, [getattr(row, f.attname) for row in rows]) for f in (*fields, key)]
    sets = ", ".join(f"{_column(field)} = %s" for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001  (the same)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {sets} WHERE {_column(key)} = %s",  # noqa: S608  (names of ours)
            list(zip(*told, strict=True)),
        )


def _field(model: type[models.Model], name: str) -> models.Field:
    field: models.Field = model._meta.get_field(name)  # type: ignore[assignment]  # noqa: SLF001  (Django documents it)
    return field


def _keys(model: type[models.Model], rows: Sequence[models.Model]) -> list[object]:
    """The rows' keys; those that have none get the next of the table."""
    missing = sum(row.pk is None for row in rows)
    new = iter(_next_keys(model, missing) if missing else ())
    return [next(new) if row.pk is None else row.pk for row in rows]


def _next_keys(model: type[models.Model], count: int) -> Iterable[int]:
    table = model._meta.db_table  # noqa: SLF001  (Django documents it)
    quoted, key = connection.ops.quote_name(table), model._meta.pk.column  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [quoted, key, count],
            )
            return [number for (number,) in cursor.fetchall()]
        # Nobody else can write until our transaction ends, and so nobody can take them.
        cursor.execute(
            f"SELECT max((SELECT coalesce(max({key}), 0) FROM {quoted}),"  # noqa: S608  (names of ours)
            " coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0))",
            [table],
        )
        last = cursor.fetchone()[0]
    return range(last + 1, last + 1 + count)


def _values(field: models.Field, rows: Sequence[models.Model]) -> list[object] | None:
    """What the rows hold, sealed or stamped as saving would do; None when the database has a default for all."""
    if field.pre_save.__func__ is not models.Field.pre_save:  # type: ignore[attr-defined]
        values = [field.pre_save(row, add=True) for row in rows]
    else:
        values = [getattr(row, field.attname) for row in rows]
    if isinstance(field, models.ForeignKey) and None in values:
        values = [
            _pointed_at(field, row) if value is None else value
            for row, value in zip(rows, values, strict=True)
        ]
    defaults = sum(isinstance(value, DatabaseDefault) for value in values[:1])
    return None if defaults else values


def _pointed_at(field: models.Field, row: models.Model) -> object:
    """The key of a row that had none yet when it was pointed at."""
    pointed_at = getattr(row, field.name)
    if pointed_at is None:
        return None
    if pointed_at.pk is None:
        raise ValueError(f"{field} points at a row that is not in the database.")
    setattr(row, field.name, pointed_at)
    return pointed_at.pk


def _prepared(field: models.Field, values: Iterable[object]) -> list[object]:
    """The values as the database's driver takes them."""
    kind = type(field)
    values = list(values)
    if kind is models.CharField and field.max_length is not None:
        _require_room(values, field.max_length)
    plain = PLAIN.get(kind)
    # The connection itself: the one Django shows to everybody looks it up at every touch.
    here = connections[DEFAULT_DB_ALIAS]

    def prepare(value: object) -> object:
        prepared: object = field.get_db_prep_save(value, here)
        return prepared

    once: Callable[[object], object] = functools.cache(prepare) if kind in REPEATED else prepare
    return [value if value is None or value.__class__ is plain else once(value) for value in values]


def _require_room(values: Iterable[object], longest: int) -> None:
    for value in values:
        if value.__class__ is str and len(value) > longest:
            raise TooLong(text=str(value)[:20], longest=longest)


def _insert(
    model: type[models.Model],
    fields: Sequence[models.Field],
    lines: Iterable[Line],
    *,
    replacing: Collection[str] = (),
) -> None:
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001  (Django documents it)
    names = [_column(field) for field in fields]
    columns = ", ".join(names)
    over = _over(names, [_column(_field(model, name)) for name in replacing])
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            places = ", ".join(["%s"] * len(names))
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({places}){over}",  # noqa: S608  (names of ours)
                list(lines),
            )
        elif replacing:
            # COPY replaces nothing; of the other ways one document is the quickest to write and to read.
            types = ", ".join(f"{_column(field)} {field.db_type(connection)}" for field in fields)
            keys = [field.column for field in fields]
            coming = [dict(zip(keys, line, strict=True)) for line in lines]
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns}"  # noqa: S608  (names of ours)
                f" FROM json_to_recordset(%s) AS coming ({types}){over}",
                [json.dumps(coming, ensure_ascii=False, default=str)],
            )
        elif len(lines := list(lines)) <= FEW:
            _insert_few(model, fields, lines)
        else:
            # Errors of COPY come from the driver itself: outside Django's cursor nobody translates them.
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
            ):
                for line in lines:
                    copy.write_row(line)


def _insert_few(
    model: type[models.Model],
    fields: Sequence[models.Field],
    lines: Iterable[Line],
    *,
    returning: bool = False,
) -> list[object]:
    """One statement, asked once; with `returning` the keys that the database gave."""
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001  (Django documents it)
    held = list(lines)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(held))
    columns = ", ".join(map(_column, fields))
    key = f" RETURNING {_column(model._meta.pk)}" if returning else ""  # noqa: SLF001  (the same)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES {places}{key}",  # noqa: S608  (names of ours)
            [value for line in held for value in line],
        )
        return [number for (number,) in cursor.fetchall()] if returning else []


def _column(field: models.Field) -> str:
    assert field.column is not None
    return connection.ops.quote_name(field.column)


def _over(columns: Sequence[str], unique: Sequence[str]) -> str:
    if not unique:
        return ""
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in unique)
    return f" ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {changed}"
