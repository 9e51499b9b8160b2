"""Who reacts to which event: filled while the house starts, read-only afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from anlin.foundation.news import payloads
from anlin.kernel.events import Event

Listener = TypeVar("Listener", bound=Callable[[Any], object])


class BulletinClosed(Exception):  # noqa: N818
    """The house has started; nobody begins to react any more."""


@dataclass(frozen=True)
class Reaction:
    """One listener to one kind of event; `name` is its dotted path and is kept in letters."""

    event_type: type[Event]
    listener: Callable[[Any], object]
    later: bool

    @property
    def name(self) -> str:
        return f"{self.listener.__module__}.{self.listener.__qualname__}"


@dataclass
class Bulletin:
    """All reactions, in the order of registering."""

    reactions: list[Reaction] = field(default_factory=list)
    closed: bool = False

    def add(self, reaction: Reaction) -> None:
        if self.closed:
            raise BulletinClosed(reaction.name)
        if reaction.later:
            # Found out now, not in the night when the letter is opened.
            payloads.readers_of(reaction.event_type)
        if any(
            (known.event_type.name(), known.name) == (reaction.event_type.name(), reaction.name)
            for known in self.reactions
        ):
            raise ValueError(f"{reaction.name} reacts to {reaction.event_type.name()} twice.")
        self.reactions.append(reaction)

    def of(self, event_type: type[Event], *, later: bool) -> list[Reaction]:
        return [r for r in self.reactions if r.event_type is event_type and r.later is later]

    def find(self, *, event: str, listener: str) -> Reaction | None:
        for reaction in self.reactions:
            if reaction.later and reaction.event_type.name() == event and reaction.name == listener:
                return reaction
        return None


board = Bulletin()


def reacts_to(event_type: type[Event], *, later: bool = False) -> Callable[[Listener], Listener]:
    """Mark a function as a reaction to an event.

    A plain reaction runs at once inside the publisher's transaction: both succeed or neither does.
    A `later` reaction runs after the commit from the outbox, at least once, in order for each
    subject; its writes and the delivered mark are one transaction, but what it does outside the
    database must bear being done twice. Raises `BulletinClosed` after start.
    """

    def register(listener: Listener) -> Listener:
        board.add(Reaction(event_type, listener, later))
        return listener

    return register


@contextmanager
def opened_for_trial() -> Iterator[None]:
    """For tests: reactions registered inside are forgotten afterwards."""
    kept, was_closed = list(board.reactions), board.closed
    board.closed = False
    try:
        yield
    finally:
        board.reactions[:], board.closed = kept, was_closed
