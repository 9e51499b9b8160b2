"""What every deed on a complaint does: the step, the head in person, the audit line, the duties it answers."""

from datetime import datetime

from django.utils import timezone

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.instruments.duty import actions as duty
from anlin.kernel.actors import Actor
from anlin.trades.complaints import queries
from anlin.trades.complaints.choices import ComplaintState, ComplaintStep
from anlin.trades.complaints.errors import NotInPerson, WordsMissing
from anlin.trades.complaints.models import Complaint


def after(complaint: Complaint, step: ComplaintStep) -> ComplaintState:
    """Where the step leads; refused with `NoSuchStep`."""
    return queries.course(complaint).step(ComplaintState(complaint.state), step)


def move(complaint: Complaint, state: ComplaintState, **more: object) -> None:
    rows.change(complaint, expecting=("state", "level"), state=state, **more)


def in_person(complaint: Complaint, by: Actor, at: datetime) -> None:
    """A serious complaint is handled by the head of the office, whom nobody stands in for (A-CMP-05)."""
    heads = queries.heads(complaint.case.project_id, timezone.localdate(at))
    if complaint.is_serious and heads and by.staff_id not in {head.pk for head in heads}:
        raise NotInPerson(heads="、".join(head.name for head in heads))


def said(words: str, field: str = "words") -> str:
    """The words without blanks around; refused with `WordsMissing` if nothing is left."""
    if not words.strip():
        raise WordsMissing(field=field)
    return words.strip()


def record(
    deed: str, complaint: Complaint, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    case = complaint.case
    audit.record(deed, case.subject, by=by, at=at, project_id=case.project_id, **details)


def did(complaint: Complaint, deed: str, *, by: Actor, at: datetime) -> None:
    """This deed answers what is owed about the complaint."""
    subject = complaint.case.subject
    duty.discharge(deeds=[deed], about=subject, proof=subject, by=by, at=at)
