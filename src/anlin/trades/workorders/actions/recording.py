"""What every deed on an order does at its end: the audit line, the facts of its news, the clock of the hands."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.kernel.actors import Actor
from anlin.trades.workorders.actions import owing
from anlin.trades.workorders.models import Span, WorkOrder


def told(order: WorkOrder) -> dict[str, int]:
    """What every event about the order carries."""
    return {"order_id": order.pk, "project_id": order.project_id}


def record(
    deed: str, order: WorkOrder, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    audit.record(deed, order.subject, by=by, at=at, project_id=order.project_id, **details)


def begin_span(order: WorkOrder, *, at: datetime) -> None:
    assert order.assignee is not None, "only an order in somebody's hands is worked on"
    Span.objects.create(order=order, staff=order.assignee, started_at=at)


def end_span(order: WorkOrder, *, at: datetime) -> None:
    # The clock may have gone back since; the work then took no time.
    ended = Greatest(F("started_at"), Value(at, DateTimeField()))
    Span.objects.filter(order=order, ended_at=None).update(ended_at=ended)


def end_pause(order: WorkOrder, *, by: Actor, at: datetime) -> None:
    """The open pause is over; where the customer agreed to it, the promised end moves on by its length (B-REP-28)."""
    pause = order.pauses.filter(resumed_at=None).first()
    if pause is None:
        return
    rows.change(pause, expecting=("resumed_at",), resumed_at=at)
    if not pause.customer_agreed:
        return
    owing.resume_clocks(order, by=by, at=at)
    if order.finish_by is not None:
        later = order.finish_by + max(at - pause.paused_at, timedelta())
        rows.change(order, expecting=("finish_by",), finish_by=later)
