"""What is asked about afterwards: special follow-ups that are owed, and the weekly sample."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import get_default_timezone

from anlin.ground.workforce.models import Holding, Staff
from anlin.kernel.actors import Actor
from anlin.trades.cases.models import Draw, Errand, FollowUp
from anlin.trades.cases.models.case import Case
from anlin.trades.cases.queries.matters import SEE, visible_to
from anlin.trades.workorders.choices import RepairClass

WEEK = timedelta(days=7)


def follow_ups_visible_to(actor: Actor) -> QuerySet[FollowUp]:
    """Every asking again the actor may know of, with its matter."""
    asked = FollowUp.objects.select_related("case", "case__channel", "case__unit")
    projects = actor.projects_with(SEE)
    return asked if projects is None else asked.filter(case__project__in=projects)


def owed_special(actor: Actor, project_id: int | None = None) -> QuerySet[Case]:
    """Matters that a special follow-up is owed for, the one that is due first first (A-FUP-12)."""
    cases = visible_to(actor).filter(special_due_at__isnull=False)
    if project_id is not None:
        cases = cases.filter(project=project_id)
    return cases.order_by("special_due_at", "id")


def finished_in_week(project_id: int, week_from: date) -> list[tuple[int, int]]:
    """(order, matter) of every repair finished in the week, by its number: what a sample is drawn from."""
    zone = get_default_timezone()
    start = datetime.combine(week_from, time(), zone)
    found = Errand.objects.filter(
        case__isnull=False,
        order__project=project_id,
        order__repair_class__in=RepairClass.values,
        order__finished_at__gte=start,
        order__finished_at__lt=start + WEEK,
    )
    by_order: dict[int, int] = {}
    for order_id, case_id in found.order_by("order", "case").values_list("order", "case"):
        by_order.setdefault(order_id, case_id or 0)
    return list(by_order.items())


def of_the_office(staff_id: int, project_id: int, on: date) -> Staff | None:
    """The staff member, if they hold a post in the project's own office on that day."""
    holds = Holding.objects.filter(
        Q(holds_until=None) | Q(holds_until__gt=on),
        holds_from__lte=on,
        staff=staff_id,
        post__department__project=project_id,
    )
    found = holds.select_related("staff").first()
    return found.staff if found else None


def draws_visible_to(actor: Actor) -> QuerySet[Draw]:
    """Draws with how many orders there were, were drawn, were asked about; how many are content, and how many told of a fault."""
    projects = actor.projects_with(SEE)
    draws = Draw.objects.select_related("project").annotate(
        order_count=Count("orders"),
        drawn_count=Count("orders", filter=Q(orders__is_drawn=True)),
        asked_count=Count("orders__follow_up"),
        content_count=Count("orders", filter=Q(orders__follow_up__is_satisfied=True)),
        fault_count=Count("orders", filter=Q(orders__follow_up__remaining_problem__isnull=False)),
    )
    return draws if projects is None else draws.filter(project__in=projects)


def last_monday(on: date) -> date:
    """The Monday of the last whole week before that day."""
    return on - timedelta(days=on.weekday() + 7)
