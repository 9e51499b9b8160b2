"""The smallest queue that keeps the promises on one machine; serves on SQLite."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from anlin.foundation.jobs.engine import FAR, WAITS, Order, Ticket
from anlin.foundation.jobs.models import OPEN_STATES, QueuedJob

State = QueuedJob.State


class EmbeddedEngine:
    """A table; claims are conditional updates with a lease that the worker's heartbeat prolongs."""

    def enlist(self, *, now: datetime) -> str:
        return uuid4().hex

    def beat(self, worker: str, *, now: datetime, lease: timedelta) -> None:
        held = QueuedJob.objects.filter(state=State.RUNNING, worker=worker)
        held.update(claimed_until=now + lease)

    def retire(self, worker: str) -> None:
        """Leases end by themselves."""

    def put(self, order: Order) -> int | None:
        row = QueuedJob(
            name=order.name,
            key=order.key,
            line=order.line,
            arguments=order.arguments,
            run_at=order.run_at,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return None
        return row.pk

    def claim(self, worker: str, *, now: datetime, lease: timedelta) -> Ticket | None:
        for row in self._due(now)[:5]:
            try:
                with transaction.atomic():
                    claimed = QueuedJob.objects.filter(pk=row.pk, state=State.WAITING).update(
                        state=State.RUNNING, worker=worker, claimed_until=now + lease
                    )
            except IntegrityError:  # somebody took another order of the same line meanwhile
                continue
            if claimed:
                row.worker = worker
                return _ticket(row)
        return None

    def _due(self, now: datetime) -> QuerySet[QueuedJob]:
        ahead = QueuedJob.objects.filter(
            line=OuterRef("line"), pk__lt=OuterRef("pk"), state__in=OPEN_STATES
        )
        due = Q(run_at=None) | Q(run_at__lte=now)
        return QueuedJob.objects.filter(~Exists(ahead), due, state=State.WAITING).order_by("pk")

    def finish(self, ticket: Ticket) -> bool:
        return bool(_held(ticket).delete()[0])

    def put_off(self, ticket: Ticket, *, until: datetime) -> bool:
        tries = F("tries") + 1
        return bool(_let_go(_held(ticket), State.WAITING, run_at=until, tries=tries))

    def bury(self, ticket: Ticket) -> bool:
        return bool(_let_go(_held(ticket), State.DEAD, tries=F("tries") + 1))

    def draw_in(self, *, now: datetime, lease: timedelta) -> None:
        held = QueuedJob.objects.filter(state=State.RUNNING, claimed_until__gt=now + lease + FAR)
        tried = QueuedJob.objects.filter(
            state=State.WAITING, tries__gt=0, run_at__gt=now + WAITS[-1]
        )
        # Looked at first: this is asked twice a second, and a write takes SQLite's only lock.
        if held.exists():
            held.update(claimed_until=now + lease)
        if tried.exists():
            tried.update(run_at=now)

    def abandoned(self, *, now: datetime, lease: timedelta) -> list[Ticket]:
        return _tickets(QueuedJob.objects.filter(state=State.RUNNING, claimed_until__lte=now))

    def held_by(self, worker: str) -> list[Ticket]:
        return _tickets(QueuedJob.objects.filter(state=State.RUNNING, worker=worker))

    def dead(self) -> list[Ticket]:
        return _tickets(QueuedJob.objects.filter(state=State.DEAD))

    def revive(self, job_id: int, *, at: datetime) -> bool:
        row = QueuedJob.objects.filter(pk=job_id, state=State.DEAD)
        try:
            with transaction.atomic():
                return bool(_let_go(row, State.WAITING, run_at=at, tries=0))
        except IntegrityError:  # its key was queued anew meanwhile
            return False

    def waiting(self) -> int:
        return QueuedJob.objects.filter(state=State.WAITING).count()


def _held(ticket: Ticket) -> QuerySet[QueuedJob]:
    return QueuedJob.objects.filter(
        pk=ticket.job_id, state=State.RUNNING, worker=ticket.worker, tries=ticket.tries
    )


def _let_go(rows: QuerySet[QueuedJob], state: QueuedJob.State, **values: object) -> int:
    return rows.update(state=state, claimed_until=None, worker="", **values)


def _tickets(rows: QuerySet[QueuedJob]) -> list[Ticket]:
    return [_ticket(row) for row in rows.order_by("pk")]


def _ticket(row: QueuedJob) -> Ticket:
    order = Order(row.name, row.key, row.arguments, row.run_at, row.line)
    return Ticket(row.pk, order, row.tries, row.worker)
