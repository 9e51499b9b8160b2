"""Running one job: receipt, work and leaving the queue together; what to do when it fails."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction

from anlin.foundation.jobs.catalogue import MAX_TRIES, Kind, house
from anlin.foundation.jobs.deadline import deadline
from anlin.foundation.jobs.embedded import EmbeddedEngine
from anlin.foundation.jobs.engine import Engine, Order, Ticket, wait_after
from anlin.foundation.jobs.models import JobFailure, JobReceipt
from anlin.kernel.errors import Refusal

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
# Told of every run: the job's name, "done", "failed" or "taken" (by another worker), and its seconds.
Watch = Callable[[str, str, float], None]
AWAY = (OperationalError, InterfaceError)


class ClaimLost(Exception):  # noqa: N818
    """Another worker holds the job by now; this run is undone."""


def engine() -> Engine:
    """The queue of this database."""
    if connection.vendor != "postgresql":
        return EmbeddedEngine()
    # A quarter of a second's worth of modules, which an embedded installation never needs.
    from anlin.foundation.jobs.distributed import DistributedEngine  # noqa: PLC0415

    return DistributedEngine()


def put(order: Order) -> bool:
    """Queue the order unless its key is queued, running or done; say whether it was."""
    if order.key is not None and JobReceipt.objects.filter(key=order.key).exists():
        return False
    return engine().put(order) is not None


def unwatched(name: str, outcome: str, seconds: float) -> None:
    """Nobody looks."""


@dataclass
class Hand:
    """One thread's doing: it claims a job, runs it, settles it, and claims the next.

    When the database goes away in between, the hand cannot know what it still holds in the books;
    it looks there and lets go of it before it claims again.
    """

    worker: str
    clock: Clock
    lease: timedelta
    watch: Watch = unwatched
    is_in_doubt: bool = False

    def claim_and_run(self) -> bool:
        """Run the next due job, if there is one; say whether there was."""
        try:
            if self.is_in_doubt:
                self._let_go()
            return self._claim_and_run()
        except AWAY:
            self.is_in_doubt = True
            raise

    def _let_go(self) -> None:
        for ticket in engine().held_by(self.worker):
            _note_failure(ticket, ConnectionError("The database went away."), now=self.clock())
        self.is_in_doubt = False

    def _claim_and_run(self) -> bool:
        ticket = engine().claim(self.worker, now=self.clock(), lease=self.lease)
        if ticket is None:
            return False
        facts = {"job": ticket.order.name, "job_id": ticket.job_id, "key": ticket.order.key}
        begun = time.monotonic()
        try:
            _run(ticket, _kind_of(ticket), self.clock)
        except ClaimLost:
            outcome = "taken"
        except Exception as error:  # noqa: BLE001  (whatever a job does, the worker goes on)
            outcome = "failed" if _note_failure(ticket, error, now=self.clock()) else "taken"
        else:
            outcome = "done"
        # The clock of the wall may jump meanwhile.
        seconds = time.monotonic() - begun
        if outcome == "taken":
            log.warning(
                "A job took longer than its lease; another worker took it over.", extra=facts
            )
        elif outcome == "done":
            log.info("A job is done.", extra=facts | {"seconds": seconds})
        self.watch(ticket.order.name, outcome, seconds)
        return True


def _kind_of(ticket: Ticket) -> Kind:
    if ticket.order.name not in house.kinds:
        raise LookupError(f"No job is called {ticket.order.name}.")
    return house.kinds[ticket.order.name]


def _run(ticket: Ticket, kind: Kind, clock: Clock) -> None:
    receipt = ticket.order.key or f"job:{ticket.job_id}"
    arguments = dict(ticket.order.arguments)
    tick = arguments.pop("tick", None)
    if tick is not None and kind.wants_tick:
        arguments["tick"] = date.fromisoformat(tick)

    is_done = JobReceipt.objects.filter(key=receipt).exists()
    if kind.in_pieces and not is_done:
        with deadline(kind.timeout):
            kind.work(**arguments, now=clock())
    with transaction.atomic():
        if not kind.in_pieces and not is_done:
            with deadline(kind.timeout):
                kind.work(**arguments, now=clock())
        if kind.leaves_receipt and not is_done:
            JobReceipt.objects.create(key=receipt, job=kind.name, done_at=clock())
        if not engine().finish(ticket):
            raise ClaimLost(ticket.job_id)
        if ticket.tries:
            JobFailure.objects.filter(job_id=ticket.job_id).delete()


def _note_failure(ticket: Ticket, error: Exception, *, now: datetime) -> bool:
    """Put the job off or bury it; False when another worker holds it, so that this run says nothing."""
    kind = house.kinds.get(ticket.order.name)
    tries = ticket.tries + 1
    is_last = tries >= (kind.max_tries if kind else MAX_TRIES)
    with transaction.atomic():
        held = (
            engine().bury(ticket)
            if is_last
            else engine().put_off(ticket, until=now + wait_after(tries))
        )
        if not held:
            return False
        JobFailure.objects.update_or_create(
            job_id=ticket.job_id,
            defaults={"error": f"{type(error).__name__}: {error}"[:2000], "failed_at": now},
        )
    is_refusal = isinstance(error, Refusal)
    log.log(
        logging.INFO if is_refusal else logging.ERROR,
        "A job failed for good." if is_last else "A job failed and will be tried again.",
        exc_info=None if is_refusal else error,
        extra={"job": ticket.order.name, "job_id": ticket.job_id, "tries": tries},
    )
    return True


def take_up_abandoned(*, now: datetime, lease: timedelta) -> int:
    """Queue again what dead workers held; what killed its worker too often is given up."""
    engine().draw_in(now=now, lease=lease)
    abandoned = engine().abandoned(now=now, lease=lease)
    for ticket in abandoned:
        _note_abandoned(ticket, now)
    return len(abandoned)


def _note_abandoned(ticket: Ticket, now: datetime) -> None:
    log.warning("A worker ended during a job.", extra={"job_id": ticket.job_id})
    kind = house.kinds.get(ticket.order.name)
    if ticket.tries + 1 < (kind.max_tries if kind else MAX_TRIES):
        engine().put_off(ticket, until=now)
        return
    with transaction.atomic():
        if not engine().bury(ticket):
            return
        JobFailure.objects.update_or_create(
            job_id=ticket.job_id,
            defaults={"error": "The worker ended during the job.", "failed_at": now},
        )
