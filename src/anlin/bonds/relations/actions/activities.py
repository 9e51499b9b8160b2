"""Activities are planned, held or cancelled; the publication of the complaint channels is one too."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from anlin.bonds.relations import permissions, rules
from anlin.bonds.relations.choices import (
    OF_ONE_HOME,
    ActivityKind,
    ActivityState,
    ActivityStep,
    VoiceState,
)
from anlin.bonds.relations.errors import (
    DaysInOrder,
    HomeMissing,
    OtherProject,
    PhotoMissing,
    StillToCome,
    VoicesOpen,
    WordsMissing,
)
from anlin.bonds.relations.models import Activity, Drive
from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project, Unit
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@dataclass(frozen=True, kw_only=True)
class NewActivity:
    """What is known of an activity: what it is, who hosts it, when it begins; of a visit the home.

    `is_planned` is false for one that nobody had planned: a door that opened by chance (A-CASE-22).
    """

    project: Project
    kind: ActivityKind
    title: str
    host: Staff
    begins_at: datetime
    is_planned: bool = True
    unit: Unit | None = None
    place: str = ""
    until_on: date | None = None
    drive: Drive | None = None


@transaction.atomic
def plan(*, new: NewActivity, by: Actor, at: datetime) -> Activity:
    """Plan an activity, or enter one that was held unplanned (`hold` follows).

    Refused with `WordsMissing`, `HomeMissing`, `DaysInOrder`, or `OtherProject` for a home or a drive from elsewhere.
    """
    require(permissions.may_hold(by, new.project.pk))
    if not new.title.strip():
        raise WordsMissing(field="title")
    if new.kind in OF_ONE_HOME and new.unit is None:
        raise HomeMissing
    for field, thing in (("home", new.unit), ("drive", new.drive)):
        if thing is not None and thing.project_id != new.project.pk:
            raise OtherProject(field=field)
    if new.until_on is not None and new.until_on < new.begins_at.date():
        raise DaysInOrder(field="until_on")

    activity = Activity.objects.create(
        project=new.project, kind=new.kind, title=new.title.strip(), host=new.host,
        begins_at=new.begins_at, is_planned=new.is_planned, unit=new.unit, place=new.place.strip(),
        until_on=new.until_on, drive=new.drive, noted_at=at, noted_by=by.ref,
    )  # fmt: skip
    record("relations.planned", activity, by=by, at=at, kind=new.kind.value)
    return activity


@transaction.atomic
def hold(
    *,
    activity: Activity,
    held_at: datetime,
    present: int | None,
    minutes: str,
    has_photo: bool = False,
    by: Actor,
    at: datetime,
) -> Activity:
    """Note that it took place, how many came, and the minutes (A-CASE-33).

    `present`: people, 0 for nobody. A publication of channels needs a photo kept in the same deed (A-CASE-29).
    Refused with `StillToCome`, `WordsMissing`, `PhotoMissing`, or `NoSuchStep`.
    """
    require(permissions.may_hold(by, activity.project_id))
    state = rules.ACTIVITY_LIFE.step(ActivityState(activity.state), ActivityStep.HOLD)
    if held_at > at:
        raise StillToCome(field="held_at")
    if not minutes.strip():
        raise WordsMissing(field="minutes")
    if activity.kind == ActivityKind.CHANNELS and not has_photo:
        raise PhotoMissing
    rows.change(
        activity, expecting=("state",), state=state, held_at=held_at, present=present,
        minutes=minutes.strip(),
    )  # fmt: skip
    record("relations.held", activity, by=by, at=at, present=present)
    return activity


@transaction.atomic
def cancel(*, activity: Activity, reason: str, by: Actor, at: datetime) -> Activity:
    """It does not take place; refused with `VoicesOpen` while somebody who spoke has no answer."""
    require(permissions.may_hold(by, activity.project_id))
    state = rules.ACTIVITY_LIFE.step(ActivityState(activity.state), ActivityStep.CANCEL)
    if not reason.strip():
        raise WordsMissing(field="reason")
    waiting = activity.voices.filter(state=VoiceState.OPEN).count()
    if waiting:
        raise VoicesOpen(count=waiting)
    rows.change(activity, expecting=("state",), state=state, cancelled_because=reason.strip())
    record("relations.cancelled", activity, by=by, at=at)
    return activity


def record(
    deed: str, activity: Activity, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    audit.record(deed, activity.subject, by=by, at=at, project_id=activity.project_id, **details)
