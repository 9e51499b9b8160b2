"""What complaints teach: training cases without names, and the company's own procedure."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.people.models import Person
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject
from anlin.trades.complaints import permissions
from anlin.trades.complaints.actions.recording import record, said
from anlin.trades.complaints.choices import ComplaintState
from anlin.trades.complaints.errors import InLibrary, NamesInIt, NotConcluded
from anlin.trades.complaints.models import Complaint, Procedure, TrainingCase


@transaction.atomic
def write_training_case(
    *,
    complaint: Complaint,
    title: str,
    story: str,
    lesson: str,
    course: str,
    by: Actor,
    at: datetime,
) -> TrainingCase:
    """Put a concluded complaint into the library (A-CMP-16).

    Refused with `NotConcluded`, `WordsMissing`, `InLibrary`, or `NamesInIt` where the client's name or phone stands in it.
    """
    require(permissions.may_lead(by, complaint))
    if complaint.state != ComplaintState.OVER:
        raise NotConcluded
    parts = {"title": title, "story": story, "lesson": lesson}
    for field, words in parts.items():
        for name in _names(complaint):
            if name in words + course:
                raise NamesInIt(name=name, field=field)
    with rows.once(InLibrary()):
        written = TrainingCase.objects.create(
            complaint=complaint,
            **{name: said(words, name) for name, words in parts.items()},
            course=course.strip(),
            cause_group=complaint.cause_group,
            written_at=at,
            written_by=by.ref,
        )
    record("complaints.case_written", complaint, by=by, at=at)
    return written


def _names(complaint: Complaint) -> list[str]:
    """What the client is called and their number, as far as the case knows."""
    case = complaint.case
    person: Person | None = case.reporter
    known = [case.reporter_name, case.reporter_phone, person.name if person else ""]
    return [name for name in known if name and len(name) > 1]


@transaction.atomic
def set_procedure(*, document: str, own_rule: str, by: Actor, at: datetime) -> Procedure:
    """Which controlled document holds, and the company's own further rule; earlier ones stay on record."""
    require(permissions.may_set_procedure(by))
    kept = Procedure.objects.create(
        document=document.strip(), own_rule=own_rule.strip(), set_at=at, set_by=by.ref
    )
    audit.record("complaints.procedure_set", Subject("complaints", "procedure"), by=by, at=at)
    return kept
