"""Who is on duty when."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.workforce import permissions, queries
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.errors import NotOfThisProject, OnDutyAlready, ShiftWithoutTime
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
    """Refused with `ShiftWithoutTime`, `NotOfThisProject` or `OnDutyAlready`. Tells `ShiftPlanned`."""
    require(permissions.may_plan_shifts(by, project_id))
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise ShiftWithoutTime
    if not queries.works_in(project_id, _day(starts_at)).filter(pk=staff.pk).exists():
        raise NotOfThisProject(name=staff.name)
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
        except (ShiftWithoutTime, NotOfThisProject, OnDutyAlready) as refusal:
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
