"""How timely and how well repairs were done, reckoned from the orders and what people said afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from anlin.kernel.actors import Actor
from anlin.trades.cases.models import Errand, FollowUp, Verdict
from anlin.trades.workorders import queries as workorders
from anlin.trades.workorders.choices import Measure, OrderState
from anlin.trades.workorders.models import Check, WorkOrder

TENTH = Decimal("0.1")


@dataclass
class Rate:
    """Counts of one measure. Timely: finished within the promise. Passed: done once and for good, nobody objecting.

    Only work that somebody judged, by a check, a complaint or a follow-up, counts towards passing.
    """

    promised: int = 0
    timely: int = 0
    judged: int = 0
    passed: int = 0

    @property
    def timely_percent(self) -> Decimal | None:
        return _percent(self.timely, self.promised)

    @property
    def passed_percent(self) -> Decimal | None:
        return _percent(self.passed, self.judged)


@dataclass
class OfficeRepairs:
    """The repairs an office finished in a period, by measure and together."""

    project_id: int
    finished: int = 0
    together: Rate = field(default_factory=Rate)
    by_measure: dict[Measure, Rate] = field(default_factory=dict)


@dataclass(frozen=True)
class Stand:
    """How a project's repairs stand now (B-REP-23), and the average score by each of four standards (B-REP-19)."""

    open: int
    overdue: int
    raised: int
    scores: dict[str, Decimal | None]


def repairs_by_office(actor: Actor, start: datetime, end: datetime) -> dict[int, OfficeRepairs]:
    """What each visible office finished from `start` on, before `end`; one query, by project id."""
    offices: dict[int, OfficeRepairs] = {}
    for order in _finished(actor, start, end):
        office = offices.setdefault(order.project_id, OfficeRepairs(order.project_id))
        office.finished += 1
        kinds = workorders.measures_of(order)
        rates = [office.by_measure.setdefault(measure, Rate()) for measure in kinds]
        for rate in (office.together, *rates):
            _count(rate, order)
    return offices


def stand_of(project_id: int, *, now: datetime, start: datetime, end: datetime) -> Stand:
    """Open and overdue now, raised and scored in the period; two queries."""
    orders = WorkOrder.objects.filter(project=project_id).aggregate(
        open=Count("pk", filter=workorders.open_orders()),
        overdue=Count("pk", filter=workorders.overdue(now)),
        raised=Count("pk", filter=Q(raised_at__gte=start, raised_at__lt=end)),
    )
    names = ("quality", "time", "cost", "environment")
    checks = Check.objects.filter(
        order__project=project_id, checked_at__gte=start, checked_at__lt=end
    )
    averages = checks.aggregate(**{name: Avg(name) for name in names})
    scores = {
        name: None if averages[name] is None else _tenth(Decimal(str(averages[name])))
        for name in names
    }
    return Stand(scores=scores, **orders)


def _finished(actor: Actor, start: datetime, end: datetime) -> Iterator[WorkOrder]:
    orders: QuerySet[WorkOrder] = workorders.visible_to(actor).select_related(None)
    errands = Errand.objects.filter(order=OuterRef(OuterRef("pk")), case__isnull=False)
    asked = FollowUp.objects.filter(case__in=errands.values("case"))
    objected = Verdict.objects.filter(case__in=errands.values("case"), is_satisfied=False)
    found = orders.filter(
        finished_at__gte=start, finished_at__lt=end, repair_class__gt=""
    ).annotate(
        was_done_again=workorders.was_done_again(),
        was_asked=Exists(asked),
        was_objected=Exists(objected),
    )
    return found.select_related("space").iterator(chunk_size=1000)


def _count(rate: Rate, order: WorkOrder) -> None:
    if order.finish_by is not None and order.finished_at is not None:
        rate.promised += 1
        rate.timely += order.finished_at <= order.finish_by
    again = order.round > 1 or order.was_done_again  # type: ignore[attr-defined]
    objected = order.was_objected  # type: ignore[attr-defined]
    asked = order.was_asked  # type: ignore[attr-defined]
    if order.state == OrderState.CLOSED or asked or again or objected:
        rate.judged += 1
        rate.passed += not again and not objected


def _percent(part: int, whole: int) -> Decimal | None:
    return _tenth(Decimal(part) * 100 / Decimal(whole)) if whole else None


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(TENTH, ROUND_HALF_UP)
