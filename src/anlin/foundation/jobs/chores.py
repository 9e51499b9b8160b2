"""What the technical rooms below want done by the clock: they cannot ask for it themselves."""

from datetime import datetime, time, timedelta

from anlin.foundation.accounts import api as accounts
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs.catalogue import scheduled
from anlin.foundation.jobs.models import JobFailure, JobReceipt, Progress
from anlin.foundation.jobs.running import engine
from anlin.foundation.news import api as news
from anlin.foundation.upkeep import api as upkeep

UNKEYED_KEPT = timedelta(days=7)
KEYED_KEPT = timedelta(days=400)
# A program that repeats a request does so within hours; a day more costs nothing.
REPLIES_KEPT = timedelta(days=2)


@scheduled("audit.seal", every=timedelta(seconds=3), in_pieces=True)
def seal_audit(*, now: datetime) -> None:
    audit.seal(now=now)


@scheduled("news.prune", daily_at=time(3, 10), in_pieces=True)
def prune_letters(*, now: datetime) -> None:
    news.prune(now=now)


@scheduled("jobs.prune", daily_at=time(3, 20))
def prune_receipts(*, now: datetime) -> None:
    """Forget receipts that no order can ask for any more: keys are not used again after a year."""
    JobReceipt.objects.filter(key__startswith="job:", done_at__lt=now - UNKEYED_KEPT).delete()
    JobReceipt.objects.filter(done_at__lt=now - KEYED_KEPT).delete()
    Progress.objects.filter(reported_at__lt=now - UNKEYED_KEPT).delete()
    dead = [ticket.job_id for ticket in engine().dead()]
    JobFailure.objects.filter(failed_at__lt=now - UNKEYED_KEPT).exclude(job_id__in=dead).delete()


@scheduled("accounts.forget_replies", daily_at=time(3, 30))
def forget_replies(*, now: datetime) -> None:
    accounts.forget_replies(before=now - REPLIES_KEPT)


@scheduled("upkeep.let_go", daily_at=time(3, 40), in_pieces=True, timeout=timedelta(hours=2))
def let_go_what_is_over(*, now: datetime) -> None:
    upkeep.let_go(now=now)
