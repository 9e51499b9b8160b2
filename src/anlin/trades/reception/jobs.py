"""Envelopes: fetching mails by the clock, and acknowledging them after the commit."""

from datetime import datetime, timedelta

from anlin.foundation.jobs import api as jobs
from anlin.kernel.actors import system
from anlin.trades.reception import actions
from anlin.trades.reception.actions.taking import ACKNOWLEDGE
from anlin.trades.reception.models import Mail


@jobs.scheduled("reception.fetch", every=timedelta(minutes=3), in_pieces=True)
def fetch_mailboxes(*, now: datetime) -> None:
    actions.fetch_all(by=system("reception"), at=now)


@jobs.job(ACKNOWLEDGE)
def acknowledge(*, mail_id: int, now: datetime) -> None:
    mail = Mail.objects.select_related("case", "case__reporter", "mailbox").get(pk=mail_id)
    actions.acknowledge(mail=mail, by=system("reception"), at=now)
