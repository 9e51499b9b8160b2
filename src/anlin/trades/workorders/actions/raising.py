"""A piece of work comes into being."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

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
from anlin.trades.workorders import permissions
from anlin.trades.workorders.choices import (
    RepairClass,
    ServiceNature,
    Source,
    Urgency,
)
from anlin.trades.workorders.errors import StillOpen
from anlin.trades.workorders.events import WorkOrderRaised
from anlin.trades.workorders.models import WorkOrder

SERIES = "WX"


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """What is to be done, where, how urgently, and by which department."""

    project: Project
    title: str
    description: str = ""
    trade: str = ""
    urgency: Urgency = Urgency.ORDINARY
    service_nature: ServiceNature = ServiceNature.ROUTINE
    repair_class: RepairClass | None = None
    part_nature: str = ""
    source: Source = Source.REPORT
    unit: Unit | None = None
    space: Space | None = None
    place: str = ""
    contact: Person | None = None
    wanted_by: datetime | None = None
    department: Department | None = None


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

    It is urgent whatever the first one was. Refused with `StillOpen` while the first is open.
    """
    require(permissions.may_raise(by, closed.project_id))
    if closed.is_open:
        raise StillOpen(number=closed.number)

    new = NewOrder(
        project=closed.project,
        title=closed.title,
        description=why,
        trade=closed.trade,
        urgency=Urgency.URGENT,
        service_nature=ServiceNature(closed.service_nature),
        repair_class=RepairClass(closed.repair_class) if closed.repair_class else None,
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
        trade=new.trade,
        urgency=new.urgency,
        service_nature=new.service_nature,
        repair_class=new.repair_class or "",
        part_nature=new.part_nature,
        source=new.source,
        unit=new.unit,
        space=new.space,
        place=new.place,
        contact=new.contact,
        wanted_by=new.wanted_by,
        department=new.department,
        rework_of=rework_of,
        raised_at=at,
        raised_by=by.ref,
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

    audit.record("workorders.raised", order.subject, by=by, at=at, project_id=order.project_id)
    news.publish(WorkOrderRaised(order_id=order.pk, project_id=order.project_id, by=by.ref, at=at))
    return order
