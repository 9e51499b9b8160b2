"""The queue on PostgreSQL: procrastinate's tables and functions, on Django's own connection.

Its worker is not used, so that a job, its receipt and its leaving the queue are one transaction
(decision 0003).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import OperationalError, connection, transaction
from procrastinate import exceptions, sql
from procrastinate.contrib.django import app

from anlin.foundation.jobs.engine import FAR, WAITS, Order, Ticket


class DistributedEngine:
    """Orders are procrastinate's jobs: key is its queueing lock, line its lock."""

    def enlist(self, *, now: datetime) -> str:
        (row,) = _ask("register_worker")
        return str(row["worker_id"])

    def beat(self, worker: str, *, now: datetime, lease: timedelta) -> None:
        _ask("update_heartbeat", worker_id=int(worker))

    def retire(self, worker: str) -> None:
        _ask("unregister_worker", worker_id=int(worker))
        # Those that died left their line in the book; they do not come back after a day.
        _ask("prune_stalled_workers", seconds_since_heartbeat=timedelta(days=1).total_seconds())

    def put(self, order: Order) -> int | None:
        if order.key is not None and _is_running(order.key):
            return None
        deferrer = app.configure_task(
            order.name, queueing_lock=order.key, lock=order.line, schedule_at=order.run_at
        )
        try:
            # A refused insert would spoil the caller's transaction.
            with _errors_as_django_names_them(), transaction.atomic():
                return int(deferrer.defer(**order.arguments))
        except exceptions.AlreadyEnqueued:
            return None

    def claim(self, worker: str, *, now: datetime, lease: timedelta) -> Ticket | None:
        (row,) = _ask("fetch_job", queues=None, worker_id=int(worker))
        return None if row["id"] is None else _ticket(row)

    def finish(self, ticket: Ticket) -> bool:
        return self._let_go(
            ticket, "finish_job", job_id=ticket.job_id, status="succeeded", delete_job=True
        )

    def put_off(self, ticket: Ticket, *, until: datetime) -> bool:
        try:
            return self._retry(ticket.job_id, until, held_as=ticket)
        except exceptions.UniqueViolation:
            # The same key was queued anew meanwhile; that order stands for this one too.
            return self.finish(ticket)

    def bury(self, ticket: Ticket) -> bool:
        return self._let_go(
            ticket, "finish_job", job_id=ticket.job_id, status="failed", delete_job=False
        )

    def draw_in(self, *, now: datetime, lease: timedelta) -> None:
        # Signs of life are stamped by the server, so its clock is asked and not the worker's.
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = now()"
                " WHERE last_heartbeat > now() + make_interval(secs => %s)",
                [FAR.total_seconds()],
            )
            cursor.execute(
                "UPDATE procrastinate_jobs SET scheduled_at = %s"
                " WHERE status = 'todo' AND attempts > 0 AND scheduled_at > %s",
                [now, now + WAITS[-1]],
            )

    def abandoned(self, *, now: datetime, lease: timedelta) -> list[Ticket]:
        rows = _ask(
            "select_stalled_jobs_by_heartbeat",
            queue=None,
            task_name=None,
            seconds_since_heartbeat=lease.total_seconds(),
        )
        return [_ticket(row) for row in rows]

    def held_by(self, worker: str) -> list[Ticket]:
        return [_ticket(row) for row in _jobs(worker_id=int(worker), status="doing")]

    def dead(self) -> list[Ticket]:
        return [_ticket(row) for row in _jobs(status="failed")]

    def revive(self, job_id: int, *, at: datetime) -> bool:
        dead = [_ticket(row) for row in _jobs(id=job_id, status="failed")]
        if not dead:
            return False
        try:
            with transaction.atomic():
                # Made anew, because procrastinate never forgets how often a job was tried.
                self._retry(job_id, at)
                _ask("finish_job", job_id=job_id, status="succeeded", delete_job=True)
        except exceptions.UniqueViolation:
            return False
        order = dead[0].order
        again = Order(order.name, order.key, order.arguments, at, order.line)
        return self.put(again) is not None

    def waiting(self) -> int:
        counts = {row["status"]: row["count"] for row in _ask("count_jobs_status")}
        return int(counts.get("todo", 0))

    def _retry(self, job_id: int, at: datetime, *, held_as: Ticket | None = None) -> bool:
        question = {
            "job_id": job_id,
            "retry_at": at,
            "new_priority": None,
            "new_queue_name": None,
            "new_lock": None,
        }
        if held_as is not None:
            return self._let_go(held_as, "retry_job", **question)
        _ask("retry_job", **question)
        return True

    def _let_go(self, ticket: Ticket, query: str, **arguments: object) -> bool:
        """Do it if the ticket's worker still holds the job; False if not.

        The row is locked between looking and doing: of two who find a lease run out, or one who finds it and the holder
        who comes back just then, the second sees what the first has done.
        """
        with transaction.atomic():
            _lock(ticket.job_id)
            held = [_ticket(row) for row in _jobs(id=ticket.job_id, status="doing")]
            if [(t.worker, t.tries) for t in held] != [(ticket.worker, ticket.tries)]:
                return False
            _ask(query, **arguments)
        return True


def _lock(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE id = %s FOR UPDATE", [job_id])


def _is_running(key: str) -> bool:
    # procrastinate has no question that finds a running job by its queueing lock without reading
    # the whole queue; this one reads its index of running jobs.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM procrastinate_jobs"
            " WHERE status = 'doing' AND worker_id IS NOT NULL AND queueing_lock = %s",
            [key],
        )
        return cursor.fetchone() is not None


def _jobs(**filters: object) -> list[dict[str, Any]]:
    names = "id queue_name task_name status lock queueing_lock worker_id".split()
    return _ask("list_jobs", **(dict.fromkeys(names) | filters))


def _ask(query: str, **arguments: object) -> list[dict[str, Any]]:
    with _errors_as_django_names_them():
        rows: list[dict[str, Any]] = app.connector.execute_query_all(
            query=sql.queries[query], **arguments
        )
    return rows


@contextmanager
def _errors_as_django_names_them() -> Iterator[None]:
    """A database that is away must look the same here as in our own queries."""
    try:
        yield
    except exceptions.ConnectorException as error:
        if isinstance(error.__cause__, psycopg.OperationalError | psycopg.InterfaceError):
            raise OperationalError(str(error.__cause__)) from error
        raise


def _ticket(row: dict[str, Any]) -> Ticket:
    arguments = row["args"]
    if isinstance(arguments, str):  # Django's cursors leave JSON as text
        arguments = json.loads(arguments)
    order = Order(
        row["task_name"], row["queueing_lock"], arguments, row["scheduled_at"], row["lock"]
    )
    return Ticket(row["id"], order, row["attempts"], str(row["worker_id"] or ""))
