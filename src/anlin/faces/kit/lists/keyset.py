"""Paging by key: no row lost and none shown twice while others are added, at any depth the same cost."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Slice:
    """Some rows in their order, and the places before and after them (None at an end)."""

    rows: list[Any]
    before: str | None
    after: str | None


def cut(
    rows: QuerySet,
    *,
    key: str,
    size: int,
    after: str = "",
    before: str = "",
    newest_first: bool = True,
) -> Slice:
    """At most `size` rows after or before a place, by `(key, id)`, which has no ties.

    `key` must never be null. A place that cannot be read is the beginning.
    """
    backwards = bool(before) and not after
    place = _read(rows, key, after or before)
    descending = newest_first != backwards
    if place is not None:
        rows = rows.filter(_beyond(key, *place, descending=descending))
    sign = "-" if descending else ""
    found = list(rows.order_by(f"{sign}{key}", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_before = more if backwards else place is not None
    has_after = place is not None if backwards else more
    if not found:
        return Slice([], None, None)
    return Slice(
        found,
        _written(found[0], key) if has_before else None,
        _written(found[-1], key) if has_after else None,
    )


def _beyond(key: str, value: Any, pk: Any, *, descending: bool) -> Q:
    word = "lt" if descending else "gt"
    # The first half lets the index find its place; the second breaks the tie.
    return Q(**{f"{key}__{word}e": value}) & (
        Q(**{f"{key}__{word}": value}) | Q(**{f"pk__{word}": pk})
    )


def _written(row: Any, key: str) -> str:
    value = row._meta.get_field(key).value_to_string(row)  # noqa: SLF001  (Django's public name for it)
    return base64.urlsafe_b64encode(json.dumps([value, row.pk]).encode()).decode().rstrip("=")


def _read(rows: QuerySet, key: str, place: str) -> tuple[Any, Any] | None:
    if not place:
        return None
    meta = rows.model._meta  # noqa: SLF001
    try:
        padded = place + "=" * (-len(place) % 4)
        value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        return meta.get_field(key).to_python(value), meta.pk.to_python(pk)
    except (ValueError, TypeError, binascii.Error, ValidationError):
        return None
