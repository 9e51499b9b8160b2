"""What goes on while a matter is handled: a department says that it has it, we press, others join, a service is planned."""

from datetime import datetime

from django.db import transaction

from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions
from anlin.trades.cases.actions.recording import record
from anlin.trades.cases.choices import NoteKind, Part
from anlin.trades.cases.errors import CaseClosed, NothingSaid, NotSorted, NotWithDepartment
from anlin.trades.cases.models import Case, Note, Participant
from anlin.trades.services import actions as services
from anlin.trades.services.models import ServiceRequest


@transaction.atomic
def take_on(*, case: Case, by: Actor, at: datetime) -> Case:
    """The department says that the matter has reached it (A-CASE-25); saying so twice is once.

    Refused with `NotWithDepartment`.
    """
    require(permissions.may_return(by, case))
    with_them = case.passings.filter(returned_at=None)
    if not with_them.exists():
        raise NotWithDepartment(case)

    if with_them.filter(taken_on_at=None).update(taken_on_at=at, taken_on_by=by.ref):
        record("cases.taken_on", case, by=by, at=at)
    return case


@transaction.atomic
def remind(*, case: Case, words: str, by: Actor, at: datetime) -> Note:
    """Press whoever has the matter; the desk does, not the executor (A-CASE-35).

    Refused with `NotWithDepartment` or `NothingSaid`.
    """
    require(permissions.may_remind(by, case))
    if not case.passings.filter(returned_at=None).exists():
        raise NotWithDepartment(case)
    if not words.strip():
        raise NothingSaid(field="words")

    note = Note.objects.create(
        case=case, kind=NoteKind.REMINDER, words=words.strip(), noted_at=at, noted_by=by.ref
    )

    record("cases.reminded", case, by=by, at=at)
    return note


@transaction.atomic
def bring_in(
    *, case: Case, part: Part, name: str, words: str, by: Actor, at: datetime
) -> Participant:
    """Let the owners' committee, order-keeping staff or a resident take part (B-CASE-17, B-CASE-18).

    `words` says what they do in it. Refused with `CaseClosed` or `NothingSaid`.
    """
    require(permissions.may_answer(by, case))
    if not case.is_open:
        raise CaseClosed(case)
    if not name.strip():
        raise NothingSaid(field="name")

    participant = Participant.objects.create(
        case=case,
        part=part,
        name=name.strip(),
        words=words.strip() or None,
        joined_at=at,
        noted_by=by.ref,
    )

    record("cases.joined", case, by=by, at=at, part=part.value)
    return participant


@transaction.atomic
def plan_service(
    *, case: Case, content: str, wanted_by: datetime | None, by: Actor, at: datetime
) -> ServiceRequest:
    """Open a service request for whoever the matter is from; until it is over the matter has no last answer.

    Refused with `CaseClosed`, `NotSorted`, or what `services.file_request` refuses.
    """
    require(permissions.may_pass_on(by, case))
    if not case.is_open:
        raise CaseClosed(case)
    if case.sorted_at is None:
        raise NotSorted(case)

    request = services.file_request(
        new=services.NewRequest(
            project=case.project,
            content=content,
            wanted_by=wanted_by,
            person=case.reporter,
            unit=case.unit if case.reporter_id else None,
            subject=case.subject,
        ),
        by=by,
        at=at,
    )

    record("cases.service_planned", case, by=by, at=at, number=request.number)
    return request
