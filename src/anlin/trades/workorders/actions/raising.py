"""A piece of work comes into being."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.numbering import api as numbering
from anlin.foundation.search import api as search
from anlin.ground.estate.models import Project, Space, Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.workforce.models import Department
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.workorders import permissions, queries, rules
from anlin.trades.workorders.actions import owing
from anlin.trades.workorders.choices import (
    RepairClass,
    ServiceNature,
    Source,
    Urgency,
)
from anlin.trades.workorders.errors import StillOpen
from anlin.trades.workorders.events import WorkOrderRaised
from anlin.trades.workorders.models import Fault, WorkOrder

SERIES = "WX"


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """What is to be done, where, how urgently, and by which department.

    A `fault` of the catalogue gives trade, skill, class and kind of part where nothing else is said.
    `reported_at` is when somebody first told us, if that was earlier: promises count from there.
    """

    project: Project
    title: str
    description: str = ""
    fault: Fault | None = None
    trade: str = ""
    urgency: Urgency = Urgency.ORDINARY
    service_nature: ServiceNature = ServiceNature.ROUTINE
    repair_class: RepairClass | None = None
    part_kind: str = ""
    part_nature: str = ""
    source: Source = Source.REPORT
    unit: Unit | None = None
    space: Space | None = None
    place: str = ""
    contact: Person | None = None
    wanted_by: datetime | None = None
    department: Department | None = None
    reported_at: datetime | None = None


@transaction.atomic
def raise_order(*, new: NewOrder, by: Actor, at: datetime) -> WorkOrder:
    """Raise a work order; it waits in the pool until it is dispatched or claimed. Tells `WorkOrderRaised`.

    Phone numbers in title and description are masked: the order lies on many phones, the case does not.
    """
    require(permissions.may_raise(by, new.project.pk))

    return _raise(new, by=by, at=at, rework_of=None)


@transaction.atomic
def raise_rework(*, closed: WorkOrder, why: str, by: Actor, at: datetime) -> WorkOrder:
    """The work of a closed order did not hold: raise another, linked to the first (A-REP-08, A-REP-09).

    It is urgent whatever the first one was, and a special visit is due within 24 hours.
    Refused with `StillOpen` while the first is open.
    """
    require(permissions.may_raise(by, closed.project_id))
    if closed.is_open:
        raise StillOpen(number=closed.number)

    new = NewOrder(
        project=closed.project,
        title=closed.title,
        description=why,
        fault=closed.fault,
        trade=closed.trade,
        urgency=Urgency.URGENT,
        service_nature=ServiceNature(closed.service_nature),
        repair_class=RepairClass(closed.repair_class) if closed.repair_class else None,
        part_kind=closed.part_kind,
        part_nature=closed.part_nature,
        unit=closed.unit,
        space=closed.space,
        place=closed.place,
        contact=closed.contact,
        department=closed.department,
    )
    return _raise(new, by=by, at=at, rework_of=closed)


def _raise(new: NewOrder, *, by: Actor, at: datetime, rework_of: WorkOrder | None) -> WorkOrder:
    title, description = people.without_phones(new.title), people.without_phones(new.description)
    order = WorkOrder.objects.create(
        project=new.project,
        number=numbering.next_number(series=SERIES, project_id=new.project.pk, year=at.year),
        title=title[:120],
        description=description,
        urgency=new.urgency,
        service_nature=new.service_nature,
        source=new.source,
        unit=new.unit,
        space=new.space,
        place=new.place,
        contact=new.contact,
        wanted_by=new.wanted_by,
        department=new.department,
        rework_of=rework_of,
        special_visit_by=at + rules.SPECIAL_VISIT_WITHIN if rework_of else None,
        raised_at=at,
        raised_by=by.ref,
        **_sorted_into(new, reported_at=new.reported_at or at),
    )
    where = new.unit.address if new.unit else new.place
    search.put_many(
        [
            search.Findable(
                subject=order.subject,
                project_id=order.project_id,
                at=at,
                text=f"{title} {description} {where}",
                exact=(order.number,),
            )
        ]
    )

    owing.start_clocks(order, reported_at=new.reported_at or at, by=by, at=at)
    audit.record("workorders.raised", order.subject, by=by, at=at, project_id=order.project_id)
    news.publish(WorkOrderRaised(order_id=order.pk, project_id=order.project_id, by=by.ref, at=at))
    return order


def _sorted_into(new: NewOrder, *, reported_at: datetime) -> dict[str, Any]:
    """Trade, skill, class and part, from what was said or else from the catalogue, and what is promised for them."""
    fault = new.fault
    repair_class = new.repair_class or (fault and RepairClass(fault.repair_class)) or None
    part_kind = (
        new.part_kind
        or (fault.part_kind if fault else "")
        or rules.part_kind(
            has_unit=new.unit is not None,
            space_kind=new.space.kind if new.space else "",
            part_nature=new.part_nature,
        )
    )
    promised = rules.Deadlines()
    if repair_class is not None:
        promise = queries.promise_for(new.project.pk, repair_class)
        # Days end at midnight here, wherever the moment was written down.
        promised = rules.deadlines(promise, new.urgency, timezone.localtime(reported_at))
    return {
        "fault": fault,
        "trade": new.trade or (fault.trade if fault else ""),
        "skill": fault.skill if fault else "",
        "repair_class": repair_class or "",
        "part_kind": part_kind,
        "part_nature": new.part_nature or rules.NATURE_OF_KIND.get(part_kind, ""),
        "respond_by": promised.respond_by,
        "begin_by": promised.begin_by,
        "finish_by": promised.finish_by,
    }
