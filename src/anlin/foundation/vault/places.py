"""Where something lies that was made with keys: found in the models, or told by rooms that keep it otherwise."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, models, transaction

from anlin.foundation.vault import keys
from anlin.foundation.vault.fields import SealedTextField, as_seal
from anlin.foundation.vault.indexes import BlindIndexField
from anlin.foundation.vault.sealing import (
    SealBroken,
    index_key_of,
    key_of,
    opened,
    sealed_for,
)
from anlin.kernel.sockets import Socket


@dataclass(frozen=True)
class Renewed:
    """A piece of the way through a place: up to which row, how many rows were renewed and how many passed over."""

    last: int
    renewed: int = 0
    passed_over: int = 0


class Place(Protocol):
    """A table that holds what was made with keys."""

    @property
    def name(self) -> str: ...

    def renew(self, *, after: int, limit: int) -> Renewed | None:
        """Renew the next rows that an old key was used for; None when there are no more."""

    def uses(self) -> Counter[int]:
        """How many values were made with which key, by the key's id."""


kept_otherwise: Socket[[], Place] = Socket(
    "Do you keep anything made with keys that is neither a sealed field nor a blind index?"
)


def places() -> list[Place]:
    """Every place there is, in the order of the models."""
    tables = [SealedTable(model) for model in apps.get_models() if not _is_without(model)]
    return [*tables, *kept_otherwise.ask()]


def sealed_fields(model: type[models.Model]) -> list[SealedTextField]:
    return [f for f in model._meta.fields if isinstance(f, SealedTextField)]  # noqa: SLF001  (Django documents it)


def blind_indexes_of(model: type[models.Model]) -> list[BlindIndexField]:
    return [f for f in model._meta.fields if isinstance(f, BlindIndexField)]  # noqa: SLF001  (the same)


def _is_without(model: type[models.Model]) -> bool:
    return not (sealed_fields(model) or blind_indexes_of(model))


def each_alone(lines: Sequence[Any], write: Callable[[Sequence[Any]], int]) -> int:
    """Write all lines at once, or where somebody is in the way one by one as far as it goes; how many were written.

    On PostgreSQL it gives way after a moment: of two who wait for each other it is never the one
    who serves a person that is turned away.
    """
    try:
        return _gently(lines, write)
    except (OperationalError, IntegrityError):
        return sum(_alone(line, write) for line in lines)


def _alone(line: Any, write: Callable[[Sequence[Any]], int]) -> int:
    try:
        return _gently([line], write)
    except (OperationalError, IntegrityError):
        return 0


def _gently(lines: Sequence[Any], write: Callable[[Sequence[Any]], int]) -> int:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
        return write(lines)


class SealedTable:
    """The sealed fields and blind indexes of one model."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.sealed = sealed_fields(model)
        self.indexes = blind_indexes_of(model)

    @property
    def name(self) -> str:
        return self.model._meta.db_table  # noqa: SLF001  (Django documents it)

    def renew(self, *, after: int, limit: int) -> Renewed | None:
        found = self._stale(after, limit)
        if not found:
            return None
        lines: dict[tuple[str, ...], list[list[Any]]] = {}
        for row in found:
            new, old = self._renewed(row), dict(self._held(row))
            # Only if every value is still as it was read: nobody's newer text is written over.
            shape = (*new, "", *old)
            if new:
                lines.setdefault(shape, []).append([*new.values(), row[0], *old.values()])
        done = sum(each_alone(piece, self._writer(shape)) for shape, piece in lines.items())
        return Renewed(found[-1][0], done, len(found) - done)

    def uses(self) -> Counter[int]:
        counted: Counter[int] = Counter()
        for field in self.sealed:
            for key, count in _ask(f"SELECT substr({_quoted(field)}, 2, 2), count(*) FROM {self._table}"  # noqa: S608  (names of ours)
                                   f" WHERE {_quoted(field)} IS NOT NULL GROUP BY 1"):  # fmt: skip
                counted[int.from_bytes(bytes(key), "big")] += count
        place = "strpos" if connection.vendor == "postgresql" else "instr"
        for index in self.indexes:
            column = _quoted(index)
            tag = f"substr({column}, 1, {place}({column}, '.'))"
            question = f"SELECT {tag}, count(*) FROM {self._table} WHERE {column} <> '' GROUP BY 1"  # noqa: S608  (the same)
            for key, count in _ask(question):
                counted[index_key_of(key)] += count
        return counted

    @property
    def _table(self) -> str:
        return connection.ops.quote_name(self.name)

    @property
    def _key(self) -> str:
        return _quoted(self.model._meta.pk)  # noqa: SLF001  (Django documents it)

    def _stale(self, after: int, limit: int) -> list[Any]:
        """Key, seal, and what the row holds in the sealed fields and the indexes."""
        ring = keys.ring()
        stale = [f"substr({_quoted(field)}, 2, 2) <> %s" for field in self.sealed]
        params: list[Any] = [ring.current.to_bytes(2, "big")] * len(self.sealed)
        current = "%.%" if ring.index_current == keys.FIRST_KEY else f"{ring.index_current}.%"
        refused = "" if ring.index_current == keys.FIRST_KEY else "NOT"
        for index in self.indexes:
            stale.append(f"({_quoted(index)} <> '' AND {_quoted(index)} {refused} LIKE %s)")
            params.append(current)
        wanted = ", ".join(map(_quoted, [*self.sealed, *self.indexes]))
        return _ask(
            f"SELECT {self._key}, {'seal' if self.sealed else 'NULL'}, {wanted} FROM {self._table}"  # noqa: S608  (the same)
            f" WHERE {self._key} > %s AND ({' OR '.join(stale)}) ORDER BY {self._key} LIMIT {limit:d}",
            [after, *params],
        )

    def _held(self, row: Sequence[Any]) -> Iterator[tuple[str, Any]]:
        for field, value in zip([*self.sealed, *self.indexes], row[2:], strict=True):
            if value is not None:
                yield _quoted(field), value

    def _renewed(self, row: Sequence[Any]) -> dict[str, Any]:
        """Column → what it must hold; only of columns that an old key was used for."""
        ring = keys.ring()
        new: dict[str, Any] = {}
        texts: dict[str, str] = {}
        for field, value in zip(self.sealed, row[2:], strict=False):
            if value is None:
                continue
            seal = as_seal(row[1])
            try:
                texts[field.name] = opened(field.place, seal, bytes(value))
            except (SealBroken, keys.KeysMissing):
                # Nobody can open it; it is no reason to leave the others under an old key.
                continue
            if key_of(bytes(value)) != ring.current:
                new[_quoted(field)] = bytes(sealed_for(field.place, seal, texts[field.name]))
        for index, value in zip(self.indexes, row[2 + len(self.sealed) :], strict=True):
            if value and index_key_of(value) != ring.index_current and index.of in texts:
                new[_quoted(index)] = index.index_of(texts[index.of])
        return new

    def _writer(self, shape: tuple[str, ...]) -> Callable[[Sequence[Any]], int]:
        gap = shape.index("")
        changed = ", ".join(f"{column} = %s" for column in shape[:gap])
        same = " AND ".join(f"{column} = %s" for column in [self._key, *shape[gap + 1 :]])

        def write(lines: Sequence[Any]) -> int:
            with connection.cursor() as cursor:
                cursor.executemany(f"UPDATE {self._table} SET {changed} WHERE {same}", lines)  # noqa: S608  (the same)
                return int(cursor.rowcount)

        return write


def _quoted(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _ask(question: str, params: Sequence[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        return list(cursor.fetchall())
