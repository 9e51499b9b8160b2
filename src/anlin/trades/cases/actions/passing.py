"""Onward to whoever does it, and the result back to the desk."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions, queries, rules
from anlin.trades.cases.actions import owing
from anlin.trades.cases.actions.recording import record, told
from anlin.trades.cases.choices import CaseKind, CaseState, CaseStep
from anlin.trades.cases.errors import AboutThemselves, NotSorted, ReasonMissing, SubjectMissing
from anlin.trades.cases.events import CasePassedOn, CaseReturned
from anlin.trades.cases.models import Case, Errand, Passing
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import OrderState
from anlin.trades.workorders.models import WorkOrder


@transaction.atomic
def pass_on(
    *,
    case: Case,
    department: Department,
    by: Actor,
    at: datetime,
    in_charge: Staff | None = None,
    words: str = "",
    order: workorders.NewOrder | None = None,
    worker: Staff | None = None,
) -> Case:
    """Give the matter to a department, with a named person in charge and perhaps a work order for `worker`.

    Several departments may hold it; the first stays accountable (B-CASE-09). Where the work of an
    earlier round was not right, its order is sent back or done again instead of raising a new one.
    Without `in_charge` and `worker` whoever took the matter stays the named person (B-CASE-06).
    Refused with `NotSorted` (H03), `SubjectMissing` for a complaint that was not classified
    (B-CASE-04), or `AboutThemselves` for one about the person in charge (B-CASE-24). Tells
    `CasePassedOn`.
    """
    require(permissions.may_pass_on(by, case))
    if case.state == CaseState.RECEIVED:
        raise NotSorted(case)
    if case.kind == CaseKind.COMPLAINT and case.about_id is None:
        raise SubjectMissing(case)
    state = rules.LIFE.step(CaseState(case.state), CaseStep.PASS_ON)
    for named in (in_charge, worker):
        if named is not None and named.pk == case.about_staff_id:
            raise AboutThemselves(case, staff=named.name)

    is_first = not case.passings.filter(round=case.round).exists()
    rows.change(
        case,
        expecting=("state", "round"),
        state=state,
        department=department if is_first else case.department,
        in_charge=(in_charge or worker or _named_before(case)) if is_first else case.in_charge,
    )
    Passing.objects.update_or_create(
        case=case,
        department=department,
        returned_at=None,
        defaults={
            "in_charge": in_charge or worker,
            "round": case.round,
            "words": words.strip(),
            "passed_at": at,
            "passed_by": by.ref,
        },
    )
    if order is not None:
        _send_out(case, order, worker=worker, words=words, by=by, at=at)

    record("cases.passed_on", case, by=by, at=at, department=department.pk, round=case.round)
    deeds = [owing.TAKEN_UP_AGAIN]
    deeds += [owing.RESPONSIBLE_NAMED] if case.in_charge_id is not None else []
    deeds += [owing.REWORK_ORDERED] if order is not None else []
    owing.did(case, *deeds, by=by, at=at)
    news.publish(CasePassedOn(**told(case), department_id=department.pk, by=by.ref, at=at))
    return case


@transaction.atomic
def hand_back(*, case: Case, why: str, by: Actor, at: datetime) -> Case:
    """The department cannot take it: back to the desk to be passed on elsewhere. Refused with `ReasonMissing`."""
    require(permissions.may_return(by, case))
    state = rules.LIFE.step(CaseState(case.state), CaseStep.HAND_BACK)
    if not why.strip():
        raise ReasonMissing(field="why")

    rows.change(case, expecting=("state", "round"), state=state)
    case.passings.filter(returned_at=None).update(
        returned_at=at, returned_by=by.ref, result=why.strip(), is_handed_back=True
    )

    record("cases.handed_back", case, by=by, at=at)
    return case


@transaction.atomic
def return_result(
    *, case: Case, result: str, by: Actor, at: datetime, department: Department | None = None
) -> Case:
    """A department says what came of it; when the last one has, the desk can answer (A-CASE-10).

    Without `department` all that still have it are meant. Refused with `ReasonMissing` when nothing is
    said. Tells `CaseReturned` once all are back.
    """
    require(permissions.may_return(by, case))
    state = rules.LIFE.step(CaseState(case.state), CaseStep.RETURN)
    if not result.strip():
        raise ReasonMissing(field="result")

    with_them = case.passings.filter(returned_at=None)
    if department is not None:
        with_them = with_them.filter(department=department)
    with_them.update(returned_at=at, returned_by=by.ref, result=result.strip())
    record("cases.returned", case, by=by, at=at, round=case.round)

    waits = case.passings.filter(returned_at=None).exists()
    if not waits:
        rows.change(case, expecting=("state", "round"), state=state)
        owing.start_again(case, owing.RESOLVED, by=by, at=at)
        news.publish(CaseReturned(**told(case), by=by.ref, at=at))
    return case


@transaction.atomic
def take_back_work(*, order: WorkOrder, by: Actor, at: datetime) -> list[Case]:
    """An order is finished: every matter it served, alone or through its cause, has its result back.

    A matter waits while another of its orders is still open. Called by a reaction; asks no permission
    because whoever finished the order had it.
    """
    returned = []
    for case in _served_by(order):
        if case.state != CaseState.PASSED or queries.open_work_orders_of(case).exists():
            continue
        result = "。".join(part.rstrip("。") for part in (order.finding, order.method) if part)
        case.passings.filter(returned_at=None).update(
            returned_at=at, returned_by=by.ref, result=result
        )
        state = rules.LIFE.step(CaseState(case.state), CaseStep.RETURN)
        rows.change(case, expecting=("state", "round"), state=state)
        record("cases.returned", case, by=by, at=at, round=case.round)
        owing.start_again(case, owing.RESOLVED, by=by, at=at)
        news.publish(CaseReturned(**told(case), by=by.ref, at=at))
        returned.append(case)
    return returned


def _served_by(order: WorkOrder) -> list[Case]:
    errands = Errand.objects.filter(order=order)
    own = errands.exclude(case=None).values("case")
    shared = errands.exclude(cause=None).values("cause")
    found = Case.objects.filter(pk__in=own) | Case.objects.filter(cause__in=shared)
    return list(found.order_by("id"))


def _named_before(case: Case) -> Staff | None:
    return case.in_charge or (case.taker if case.taker_id != case.about_staff_id else None)


def _send_out(
    case: Case,
    new: workorders.NewOrder,
    *,
    worker: Staff | None,
    words: str,
    by: Actor,
    at: datetime,
) -> None:
    """Raise the order, or have the work of the earlier round done again."""
    earlier = WorkOrder.objects.filter(errands__case=case).order_by("-id").first()
    if case.round > 1 and earlier is not None and earlier.state == OrderState.FINISHED:
        order = workorders.send_back(order=earlier, why=words or case.title, by=by, at=at)
    elif case.round > 1 and earlier is not None and earlier.state == OrderState.CLOSED:
        order = workorders.raise_rework(closed=earlier, why=words or case.title, by=by, at=at)
    else:
        order = workorders.raise_order(new=new, by=by, at=at)
    Errand.objects.get_or_create(case=case, order=order, defaults={"round": case.round})
    if worker is not None and order.assignee_id != worker.pk:
        workorders.assign(order=order, to=worker, by=by, at=at)
