"""After the work, and around it: the effect is watched, damage noted, those affected told."""

from datetime import date, datetime, timedelta

from django.db import transaction

from anlin.foundation import rows
from anlin.ground.estate.models import Building
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence.choices import Channel
from anlin.kernel.actors import Actor, system
from anlin.kernel.errors import require
from anlin.trades.workorders import permissions
from anlin.trades.workorders.actions.recording import record
from anlin.trades.workorders.choices import OrderState, RepairClass, VisitKind
from anlin.trades.workorders.errors import (
    NobodyAffected,
    NotMajor,
    NotRepaired,
    NotWatched,
    ReasonMissing,
    WrongOffice,
)
from anlin.trades.workorders.models import Damage, Visit, Watch, WorkOrder

REPAIRED = (OrderState.FINISHED, OrderState.CLOSED)


@transaction.atomic
def watch(
    *, order: WorkOrder, staff: Staff, every_days: int, begins_on: date, by: Actor, at: datetime
) -> Watch:
    """Name who visits regularly to see whether the repair of a major defect holds (A-REP-07).

    Naming somebody again changes who visits and how often; what was written down stays. Refused with
    `NotMajor`, `NotRepaired`, or `WrongOffice`.
    """
    require(permissions.may_dispatch(by, order.project_id))
    if order.repair_class != RepairClass.MAJOR_DEFECT:
        raise NotMajor(order)
    if order.state not in REPAIRED:
        raise NotRepaired(order)
    if not workforce.works_in(order.project_id, at.date()).filter(pk=staff.pk).exists():
        raise WrongOffice(staff=staff.name, field="staff")

    named, _is_new = Watch.objects.update_or_create(
        order=order,
        defaults={
            "staff": staff,
            "every_days": every_days,
            "begins_on": begins_on,
            "next_on": begins_on + timedelta(days=every_days),
            "ended_at": None,
            "ended_because": "",
        },
    )

    record("workorders.watch_begun", order, by=by, at=at, staff=staff.pk, every_days=every_days)
    return named


@transaction.atomic
def end_watch(*, order: WorkOrder, why: str, by: Actor, at: datetime) -> Watch:
    """The repair holds, or the watching goes on otherwise. Refused with `NotWatched` or `ReasonMissing`."""
    require(permissions.may_dispatch(by, order.project_id))
    watched = Watch.objects.filter(order=order, ended_at=None).first()
    if watched is None:
        raise NotWatched(order)
    if not why.strip():
        raise ReasonMissing(field="why")

    rows.change(watched, expecting=("ended_at",), ended_at=at, ended_because=why.strip()[:200])

    record("workorders.watch_ended", order, by=by, at=at)
    return watched


@transaction.atomic
def visit(
    *,
    order: WorkOrder,
    kind: VisitKind,
    effect: str,
    is_holding: bool,
    by: Actor,
    at: datetime,
) -> Visit:
    """Write down how the repair looks on the spot, as a line of the special record (DOC-73).

    A special visit answers the complaint that a defect remains; a visit of a watch sets when the next
    is due. Refused with `NotWatched`, or `ReasonMissing` when nothing is said.
    """
    require(permissions.may_look_after(by, order) or permissions.watches(by, order))
    if not effect.strip():
        raise ReasonMissing(field="effect")
    watched = Watch.objects.filter(order=order, ended_at=None).first()
    if kind == VisitKind.WATCH and watched is None:
        raise NotWatched(order)

    seen = Visit.objects.create(
        order=order,
        kind=kind,
        visitor_id=by.staff_id,
        effect=effect.strip()[:400],
        is_holding=is_holding,
        visited_at=at,
        noted_by=by.ref,
    )
    if kind == VisitKind.WATCH and watched is not None:
        next_on = at.date() + timedelta(days=watched.every_days)
        rows.change(watched, expecting=("ended_at",), next_on=next_on)
    elif order.special_visit_by is not None and order.special_visit_at is None:
        rows.change(order, expecting=("special_visit_at",), special_visit_at=at)

    record("workorders.visited", order, by=by, at=at, kind=kind.value)
    return seen


@transaction.atomic
def note_damage(
    *,
    order: WorkOrder,
    words: str,
    by: Actor,
    at: datetime,
    insurer: str = "",
    claim_number: str = "",
) -> Damage:
    """Keep damage reported during or after the works, and the claim it became (B-REP-26). Refused with `ReasonMissing`."""
    require(permissions.may_look_after(by, order))
    if not words.strip():
        raise ReasonMissing(field="words")

    damage = Damage.objects.create(
        order=order,
        words=words.strip()[:400],
        insurer=insurer.strip(),
        claim_number=claim_number.strip(),
        reported_at=at,
        reported_by=by.ref,
    )

    record("workorders.damage_noted", order, by=by, at=at)
    return damage


@transaction.atomic
def tell_affected(
    *,
    order: WorkOrder,
    title: str,
    words: str,
    by: Actor,
    at: datetime,
    building: Building | None = None,
) -> int:
    """Tell everybody who lives in the building, or in the whole project, what is done and until when (B-REP-25).

    Returns to how many people it went. Refused with `NobodyAffected`, or `ReasonMissing`.
    """
    require(permissions.may_look_after(by, order))
    if not words.strip():
        raise ReasonMissing(field="words")
    building_id = building.pk if building else None
    affected = Person.objects.filter(
        pk__in=tenure.residents_of(order.project_id, at.date(), building_id=building_id)
    )
    if not affected:
        raise NobodyAffected(field="building")

    for person in affected:
        correspondence.send(
            person=person,
            subject=order.subject,
            title=title,
            body=words,
            project_id=order.project_id,
            channels=[Channel.IN_PROGRAM],
            by=system("workorders"),
            at=at,
        )

    record("workorders.affected_told", order, by=by, at=at, people=len(affected))
    return len(affected)
