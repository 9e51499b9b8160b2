"""What a client asks beyond our principles is asked for and decided above (A-CMP-06)."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotAllowed, require
from anlin.trades.complaints import permissions
from anlin.trades.complaints.actions.recording import record, said
from anlin.trades.complaints.choices import ComplaintState
from anlin.trades.complaints.errors import DecidedAlready, NoComplaint
from anlin.trades.complaints.models import Complaint, Concession


@transaction.atomic
def ask_concession(
    *, complaint: Complaint, words: str, principle: str, by: Actor, at: datetime
) -> Concession:
    """Ask for something beyond what we owe, with the principle it is measured by.

    Refused with `WordsMissing` or `NoComplaint`.
    """
    if not (permissions.may_handle(by, complaint) or permissions.may_lead(by, complaint)):
        raise NotAllowed
    if complaint.state == ComplaintState.OVER:
        raise NoComplaint(complaint.case)
    asked = Concession.objects.create(
        complaint=complaint, words=said(words), principle=said(principle, "principle"), asked_at=at, asked_by=by.ref,
    )  # fmt: skip
    record("complaints.concession_asked", complaint, by=by, at=at)
    return asked


@transaction.atomic
def decide_concession(
    *, concession: Concession, is_granted: bool, reason: str, by: Actor, at: datetime
) -> Concession:
    """Grant or decline it, with the reason; never whoever asked. Refused with `DecidedAlready` or `WordsMissing`."""
    complaint = concession.complaint
    require(permissions.may_grant(by, complaint) and concession.asked_by != by.ref)
    if concession.decided_at is not None:
        raise DecidedAlready
    why = said(reason, "reason")
    rows.change(
        concession, expecting=("decided_at",), is_granted=is_granted, reason=why, decided_at=at, decided_by=by.ref,
    )  # fmt: skip
    record("complaints.concession_decided", complaint, by=by, at=at, is_granted=is_granted)
    return concession
