"""Readings of work orders."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.workorders import rules
from anlin.trades.workorders.choices import (
    OPEN_STATES,
    STATES_IN_HAND,
    FaultKind,
    Measure,
    OrderState,
    OrderStep,
)
from anlin.trades.workorders.models import Contact, Fault, Term, WorkOrder

SEE = "workorders.see"
CLAIM = "workorders.claim"
UNANSWERED = (OrderState.RAISED, OrderState.ASSIGNED)
BUSY = (OrderState.ACCEPTED, OrderState.WORKING)


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
    """What a member of staff has to do: what the dispatcher made next before the rest, then the oldest."""
    return (
        WorkOrder.objects.filter(assignee=staff_id, state__in=STATES_IN_HAND)
        .select_related("unit", "space", "project")
        .order_by("-is_next", "raised_at", "id")
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


def next_on_roster(order: WorkOrder, at: datetime) -> Staff | None:
    """Whoever is on duty for repairs, able to do it and has the fewest orders in hand; of several the first by name."""
    in_hand = Count("work_orders", filter=Q(work_orders__state__in=STATES_IN_HAND))
    on_duty = able_to(order, workforce.on_duty(order.project_id, Duty.REPAIR, at))
    return on_duty.annotate(in_hand=in_hand).order_by("in_hand", "name", "pk").first()


def is_everybody_busy(project_id: int, at: datetime) -> bool:
    """Whether people are on duty for repairs and each of them has begun, or said yes to, an order; one query."""
    busy = Exists(WorkOrder.objects.filter(assignee=OuterRef("pk"), state__in=BUSY))
    found = workforce.on_duty(project_id, Duty.REPAIR, at).annotate(is_busy=busy)
    told = found.values_list("is_busy", flat=True)
    return bool(told) and all(told)


def overdue(now: datetime) -> Q:
    """Orders that somebody should have said yes to, begun or finished by now."""
    return Q(state__in=OPEN_STATES) & (
        Q(respond_by__lt=now, accepted_at=None, state__in=UNANSWERED)
        | Q(begin_by__lt=now, arrived_at=None)
        | Q(finish_by__lt=now, finished_at=None)
    )


def special_visits_due() -> Q:
    """Orders whose customer said the defect remains and whom nobody has visited since (A-REP-08)."""
    return Q(special_visit_by__isnull=False, special_visit_at=None)


def watched() -> Q:
    """Orders whose effect somebody watches (A-REP-07)."""
    return Q(watch__isnull=False, watch__ended_at=None)


def of_unit(unit_id: int) -> QuerySet[WorkOrder]:
    """What was ever repaired in or for a unit, the newest first (A-REP-13)."""
    return (
        WorkOrder.objects.filter(unit=unit_id)
        .select_related("assignee")
        .order_by("-raised_at", "-id")
    )


def promise_for(project_id: int, measure: str) -> rules.Promise:
    """What the project promises: its own term where it has one, else the company's."""
    return promises(project_id)[Measure(measure)]


def promises(project_id: int) -> dict[Measure, rules.Promise]:
    """Every promise and target of the project, in one query."""
    own = {term.measure: term for term in Term.objects.filter(project=project_id)}
    return {
        measure: _promised(own[measure]) if measure in own else rules.PROMISES[measure]
        for measure in Measure
    }


def measures_of(order: WorkOrder) -> list[Measure]:
    """Every measure in whose rates the order counts."""
    space_kind = order.space.kind if order.space else ""
    return rules.measures(order.repair_class, order.part_kind, space_kind)


def catalogue(*, kind: FaultKind | None = None) -> QuerySet[Fault]:
    """What is offered when an order is raised."""
    faults = Fault.objects.filter(is_active=True).order_by("rank", "id")
    return faults if kind is None else faults.filter(kind=kind)


def in_season(on: date) -> list[Fault]:
    """Faults to be ready for this month (B-REP-18)."""
    return [
        fault
        for fault in catalogue()
        if rules.is_in_season(fault.season_from, fault.season_until, on)
    ]


def able_to(order: WorkOrder, staff: QuerySet[Staff]) -> QuerySet[Staff]:
    """Those among the staff who have the skill the order needs (B-REP-22)."""
    if not order.skill:
        return staff
    able = [one.pk for one in staff if order.skill in workforce.skills_of(one)]
    return staff.filter(pk__in=able)


def last_contacts(project_id: int, count: int = 12) -> QuerySet[Contact]:
    """What was last said with the crew, the newest first."""
    said = Contact.objects.filter(order__project=project_id).select_related("order")
    return said.order_by("-said_at", "-id")[:count]


def _promised(term: Term) -> rules.Promise:
    return rules.Promise(
        respond=_minutes(term.respond_minutes),
        begin=_minutes(term.begin_minutes),
        finish=_minutes(term.finish_minutes),
        finish_days=term.finish_days,
        timely_percent=term.timely_percent,
        passed_percent=term.passed_percent,
    )


def _minutes(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(minutes=number)


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


def names_of_subjects(subjects: Collection[Subject]) -> dict[Subject, str]:
    """What people call orders: their numbers and titles; nothing about anything else."""
    wanted = Subject.numbers("workorder", subjects)
    orders = WorkOrder.objects.filter(pk__in=wanted).only("number", "title") if wanted else ()
    return {wanted[order.pk]: f"{order.number} {order.title}" for order in orders}
