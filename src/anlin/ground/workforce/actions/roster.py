"""Who is on duty when."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.workforce import permissions, queries
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.errors import (
    AwayThen,
    NotOfThisProject,
    OnDutyAlready,
    ShiftWithoutTime,
    SwapsNothing,
)
from anlin.ground.workforce.events import ShiftPlanned, ShiftStruck
from anlin.ground.workforce.models import Shift, Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Refusal, require

LONGEST = timedelta(hours=24)
WEEK = timedelta(days=7)


@transaction.atomic
def plan_shift(
    *,
    project_id: int,
    staff: Staff,
    duty: Duty,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
) -> Shift:
    """Refused with `ShiftWithoutTime`, `NotOfThisProject`, `AwayThen` or `OnDutyAlready`. Tells `ShiftPlanned`."""
    require(permissions.may_plan_shifts(by, project_id))
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise ShiftWithoutTime
    if not queries.works_in(project_id, _day(starts_at)).filter(pk=staff.pk).exists():
        raise NotOfThisProject(name=staff.name)
    if queries.absences_of(staff.pk, starts_at, ends_at).exists():
        raise AwayThen(name=staff.name)
    standing = queries.shifts_of(staff.pk, starts_at, ends_at).first()
    if standing is not None:
        raise _on_duty(standing)

    shift, is_new = Shift.objects.get_or_create(
        staff=staff,
        starts_at=starts_at,
        struck_at=None,
        defaults={
            "project_id": project_id,
            "duty": duty,
            "ends_at": ends_at,
            "planned_at": at,
            "planned_by": by.ref,
        },
    )
    if not is_new:
        # Somebody planned the same between the question above and the row.
        raise _on_duty(shift)

    audit.record(
        "workforce.shift_planned",
        shift.subject,
        by=by,
        at=at,
        project_id=project_id,
        staff=staff.pk,
        duty=str(duty),
    )
    news.publish(
        ShiftPlanned(
            shift_id=shift.pk,
            staff_id=staff.pk,
            project_id=project_id,
            starts_at=starts_at,
            ends_at=ends_at,
            by=by.ref,
            at=at,
        )
    )
    return shift


@transaction.atomic
def strike_shift(*, shift: Shift, by: Actor, at: datetime) -> Shift:
    """Take a shift off the roster; of two who strike it the second gets `Conflict`. Tells `ShiftStruck`."""
    require(permissions.may_plan_shifts(by, shift.project_id))
    rows.change(shift, expecting=("struck_at",), struck_at=at, struck_by=by.ref)
    audit.record("workforce.shift_struck", shift.subject, by=by, at=at, project_id=shift.project_id)
    news.publish(
        ShiftStruck(
            shift_id=shift.pk,
            staff_id=shift.staff_id,
            project_id=shift.project_id,
            by=by.ref,
            at=at,
        )
    )
    return shift


@transaction.atomic
def hand_over_shift(*, shift: Shift, to: Staff, by: Actor, at: datetime) -> Shift:
    """Somebody else takes the shift; it is struck out and planned anew for them.

    Refused as by `plan_shift`, and then nothing has changed; with `Conflict` when it was struck meanwhile.
    """
    strike_shift(shift=shift, by=by, at=at)
    taken = plan_shift(**_hours_of(shift), staff=to, by=by, at=at)
    audit.record(
        "workforce.shift_handed_over", taken.subject, by=by, at=at, project_id=shift.project_id,
        instead_of=shift.pk,
    )  # fmt: skip
    return taken


@transaction.atomic
def swap_shifts(*, one: Shift, other: Shift, by: Actor, at: datetime) -> tuple[Shift, Shift]:
    """Two people take each other's shifts, both or neither.

    Refused as by `plan_shift`, with `SwapsNothing` for two shifts of one person, with `Conflict` when one was struck.
    """
    if one.staff_id == other.staff_id:
        raise SwapsNothing
    for shift in (one, other):
        strike_shift(shift=shift, by=by, at=at)
    swapped = (
        plan_shift(**_hours_of(one), staff=other.staff, by=by, at=at),
        plan_shift(**_hours_of(other), staff=one.staff, by=by, at=at),
    )
    audit.record(
        "workforce.shifts_swapped", swapped[0].subject, by=by, at=at, project_id=one.project_id,
        with_shift=swapped[1].pk,
    )  # fmt: skip
    return swapped


def _hours_of(shift: Shift) -> dict[str, Any]:
    return {
        "project_id": shift.project_id,
        "duty": Duty(shift.duty),
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
    }


def repeat_week(
    *, project_id: int, monday: date, by: Actor, at: datetime
) -> tuple[list[Shift], list[Refusal]]:
    """The shifts of the week before, a week later; those that cannot be are given back as refusals."""
    require(permissions.may_plan_shifts(by, project_id))
    planned: list[Shift] = []
    refused: list[Refusal] = []
    for shift in list(queries.shifts_between(project_id, monday - WEEK, monday)):
        try:
            planned.append(
                plan_shift(
                    project_id=project_id,
                    staff=shift.staff,
                    duty=Duty(shift.duty),
                    starts_at=shift.starts_at + WEEK,
                    ends_at=shift.ends_at + WEEK,
                    by=by,
                    at=at,
                )
            )
        except (ShiftWithoutTime, NotOfThisProject, AwayThen, OnDutyAlready) as refusal:
            refused.append(refusal)
    return planned, refused


def _on_duty(shift: Shift) -> OnDutyAlready:
    words = {
        name: f"{timezone.localtime(moment):%m-%d %H:%M}"
        for name, moment in (("from", shift.starts_at), ("until", shift.ends_at))
    }
    return OnDutyAlready(name=shift.staff.name, **words)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
