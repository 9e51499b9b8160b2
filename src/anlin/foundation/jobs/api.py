"""The door of jobs: register work, queue it, let the clock ask for it, see what failed."""

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import models, running, schedules
from anlin.foundation.jobs.catalogue import CatalogueClosed, Kind, house, job, scheduled
from anlin.foundation.jobs.engine import Order
from anlin.foundation.jobs.worker import run_worker
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Refusal
from anlin.kernel.subjects import Subject

DEEDS = {"jobs.retried": _("let a failed job be tried again")}

__all__ = [
    "CatalogueClosed",
    "DeadJob",
    "JobLine",
    "JobNotDead",
    "Progress",
    "all_jobs",
    "close",
    "dead_jobs",
    "enqueue",
    "is_done",
    "job",
    "progress",
    "progress_of",
    "retry",
    "run_waiting",
    "run_worker",
    "scheduled",
    "tick_schedules",
    "waiting_count",
]


class JobNotDead(Refusal):
    """Somebody else retried it, or the same work was queued anew."""

    sentence = _("This job is no longer among the failed ones. Look at the list again.")


def enqueue(
    name: str, *, key: str | None = None, run_at: datetime | None = None, **arguments: Any
) -> bool:
    """Queue the job in the caller's transaction, at once or at `run_at`; say whether it was queued.

    A job of this name with the same `key` that is queued, running or done makes this do nothing.
    The arguments are ids and other values that JSON can hold (TypeError otherwise).
    """
    if name not in house.kinds:
        raise LookupError(f"No job is called {name}.")
    json.dumps(arguments)
    return running.put(Order(name, _key(name, key), arguments, run_at))


def is_done(name: str, *, key: str) -> bool:
    """Whether the job with that key has been done."""
    return models.JobReceipt.objects.filter(key=_key(name, key)).exists()


def _key(name: str, key: str | None) -> str | None:
    return None if key is None else f"{name}/{key}"


def run_waiting(*, now: datetime, limit: int = 100) -> int:
    """Run due jobs here and now, in the caller's connection; for tests and for loading a demo."""
    worker = running.engine().enlist(now=now)
    hand = running.Hand(worker, clock=lambda: now, lease=timedelta(hours=1))
    count = 0
    while count < limit and hand.claim_and_run():
        count += 1
    running.engine().retire(worker)
    return count


def tick_schedules(*, now: datetime) -> int:
    """Queue the scheduled jobs that are due; the worker does so by itself."""
    return schedules.tick(now=now)


@dataclass(frozen=True)
class DeadJob:
    """A job given up after its last try, with what went wrong then."""

    job_id: int
    name: str
    key: str | None
    arguments: dict[str, Any]
    tries: int
    error: str
    failed_at: datetime | None


def dead_jobs() -> list[DeadJob]:
    """Jobs given up, oldest first."""
    tickets = running.engine().dead()
    failures = models.JobFailure.objects.filter(job_id__in=[t.job_id for t in tickets])
    by_job = {failure.job_id: failure for failure in failures}
    return [
        DeadJob(
            ticket.job_id,
            ticket.order.name,
            ticket.order.key,
            ticket.order.arguments,
            ticket.tries,
            by_job[ticket.job_id].error if ticket.job_id in by_job else "",
            by_job[ticket.job_id].failed_at if ticket.job_id in by_job else None,
        )
        for ticket in tickets
    ]


def retry(*, job_id: int, by: Actor, at: datetime) -> None:
    """Let a dead job be tried again from the start; refused with `JobNotDead`. Goes into the audit."""
    with transaction.atomic():
        names = [t.order.name for t in running.engine().dead() if t.job_id == job_id]
        if not names or not running.engine().revive(job_id, at=at):
            raise JobNotDead(job_id)
        audit.record("jobs.retried", Subject("job", str(job_id)), by=by, at=at, job=names[0])


def waiting_count() -> int:
    """How many jobs are queued, due or not."""
    return running.engine().waiting()


@dataclass(frozen=True)
class Progress:
    """How far a long job has come; `total` 0 while it is not known."""

    done: int
    total: int
    note: str
    reported_at: datetime


def progress(key: str, done: int, total: int, note: str = "") -> None:
    """Report from a long job. Seen by others when the piece it is reported with is committed."""
    models.Progress.objects.update_or_create(
        key=key,
        defaults={"done": done, "total": total, "note": note[:200], "reported_at": Now()},
    )


def progress_of(key: str) -> Progress | None:
    row = models.Progress.objects.filter(key=key).first()
    return None if row is None else Progress(row.done, row.total, row.note, row.reported_at)


@dataclass(frozen=True, order=True)
class JobLine:
    """One kind of job, for the generated page; `rhythm` is empty when the clock does not ask."""

    name: str
    does: str
    rhythm: str
    every: timedelta | None = None
    daily_at: time | None = None


def all_jobs() -> list[JobLine]:
    """Every kind of job in the house, sorted."""
    return sorted(_line(kind) for kind in house.kinds.values())


def _line(kind: Kind) -> JobLine:
    does = f"{kind.work.__module__}.{kind.work.__qualname__}"
    rhythm = house.rhythms.get(kind.name)
    if rhythm is None:
        return JobLine(kind.name, does, "")
    words = f"every {rhythm.every}" if rhythm.every else f"daily at {rhythm.daily_at:%H:%M}"
    return JobLine(kind.name, does, words, rhythm.every, rhythm.daily_at)


def close() -> None:
    """Let no new kinds of job come any more; called once, when all rooms are ready."""
    house.closed = True
