"""From a filled form to a passed-on matter, with or without a work order; two pages do it."""

from datetime import datetime
from typing import Any

from anlin.kernel.actors import Actor
from anlin.trades.cases import actions
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import Case
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import RepairClass, ServiceNature, Urgency

CLASS_OF_TRADE = {
    "water": RepairClass.UTILITIES,
    "power": RepairClass.UTILITIES,
    "lift": RepairClass.UTILITIES,
    "heating": RepairClass.UTILITIES,
    "civil": RepairClass.CIVIL,
}


def repair_class_of(case: Case) -> str:
    """What the trade suggests; a person may choose otherwise."""
    if case.kind != CaseKind.REPAIR or case.trade is None:
        return ""
    return CLASS_OF_TRADE.get(case.trade.code, RepairClass.MINOR)


def pass_on(case: Case, given: dict[str, Any], *, by: Actor, at: datetime) -> Case:
    """`given` holds what the form asked: department, in_charge, words, with_order, repair_class, worker."""
    worker = given.get("worker")
    wants_order = given.get("with_order") or worker is not None
    return actions.pass_on(
        case=case,
        department=given["department"],
        in_charge=given.get("in_charge"),
        words=given.get("words", ""),
        order=_order_for(case, given) if wants_order else None,
        worker=worker,
        by=by,
        at=at,
    )


def _order_for(case: Case, given: dict[str, Any]) -> workorders.NewOrder:
    chosen = given.get("repair_class") or repair_class_of(case)
    return workorders.NewOrder(
        project=case.project,
        title=case.title,
        description=case.need,
        trade=case.trade.code if case.trade else "",
        # A matter that is not sorted has neither; passing it on is refused, but by the deed.
        urgency=Urgency(case.urgency or Urgency.ORDINARY),
        service_nature=ServiceNature(case.service_nature or ServiceNature.ROUTINE),
        repair_class=RepairClass(chosen) if chosen else None,
        unit=case.unit,
        space=case.space,
        place=case.place,
        contact=case.reporter,
        wanted_by=case.wanted_by,
        department=given["department"],
        reported_at=case.opened_at,
    )
