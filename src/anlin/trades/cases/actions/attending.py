"""What goes on while a matter lies with a department: it says that it has it, we press, others join."""

from datetime import datetime

from django.db import transaction

from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions
from anlin.trades.cases.actions.recording import record
from anlin.trades.cases.choices import NoteKind, Part
from anlin.trades.cases.errors import CaseClosed, NothingSaid, NotWithDepartment
from anlin.trades.cases.models import Case, Note, Participant


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
