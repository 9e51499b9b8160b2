"""The work itself: arriving, standing still, going on, being done."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.kernel.actors import Actor
from anlin.kernel.money import Money
from anlin.trades.workorders import rules
from anlin.trades.workorders.actions import owing
from anlin.trades.workorders.actions.dispatching import require_hand
from anlin.trades.workorders.actions.recording import begin_span, end_pause, end_span, record, told
from anlin.trades.workorders.choices import (
    Manner,
    OrderState,
    OrderStep,
    PauseReason,
    RepairClass,
    Urgency,
)
from anlin.trades.workorders.errors import AskFirst, FindingMissing, ReasonMissing, TermNeedsConsent
from anlin.trades.workorders.events import (
    WorkOrderBegun,
    WorkOrderFinished,
    WorkOrderPaused,
    WorkOrderResumed,
)
from anlin.trades.workorders.models import ManualStep, PartUsed, Pause, WorkOrder


@transaction.atomic
def arrive(*, order: WorkOrder, by: Actor, at: datetime) -> WorkOrder:
    """Be on the spot; the time spent counts from now. Tells `WorkOrderBegun`."""
    require_hand(by, order)
    state = rules.LIFE.step(OrderState(order.state), OrderStep.ARRIVE)

    rows.change(order, expecting=("state", "assignee_id"), state=state, arrived_at=at)
    begin_span(order, at=at)

    record("workorders.arrived", order, by=by, at=at)
    owing.did(order, owing.BEGUN, by=by, at=at)
    staff_id = order.assignee_id or 0
    news.publish(WorkOrderBegun(**told(order), staff_id=staff_id, by=by.ref, at=at))
    return order


@transaction.atomic
def pause(
    *,
    order: WorkOrder,
    reason: PauseReason,
    by: Actor,
    at: datetime,
    words: str = "",
    customer_agreed: bool = False,
) -> WorkOrder:
    """Stand still for a reason.

    Refused with `TermNeedsConsent` for an ordinary repair unless the customer agreed (B-REP-28), and
    with `ReasonMissing` when “other” is not explained. Tells `WorkOrderPaused`.
    """
    require_hand(by, order)
    state = rules.LIFE.step(OrderState(order.state), OrderStep.PAUSE)
    if reason == PauseReason.OTHER and not words.strip():
        raise ReasonMissing(field="words")
    repair_class = RepairClass(order.repair_class) if order.repair_class else None
    if rules.pause_needs_consent(Urgency(order.urgency), repair_class) and not customer_agreed:
        raise TermNeedsConsent(field="customer_agreed")

    rows.change(order, expecting=("state", "assignee_id"), state=state)
    end_span(order, at=at)
    Pause.objects.create(
        order=order,
        reason=reason,
        words=words.strip(),
        customer_agreed=customer_agreed,
        paused_at=at,
    )
    if customer_agreed:
        said = f"{reason.label}: {words.strip()}" if words.strip() else str(reason.label)
        owing.pause_clocks(order, because=said, by=by, at=at)

    record("workorders.paused", order, by=by, at=at, reason=reason.value)
    news.publish(WorkOrderPaused(**told(order), reason=reason.value, by=by.ref, at=at))
    return order


@transaction.atomic
def resume(*, order: WorkOrder, by: Actor, at: datetime) -> WorkOrder:
    """Go on after a pause. Tells `WorkOrderResumed`."""
    require_hand(by, order)
    state = rules.LIFE.step(OrderState(order.state), OrderStep.RESUME)

    rows.change(order, expecting=("state", "assignee_id"), state=state)
    end_pause(order, by=by, at=at)
    begin_span(order, at=at)

    record("workorders.resumed", order, by=by, at=at)
    news.publish(WorkOrderResumed(**told(order), by=by.ref, at=at))
    return order


@transaction.atomic
def finish(
    *,
    order: WorkOrder,
    finding: str,
    method: str,
    by: Actor,
    at: datetime,
    cause: str = "",
    loss: str = "",
) -> WorkOrder:
    """Say that it is done: what was found and what was done about it; somebody else checks.

    Refused with `FindingMissing`. Tells `WorkOrderFinished`.
    """
    require_hand(by, order)
    state = rules.LIFE.step(OrderState(order.state), OrderStep.FINISH)
    if not finding.strip() or not method.strip():
        raise FindingMissing(field="finding" if not finding.strip() else "method")

    rows.change(
        order,
        expecting=("state", "assignee_id"),
        state=state,
        finished_at=at,
        finding=finding.strip(),
        method=method.strip(),
        cause=cause.strip(),
        loss=loss.strip()[:200],
    )
    end_span(order, at=at)

    record("workorders.finished", order, by=by, at=at, round=order.round)
    owing.did(order, owing.FINISHED, by=by, at=at)
    news.publish(WorkOrderFinished(**told(order), round=order.round, by=by.ref, at=at))
    return order


@transaction.atomic
def use_part(
    *,
    order: WorkOrder,
    name: str,
    quantity: Decimal,
    measure: str,
    by: Actor,
    at: datetime,
    unit_price: Money | None = None,
) -> PartUsed:
    """Write down material that went into the order; possible until it is checked."""
    require_hand(by, order)

    part = PartUsed.objects.create(
        order=order,
        name=name,
        quantity=quantity,
        measure=measure,
        unit_price_fen=unit_price.fen if unit_price is not None else None,
        used_at=at,
    )

    record("workorders.part_used", order, by=by, at=at, part=name, quantity=str(quantity))
    return part


@transaction.atomic
def keep_manner(*, order: WorkOrder, manner: Manner, by: Actor, at: datetime) -> ManualStep:
    """Tick a manner of the visit; ticking twice is once, with the first time.

    Refused with `AskFirst` when something else is ticked in a home before the permission (B-REP-29).
    """
    require_hand(by, order)
    kept = set(order.manners.values_list("manner", flat=True))
    if rules.comes_too_early(manner, kept, in_home=order.unit_id is not None):
        raise AskFirst

    step, is_new = ManualStep.objects.get_or_create(
        order=order, manner=manner, defaults={"kept_at": at, "kept_by": by.ref}
    )
    if is_new:
        record("workorders.manner_kept", order, by=by, at=at, manner=manner.value)
    return step
