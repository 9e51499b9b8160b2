"""The figures for Prometheus: what the processes of one machine count, and what stands in the database."""

import os
from collections.abc import Callable, Iterator

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from anlin.config.monitor.folder import VARIABLE
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.instruments.duty import queries as duty

_QUICK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_LONG = (0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600)

REQUESTS = Histogram(
    "anlin_request_seconds",
    "Seconds to the answer, by the name of the address and the class of its status (2xx).",
    ["view", "status"],
    buckets=_QUICK,
)
JOBS = Histogram(
    "anlin_job_seconds",
    "Seconds of one run of a job; outcome is done, failed or taken (by another worker meanwhile).",
    ["job", "outcome"],
    buckets=_LONG,
)


def job_ran(name: str, outcome: str, seconds: float) -> None:
    JOBS.labels(name, outcome).observe(seconds)


def as_text() -> bytes:
    """All figures in Prometheus' own words."""
    counted = REGISTRY
    if VARIABLE in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    standing = CollectorRegistry()
    standing.register(_Standing())
    return generate_latest(counted) + generate_latest(standing)


class _Standing:
    """What is asked anew at every visit; a database that is away is a figure, too."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            gauges = [
                GaugeMetricFamily(name, says, ask()) for name, (says, ask) in STANDING.items()
            ]
        except DatabaseError:
            gauges = []
        yield GaugeMetricFamily("anlin_database_up", "1 while the database answers.", bool(gauges))
        yield from gauges


def _oldest_letter() -> float:
    oldest = news.backlog().oldest_at
    return (timezone.now() - oldest).total_seconds() if oldest else 0.0


def _silent_engine() -> float:
    silent = duty.silent_for(timezone.now())
    return silent.total_seconds() if silent else 0.0


STANDING: dict[str, tuple[str, Callable[[], float]]] = {
    "anlin_jobs_waiting": ("Jobs that wait or run.", jobs.waiting_count),
    "anlin_jobs_dead": ("Jobs that failed for good.", lambda: len(jobs.dead_jobs())),
    "anlin_letters_waiting": ("News not told yet.", lambda: news.backlog().waiting),
    "anlin_letters_dead": ("News given up.", lambda: news.backlog().dead),
    "anlin_letters_oldest_seconds": ("Since when the oldest news waits.", _oldest_letter),
    "anlin_duty_lag_seconds": (
        "Since when the oldest step of a duty that is due waits for the engine.",
        lambda: duty.lag(timezone.now()).total_seconds(),
    ),
    "anlin_duty_silent_seconds": (
        "Since when the engine of duties has not run to its end; it does so every hour.",
        _silent_engine,
    ),
    "anlin_audit_unsealed": ("Audit entries the chain has not reached.", audit.unsealed_count),
}
