"""Into whose hands a piece of work comes."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.workorders import permissions, queries, rules
from anlin.trades.workorders.actions import owing
from anlin.trades.workorders.actions.recording import end_pause, end_span, record, told
from anlin.trades.workorders.choices import OrderState, OrderStep
from anlin.trades.workorders.errors import (
    NobodyOnDuty,
    NotSkilled,
    NotYours,
    ReasonMissing,
    WrongOffice,
)
from anlin.trades.workorders.events import (
    WorkOrderAccepted,
    WorkOrderAssigned,
    WorkOrderCancelled,
    WorkOrderDeclined,
)
from anlin.trades.workorders.models import Decline, WorkOrder


@transaction.atomic
def assign(
    *,
    order: WorkOrder,
    to: Staff,
    by: Actor,
    at: datetime,
    expected_until: datetime | None = None,
) -> WorkOrder:
    """Give the order to somebody of the project, or to somebody else than before.

    Refused with `NoSuchStep`, `WrongOffice` when they hold no post in the project, or `NotSkilled` when the
    order needs a skill they do not have (B-REP-22). Tells `WorkOrderAssigned`.
    """
    require(permissions.may_dispatch(by, order.project_id))
    state = rules.LIFE.step(OrderState(order.state), OrderStep.ASSIGN)
    if not workforce.works_in(order.project_id, at.date()).filter(pk=to.pk).exists():
        raise WrongOffice(staff=to.name, field="to")
    if order.skill and order.skill not in workforce.skills_of(to):
        raise NotSkilled(staff=to.name, skill=order.skill, field="to")

    end_span(order, at=at)
    end_pause(order, by=by, at=at)
    rows.change(
        order,
        expecting=("state", "assignee_id"),
        state=state,
        assignee=to,
        assigned_at=at,
        accepted_at=None,
        expected_until=expected_until,
    )

    record("workorders.assigned", order, by=by, at=at, to=to.pk)
    news.publish(WorkOrderAssigned(**told(order), staff_id=to.pk, by=by.ref, at=at))
    return order


def assign_by_roster(
    *, order: WorkOrder, by: Actor, at: datetime, expected_until: datetime | None = None
) -> WorkOrder:
    """Give the order to whoever is on duty for repairs, able, and with the fewest orders in hand; else as `assign`.

    Refused with `NobodyOnDuty`.
    """
    require(permissions.may_dispatch(by, order.project_id))
    chosen = queries.next_on_roster(order, at)
    if chosen is None:
        raise NobodyOnDuty
    return assign(order=order, to=chosen, expected_until=expected_until, by=by, at=at)


@transaction.atomic
def claim(*, order: WorkOrder, by: Actor, at: datetime) -> WorkOrder:
    """Take the order from the pool; of two who try at once one gets it, the other `Conflict`."""
    require(permissions.may_claim(by, order))
    state = rules.LIFE.step(OrderState(order.state), OrderStep.CLAIM)

    rows.change(
        order,
        expecting=("state", "assignee_id"),
        state=state,
        assignee_id=by.staff_id,
        assigned_at=at,
        accepted_at=at,
    )

    record("workorders.claimed", order, by=by, at=at)
    owing.did(order, owing.ACCEPTED, by=by, at=at)
    news.publish(WorkOrderAccepted(**told(order), staff_id=int(by.key), by=by.ref, at=at))
    return order


@transaction.atomic
def accept(
    *, order: WorkOrder, by: Actor, at: datetime, expected_until: datetime | None = None
) -> WorkOrder:
    """Say yes to an order one was given, perhaps with when one expects to be done. Tells `WorkOrderAccepted`."""
    require_hand(by, order)
    state = rules.LIFE.step(OrderState(order.state), OrderStep.ACCEPT)

    rows.change(
        order,
        expecting=("state", "assignee_id"),
        state=state,
        accepted_at=at,
        expected_until=expected_until or order.expected_until,
    )

    record("workorders.accepted", order, by=by, at=at)
    owing.did(order, owing.ACCEPTED, by=by, at=at)
    staff_id = order.assignee_id or 0
    news.publish(WorkOrderAccepted(**told(order), staff_id=staff_id, by=by.ref, at=at))
    return order


@transaction.atomic
def decline(*, order: WorkOrder, reason: str, by: Actor, at: datetime) -> WorkOrder:
    """Say no to an order one was given, and why; it waits to be dispatched again.

    Refused with `ReasonMissing`. Tells `WorkOrderDeclined`.
    """
    require_hand(by, order)
    state = rules.LIFE.step(OrderState(order.state), OrderStep.DECLINE)
    if not reason.strip():
        raise ReasonMissing(field="reason")

    staff_id = order.assignee_id or 0
    rows.change(
        order, expecting=("state", "assignee_id"), state=state, assignee=None, assigned_at=None
    )
    Decline.objects.create(order=order, staff_id=staff_id, reason=reason.strip(), declined_at=at)

    record("workorders.declined", order, by=by, at=at)
    news.publish(WorkOrderDeclined(**told(order), staff_id=staff_id, by=by.ref, at=at))
    return order


@transaction.atomic
def cancel(*, order: WorkOrder, reason: str, by: Actor, at: datetime) -> WorkOrder:
    """The work is not needed. Refused with `ReasonMissing`, or `NoSuchStep` once somebody began it."""
    require(permissions.may_dispatch(by, order.project_id))
    state = rules.LIFE.step(OrderState(order.state), OrderStep.CANCEL)
    if not reason.strip():
        raise ReasonMissing(field="reason")

    rows.change(
        order,
        expecting=("state",),
        state=state,
        cancelled_at=at,
        cancelled_because=reason.strip()[:200],
    )

    owing.stop_clocks(order, at=at)
    record("workorders.cancelled", order, by=by, at=at)
    news.publish(WorkOrderCancelled(**told(order), by=by.ref, at=at))
    return order


def require_hand(actor: Actor, order: WorkOrder) -> None:
    """Refuse with `NotYours` unless the order is in the actor's hands or the actor dispatches in the project."""
    require(permissions.may_work(actor, order))
    dispatches = permissions.may_dispatch(actor, order.project_id)
    if not dispatches and not permissions.is_in_hand_of(actor, order):
        raise NotYours(order, holder=order.assignee.name if order.assignee else "—")
