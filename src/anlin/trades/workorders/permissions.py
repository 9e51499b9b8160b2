"""Who may raise, dispatch, do and check work."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.workorders import queries, rules
from anlin.trades.workorders.choices import OrderState, OrderStep
from anlin.trades.workorders.models import Watch, WorkOrder

SEE = queries.SEE
RAISE = "workorders.raise"
DISPATCH = "workorders.dispatch"
CLAIM = queries.CLAIM
WORK = "workorders.work"
CHECK = "workorders.check"
ARRANGE = "workorders.arrange"

RIGHTS = {
    SEE: _("see work orders"),
    RAISE: _("raise work orders"),
    DISPATCH: _("dispatch work orders"),
    CLAIM: _("take work orders from the pool"),
    WORK: _("do work orders"),
    CHECK: _("check finished work"),
    ARRANGE: _("arrange the catalogue of faults and what an office promises"),
}


def may_see(actor: Actor, order: WorkOrder) -> bool:
    if actor.is_resident:
        return order.unit_id in actor.unit_ids
    return actor.may(SEE, order.project_id) or is_in_hand_of(actor, order)


def may_raise(actor: Actor, project_id: int) -> bool:
    return actor.may(RAISE, project_id)


def may_dispatch(actor: Actor, project_id: int) -> bool:
    return actor.may(DISPATCH, project_id)


def may_claim(actor: Actor, order: WorkOrder) -> bool:
    return actor.is_staff and actor.may(CLAIM, order.project_id)


def may_work(actor: Actor, order: WorkOrder) -> bool:
    """Whoever holds the order, and the dispatcher who writes down what a radio or telephone says."""
    if actor.may(DISPATCH, order.project_id):
        return True
    return actor.may(WORK, order.project_id)


def may_check(actor: Actor, order: WorkOrder) -> bool:
    """The desk, or the resident in whose unit the work was done; never whoever did it."""
    if actor.is_resident:
        return order.unit_id in actor.unit_ids
    return actor.may(CHECK, order.project_id) and not is_in_hand_of(actor, order)


def may_arrange(actor: Actor, project_id: int | None = None) -> bool:
    return actor.may(ARRANGE, project_id)


def may_look_after(actor: Actor, order: WorkOrder) -> bool:
    """Words with the crew, visits, damage: the desk, the dispatcher, and whoever holds the order."""
    if not actor.is_staff and not actor.is_system:
        return False
    rights = (RAISE, DISPATCH, CHECK)
    return is_in_hand_of(actor, order) or any(actor.may(r, order.project_id) for r in rights)


def watches(actor: Actor, order: WorkOrder) -> bool:
    """Whether the actor was named to visit regularly."""
    named = Watch.objects.filter(order=order, ended_at=None, staff=actor.staff_id)
    return actor.is_staff and named.exists()


def is_in_hand_of(actor: Actor, order: WorkOrder) -> bool:
    return actor.is_staff and order.assignee_id == actor.staff_id


def steps_for(actor: Actor, order: WorkOrder) -> list[OrderStep]:
    """What the actor may do with the order now, in the order of the table."""
    allowed = {
        OrderStep.ASSIGN: may_dispatch(actor, order.project_id),
        OrderStep.CANCEL: may_dispatch(actor, order.project_id),
        OrderStep.CLAIM: may_claim(actor, order),
        OrderStep.PASS: may_check(actor, order),
        OrderStep.SEND_BACK: may_check(actor, order),
    }
    at_work = is_in_hand_of(actor, order) or may_dispatch(actor, order.project_id)
    return [
        step
        for step in rules.LIFE.steps_from(OrderState(order.state))
        if allowed.get(step, at_work)
    ]


def may_see_subject(actor: Actor, subject: Subject) -> bool | None:
    """What `documents` asks of pictures of a work order; None about anything else."""
    if subject.kind != "workorder":
        return None
    order = WorkOrder.objects.filter(pk=int(subject.key)).first()
    return order is not None and may_see(actor, order)
