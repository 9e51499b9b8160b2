"""Readings of work orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.workorders import rules
from anlin.trades.workorders.choices import OPEN_STATES, STATES_IN_HAND, OrderState, OrderStep
from anlin.trades.workorders.models import WorkOrder

SEE = "workorders.see"
CLAIM = "workorders.claim"


@dataclass(frozen=True)
class Occupation:
    """What a member of staff is busy with (B-REP-13): the order in hand, how many wait, when they expect to be free."""

    staff: Staff
    working_on: WorkOrder | None
    waiting: int
    free_at: datetime | None


def visible_to(actor: Actor) -> QuerySet[WorkOrder]:
    """Orders of the actor's projects and those in their own hands; a resident sees those of their units."""
    orders = WorkOrder.objects.select_related("unit", "space", "assignee", "department")
    if actor.is_resident:
        return orders.filter(unit__in=actor.unit_ids)
    projects = actor.projects_with(SEE)
    if projects is None:
        return orders
    own = Q(assignee=actor.staff_id) if actor.staff_id else Q()
    return orders.filter(Q(project__in=projects) | own)


def by_number(project_id: int, number: str) -> WorkOrder:
    """Raises WorkOrder.DoesNotExist."""
    return WorkOrder.objects.get(project=project_id, number=number)


def open_orders() -> Q:
    return Q(state__in=OPEN_STATES)


def in_hand_of(staff_id: int) -> QuerySet[WorkOrder]:
    """What a member of staff has to do, the most urgent first: working, accepted, waiting, paused."""
    return (
        WorkOrder.objects.filter(assignee=staff_id, state__in=STATES_IN_HAND)
        .select_related("unit", "space", "project")
        .order_by("raised_at", "id")
    )


def pool_for(actor: Actor) -> QuerySet[WorkOrder]:
    """Orders nobody holds that the actor may take."""
    projects = actor.projects_with(CLAIM)
    waiting = WorkOrder.objects.filter(state=OrderState.RAISED).select_related(
        "unit", "space", "project"
    )
    waiting = waiting if projects is None else waiting.filter(project__in=projects)
    return waiting.order_by("raised_at", "id")


def occupation(project_id: int, staff: Iterable[Staff]) -> list[Occupation]:
    """Who is busy where and until when, in one query."""
    members = list(staff)
    orders = WorkOrder.objects.filter(
        project=project_id, assignee__in=[m.pk for m in members], state__in=STATES_IN_HAND
    ).select_related("unit", "space")
    by_staff: dict[int, list[WorkOrder]] = {}
    for order in orders.order_by("raised_at", "id"):
        if order.assignee_id is not None:
            by_staff.setdefault(order.assignee_id, []).append(order)
    return [_occupation(member, by_staff.get(member.pk, [])) for member in members]


def next_on_roster(project_id: int, at: datetime) -> Staff | None:
    """Whoever is on duty for repairs with the fewest orders in hand, of several the first by name."""
    in_hand = Count("work_orders", filter=Q(work_orders__state__in=STATES_IN_HAND))
    on_duty = workforce.on_duty(project_id, Duty.REPAIR, at)
    return on_duty.annotate(in_hand=in_hand).order_by("in_hand", "name", "pk").first()


def was_done_again() -> Exists:
    """For annotating: whether an order was ever done again under another number (A-REP-09)."""
    return Exists(WorkOrder.objects.filter(rework_of=OuterRef("pk")))


def state_after(order: WorkOrder, step: OrderStep) -> OrderState:
    """Where the step would lead the order from the state it is in; refused with `NoSuchStep`."""
    return rules.LIFE.step(OrderState(order.state), step)


def _occupation(member: Staff, orders: list[WorkOrder]) -> Occupation:
    working = [order for order in orders if order.state == OrderState.WORKING]
    expected = [order.expected_until for order in orders if order.expected_until]
    return Occupation(
        staff=member,
        working_on=working[0] if working else None,
        waiting=len(orders) - len(working),
        free_at=max(expected, default=None),
    )


def name_of_subject(subject: Subject) -> str | None:
    """What people call an order: its number and title; None about anything else."""
    if subject.kind != "workorder":
        return None
    order = WorkOrder.objects.filter(pk=int(subject.key)).only("number", "title").first()
    return f"{order.number} {order.title}" if order else None
