"""Events come back from JSON as they were told."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlin.foundation.news import payloads
from anlin.kernel.events import Event


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, kw_only=True)
class Everything(Event):
    """One field of each kind."""

    count: int
    word: str
    sure: bool
    day: date
    price: Decimal
    ticket: UUID
    ids: tuple[int, ...]
    pair: tuple[str, Decimal]
    colour: Colour
    until: datetime | None
    colours: tuple[Colour, ...] = ()
    sooner: date | None = None


@dataclass(frozen=True, kw_only=True)
class Unkeepable(Event):
    """Holds what JSON cannot."""

    thing: object


moments = st.datetimes(timezones=st.just(UTC))
prices = st.decimals(allow_nan=False, allow_infinity=False)
events = st.builds(
    Everything,
    at=moments,
    price=prices,
    pair=st.tuples(st.text(), prices),
    until=st.none() | moments,
)


@settings(deadline=None)
@given(events)
def test_every_event_comes_back_as_it_was_told(event):
    kept = json.loads(json.dumps(payloads.write(event)))
    back = payloads.read(Everything, kept)
    assert back == event
    assert [type(v) for v in vars(back).values()] == [type(v) for v in vars(event).values()]
    assert str(back.price) == str(event.price)


def test_a_field_added_since_takes_its_default():
    kept = {"at": "2026-05-06T12:00:00+08:00", "by": "x", "gone": 1}
    event = payloads.read(Event, kept)
    assert (event.by, event.at.utcoffset()) == ("x", timedelta(hours=8))


def test_a_field_that_cannot_be_kept_is_found_when_registering():
    with pytest.raises(TypeError, match="object"):
        payloads.readers_of(Unkeepable)
