"""Envelopes for the mail that leaves after the commit."""

from datetime import datetime, timedelta

from anlin.foundation.jobs import api as jobs
from anlin.instruments.correspondence import actions


@jobs.job(actions.DELIVER, in_pieces=True, timeout=timedelta(minutes=2))
def deliver(*, message_id: int, now: datetime) -> None:
    actions.deliver(message_id=message_id, at=now)
