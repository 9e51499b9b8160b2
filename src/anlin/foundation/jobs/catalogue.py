"""Which jobs there are and which of them the clock asks for: filled while the house starts."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any, TypeVar

Work = TypeVar("Work", bound=Callable[..., object])

MAX_TRIES = 8
TIMEOUT = timedelta(minutes=30)


class CatalogueClosed(Exception):  # noqa: N818
    """The house has started; no new kinds of job come any more."""


@dataclass(frozen=True)
class Kind:
    """A kind of job: its name, the function, and how patient we are with it."""

    name: str
    work: Callable[..., object]
    max_tries: int = MAX_TRIES
    timeout: timedelta = TIMEOUT
    in_pieces: bool = False
    leaves_receipt: bool = True

    @property
    def wants_tick(self) -> bool:
        return "tick" in inspect.signature(self.work).parameters


@dataclass(frozen=True)
class Rhythm:
    """When the clock asks for a job: every so often, or each day at a time of the house."""

    name: str
    every: timedelta | None = None
    daily_at: time | None = None


@dataclass
class Catalogue:
    """All kinds of job and all rhythms, by name."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    rhythms: dict[str, Rhythm] = field(default_factory=dict)
    closed: bool = False

    def add(self, kind: Kind, rhythm: Rhythm | None = None) -> None:
        if self.closed:
            raise CatalogueClosed(kind.name)
        if kind.name in self.kinds:
            raise ValueError(f"Two jobs are called {kind.name}.")
        self.kinds[kind.name] = kind
        if rhythm is not None:
            self.rhythms[rhythm.name] = rhythm


house = Catalogue()


def job(
    name: str,
    *,
    max_tries: int = MAX_TRIES,
    timeout: timedelta = TIMEOUT,
    in_pieces: bool = False,
) -> Callable[[Work], Work]:
    """Register a function as the job `name`; it is called with its ids and `now`, all by keyword.

    What it writes and its receipt are one transaction. With `in_pieces` it runs outside of one and
    commits its own pieces, each of which must bear repetition; only the receipt comes at the end.
    Long jobs should, because on SQLite a transaction keeps everybody else from writing.
    """

    def register(work: Work) -> Work:
        house.add(Kind(name, work, max_tries, timeout, in_pieces))
        return work

    return register


def scheduled(
    name: str,
    *,
    every: timedelta | None = None,
    daily_at: time | None = None,
    max_tries: int = MAX_TRIES,
    timeout: timedelta = TIMEOUT,
    in_pieces: bool = False,
) -> Callable[[Work], Work]:
    """Register a job that the clock asks for, by exactly one of `every` and `daily_at`.

    After a standstill one run covers all missed ticks of `every`; of `daily_at` each missed day is
    run for itself, in order, up to 62 days back, and told its day as `tick` if the function takes
    one.
    """
    if (every is None) == (daily_at is None):
        raise ValueError(f"{name} needs either `every` or `daily_at`.")

    def register(work: Work) -> Work:
        kind = Kind(name, work, max_tries, timeout, in_pieces, leaves_receipt=daily_at is not None)
        house.add(kind, Rhythm(name, every, daily_at))
        return work

    return register


@contextmanager
def opened_for_trial() -> Iterator[None]:
    """For tests: start with an empty catalogue, and forget what is registered inside."""
    kept: tuple[Any, ...] = (house.kinds, house.rhythms, house.closed)
    house.kinds, house.rhythms, house.closed = {}, {}, False
    try:
        yield
    finally:
        house.kinds, house.rhythms, house.closed = kept
