"""While the crew is busy: words by radio, somebody going ahead, the next job, a problem put to a department."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.numbering import api as numbering
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.workorders import permissions
from anlin.trades.workorders.actions.recording import record
from anlin.trades.workorders.choices import STATES_IN_HAND, ContactHow, TransferGrade
from anlin.trades.workorders.errors import (
    AlreadyUnderWay,
    NobodySent,
    NotInHand,
    ReasonMissing,
    WrongOffice,
)
from anlin.trades.workorders.models import Contact, FirstCall, Transfer, WorkOrder

TRANSFER_SERIES = "GZ"


@transaction.atomic
def note_contact(
    *, order: WorkOrder, how: ContactHow, words: str, by: Actor, at: datetime
) -> Contact:
    """Keep what was said with the crew by radio or telephone (B-REP-13). Refused with `ReasonMissing`."""
    require(permissions.may_look_after(by, order))
    if not words.strip():
        raise ReasonMissing(field="words")

    contact = Contact.objects.create(
        order=order, how=how, words=words.strip()[:400], said_at=at, said_by=by.ref
    )

    record("workorders.contact_noted", order, by=by, at=at, how=how.value)
    return contact


@transaction.atomic
def make_next(*, order: WorkOrder, by: Actor, at: datetime) -> WorkOrder:
    """Whoever holds the order does it right after the present job (B-REP-15); their others wait.

    Refused with `NotInHand` while nobody holds it.
    """
    require(permissions.may_dispatch(by, order.project_id))
    if order.state not in STATES_IN_HAND:
        raise NotInHand(order)

    others = WorkOrder.objects.filter(assignee=order.assignee_id, is_next=True).exclude(pk=order.pk)
    others.update(is_next=False)
    rows.change(order, expecting=("state", "assignee_id"), is_next=True)

    record("workorders.made_next", order, by=by, at=at)
    return order


@transaction.atomic
def send_ahead(
    *,
    order: WorkOrder,
    staff: Staff,
    by: Actor,
    at: datetime,
    desk_held_by: Staff | None = None,
) -> FirstCall:
    """Send somebody to the customer before the crew is free, to calm and to examine (B-REP-14).

    Who leaves the desk names who holds it meanwhile. Refused with `WrongOffice` for people of other
    projects, or `AlreadyUnderWay`.
    """
    require(permissions.may_look_after(by, order))
    here = workforce.works_in(order.project_id, at.date())
    for name, person in (("staff", staff), ("desk_held_by", desk_held_by)):
        if person is not None and not here.filter(pk=person.pk).exists():
            raise WrongOffice(staff=person.name, field=name)
    if order.first_calls.filter(examined_at=None).exists():
        raise AlreadyUnderWay(order)

    call = FirstCall.objects.create(
        order=order, staff=staff, desk_held_by=desk_held_by, sent_at=at, sent_by=by.ref
    )

    record("workorders.sent_ahead", order, by=by, at=at, staff=staff.pk)
    return call


@transaction.atomic
def relay(*, order: WorkOrder, spot: str, found: str, by: Actor, at: datetime) -> FirstCall:
    """Write down what whoever went ahead found and where; the crew reads it on the order (B-REP-15).

    Refused with `NobodySent`, or `ReasonMissing` when nothing is said.
    """
    require(permissions.may_look_after(by, order))
    call = order.first_calls.filter(examined_at=None).first()
    if call is None:
        raise NobodySent(order)
    if not found.strip():
        raise ReasonMissing(field="found")

    rows.change(
        call,
        expecting=("examined_at",),
        examined_at=at,
        spot=spot.strip()[:120],
        found=found.strip()[:400],
    )

    record("workorders.examined", order, by=by, at=at)
    return call


@transaction.atomic
def transfer(
    *,
    order: WorkOrder,
    department: Department,
    grade: TransferGrade,
    words: str,
    by: Actor,
    at: datetime,
) -> Transfer:
    """Put a problem the office cannot solve to a department (A-REP-16).

    An ordinary one goes by telephone; a complex or serious one gets a numbered fault transfer form.
    Refused with `ReasonMissing`.
    """
    require(permissions.may_look_after(by, order))
    if not words.strip():
        raise ReasonMissing(field="words")

    number = ""
    if grade != TransferGrade.ORDINARY:
        number = numbering.next_number(
            series=TRANSFER_SERIES, project_id=order.project_id, year=at.year
        )
    transferred = Transfer.objects.create(
        order=order,
        department=department,
        grade=grade,
        form_number=number,
        words=words.strip()[:400],
        transferred_at=at,
        transferred_by=by.ref,
    )

    record("workorders.transferred", order, by=by, at=at, department=department.pk)
    return transferred
