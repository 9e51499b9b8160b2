"""What a queue of jobs must be able to do; which one serves is decided by the database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)

# No sign of life reaches further than this, whatever lease a worker was given.
FAR = timedelta(minutes=10)


def wait_after(tries: int) -> timedelta:
    """How long to wait after the given number of failed tries."""
    return WAITS[min(max(tries, 1), len(WAITS)) - 1]


@dataclass(frozen=True)
class Order:
    """What is to be done. Orders in one `line` run one after the other, as they were given."""

    name: str
    key: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    run_at: datetime | None = None
    line: str | None = None


@dataclass(frozen=True)
class Ticket:
    """An order in the queue; `tries` counts the runs that failed before."""

    job_id: int
    order: Order
    tries: int
    worker: str


class Engine(Protocol):
    """A queue. Every method belongs to the caller's transaction, if there is one."""

    def enlist(self, *, now: datetime) -> str:
        """Register a worker and return its name."""

    def beat(self, worker: str, *, now: datetime, lease: timedelta) -> None:
        """Say that the worker is alive and keeps what it holds for another lease."""

    def retire(self, worker: str) -> None:
        """Take the worker off the books."""

    def put(self, order: Order) -> int | None:
        """Queue the order; None if its key is waiting or running already."""

    def claim(self, worker: str, *, now: datetime, lease: timedelta) -> Ticket | None:
        """The next due order, held by this worker until its lease runs out; None if there is none."""

    def finish(self, ticket: Ticket) -> bool:
        """Take a done order out of the queue; False when the worker does not hold it any more."""

    def put_off(self, ticket: Ticket, *, until: datetime) -> bool:
        """Count a failed try and queue the order again; False when the worker does not hold it any more."""

    def bury(self, ticket: Ticket) -> bool:
        """Count a failed try and give the order up until a person retries it; False as above."""

    def draw_in(self, *, now: datetime, lease: timedelta) -> None:
        """Shorten what reaches further than it ever could: the clock has gone back.

        A sign of life from the future would keep a dead worker's jobs for as long as the clock
        jumped; a living one soon gives another. No try waits longer than the longest of `WAITS`.
        """

    def abandoned(self, *, now: datetime, lease: timedelta) -> list[Ticket]:
        """Orders held by workers that gave no sign of life for a lease."""

    def held_by(self, worker: str) -> list[Ticket]:
        """What the worker holds by the books."""

    def dead(self) -> list[Ticket]:
        """Orders given up."""

    def revive(self, job_id: int, *, at: datetime) -> bool:
        """Queue a dead order again with its tries forgotten; False when it is not dead."""

    def waiting(self) -> int:
        """How many orders are queued."""
