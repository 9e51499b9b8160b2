"""When the engine runs: every minute it looks at what is due, every hour it writes ahead."""

from datetime import datetime, timedelta

from anlin.foundation.jobs import api as jobs
from anlin.instruments.duty import actions


@jobs.scheduled("duty.sweep", every=timedelta(minutes=1))
def mark_due_duties(*, now: datetime) -> None:
    actions.sweep(at=now)


@jobs.scheduled("duty.open_ahead", every=timedelta(hours=1))
def open_duties_ahead(*, now: datetime) -> None:
    actions.open_ahead(at=now)
    actions.start_waiting_clocks(at=now)
