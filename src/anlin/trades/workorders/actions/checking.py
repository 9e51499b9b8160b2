"""Somebody other than the worker looks whether the work is right."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.workorders import permissions, rules
from anlin.trades.workorders.actions.recording import record, told
from anlin.trades.workorders.choices import Grade, OrderState, OrderStep
from anlin.trades.workorders.errors import ReasonMissing
from anlin.trades.workorders.events import WorkOrderPassed, WorkOrderSentBack
from anlin.trades.workorders.models import Check, WorkOrder


class Scores(NamedTuple):
    """1 to 5 by each of the four standards (B-REP-19), None where nobody said."""

    quality: int | None = None
    time: int | None = None
    cost: int | None = None
    environment: int | None = None


NO_SCORES = Scores()


@transaction.atomic
def pass_check(
    *,
    order: WorkOrder,
    by: Actor,
    at: datetime,
    words: str = "",
    grade: Grade | None = None,
    scores: Scores = NO_SCORES,
) -> WorkOrder:
    """The work is right; the order is closed. Never by whoever did it. Tells `WorkOrderPassed`.

    `grade` is how satisfied the customer is, `scores` what the work is worth by the four standards.
    """
    require(permissions.may_check(by, order))
    state = rules.LIFE.step(OrderState(order.state), OrderStep.PASS)

    rows.change(
        order,
        expecting=("state", "round"),
        state=state,
        checked_at=at,
        checked_by=by.ref,
        customer_words=words.strip(),
        customer_grade=grade,
    )
    _keep_check(order, is_passed=True, words=words, grade=grade, scores=scores, by=by, at=at)

    _tell_check("workorders.passed", WorkOrderPassed, order, by=by, at=at)
    return order


@transaction.atomic
def send_back(*, order: WorkOrder, why: str, by: Actor, at: datetime) -> WorkOrder:
    """The work is not right: the same person gets it back at once, and the round is counted.

    A special visit is due within 24 hours (A-REP-08). Refused with `ReasonMissing`. Tells `WorkOrderSentBack`.
    """
    require(permissions.may_check(by, order))
    state = rules.LIFE.step(OrderState(order.state), OrderStep.SEND_BACK)
    if not why.strip():
        raise ReasonMissing(field="why")

    _keep_check(order, is_passed=False, words=why, grade=None, scores=NO_SCORES, by=by, at=at)
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
        special_visit_by=at + rules.SPECIAL_VISIT_WITHIN,
        special_visit_at=None,
    )

    _tell_check("workorders.sent_back", WorkOrderSentBack, order, by=by, at=at)
    return order


def _keep_check(
    order: WorkOrder,
    *,
    is_passed: bool,
    words: str,
    grade: Grade | None,
    scores: Scores,
    by: Actor,
    at: datetime,
) -> None:
    Check.objects.update_or_create(
        order=order,
        round=order.round,
        defaults={
            "is_passed": is_passed,
            "grade": grade,
            "words": words.strip(),
            "checked_at": at,
            "checked_by": by.ref,
            **scores._asdict(),
        },
    )


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
