"""Events as JSON and back, by the types that their fields declare."""

import types
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from anlin.kernel.events import Event

AnyEvent = TypeVar("AnyEvent", bound=Event)
Reader = Callable[[Any], Any]

_READERS: dict[object, Reader] = {
    int: lambda kept: kept,
    str: lambda kept: kept,
    bool: lambda kept: kept,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
    UUID: UUID,
}


def write(event: Event) -> dict[str, Any]:
    """What JSON can hold of the event: plain values only, else TypeError."""
    return {field.name: _written(getattr(event, field.name)) for field in fields(event)}


def _written(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case date():  # a datetime is a date too
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case tuple():
            return [_written(item) for item in value]
    raise TypeError(f"An event cannot keep a {type(value).__name__}.")


def read(event_type: type[AnyEvent], payload: dict[str, Any]) -> AnyEvent:
    """The event as it was told; a field that the letter does not know takes its default."""
    readers = readers_of(event_type)
    known = {name: readers[name](kept) for name, kept in payload.items() if name in readers}
    return event_type(**known)


def readers_of(event_type: type[Event]) -> dict[str, Reader]:
    """How each field is read back; TypeError for a field of a type that cannot be kept."""
    hints = get_type_hints(event_type)
    return {field.name: _reader(hints[field.name]) for field in fields(event_type)}


def _reader(hint: Any) -> Reader:
    if hint in _READERS:
        return _READERS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if get_origin(hint) in {Union, types.UnionType}:
        return _optional(hint)
    if get_origin(hint) is tuple:
        return _tuple(hint)
    raise TypeError(f"An event cannot keep a field of type {hint}.")


def _optional(hint: Any) -> Reader:
    kinds = [kind for kind in get_args(hint) if kind is not types.NoneType]
    if len(kinds) != 1:
        raise TypeError(f"An event cannot keep a choice of types: {hint}.")
    read_kind = _reader(kinds[0])
    return lambda kept: None if kept is None else read_kind(kept)


def _tuple(hint: Any) -> Reader:
    kinds = get_args(hint)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        read_item = _reader(kinds[0])
        return lambda kept: tuple(read_item(item) for item in kept)
    readers = [_reader(kind) for kind in kinds]
    return lambda kept: tuple(
        read_item(item) for read_item, item in zip(readers, kept, strict=True)
    )
