"""Somebody other than the worker looks whether the work is right."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.workorders import permissions, rules
from anlin.trades.workorders.actions.recording import record, told
from anlin.trades.workorders.choices import OrderState, OrderStep
from anlin.trades.workorders.errors import ReasonMissing
from anlin.trades.workorders.events import WorkOrderPassed, WorkOrderSentBack
from anlin.trades.workorders.models import WorkOrder


@transaction.atomic
def pass_check(*, order: WorkOrder, by: Actor, at: datetime, words: str = "") -> WorkOrder:
    """The work is right; the order is closed. Never by whoever did it. Tells `WorkOrderPassed`."""
    require(permissions.may_check(by, order))
    state = rules.LIFE.step(OrderState(order.state), OrderStep.PASS)

    rows.change(
        order,
        expecting=("state", "round"),
        state=state,
        checked_at=at,
        checked_by=by.ref,
        customer_words=words.strip(),
    )

    _tell_check("workorders.passed", WorkOrderPassed, order, by=by, at=at)
    return order


@transaction.atomic
def send_back(*, order: WorkOrder, why: str, by: Actor, at: datetime) -> WorkOrder:
    """The work is not right: the same person gets it back, and the round is counted.

    Refused with `ReasonMissing`. Tells `WorkOrderSentBack`.
    """
    require(permissions.may_check(by, order))
    state = rules.LIFE.step(OrderState(order.state), OrderStep.SEND_BACK)
    if not why.strip():
        raise ReasonMissing(field="why")

    rows.change(
        order,
        expecting=("state", "round"),
        state=state,
        round=order.round + 1,
        finished_at=None,
        accepted_at=None,
        arrived_at=None,
        assigned_at=at,
        customer_words=why.strip(),
    )

    _tell_check("workorders.sent_back", WorkOrderSentBack, order, by=by, at=at)
    return order


def _tell_check(
    deed: str,
    event: type[WorkOrderPassed] | type[WorkOrderSentBack],
    order: WorkOrder,
    *,
    by: Actor,
    at: datetime,
) -> None:
    record(deed, order, by=by, at=at, round=order.round)
    news.publish(event(**told(order), round=order.round, by=by.ref, at=at))
