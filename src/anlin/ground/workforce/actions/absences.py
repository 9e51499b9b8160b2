"""Who is away when."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.workforce import permissions, queries
from anlin.ground.workforce.errors import AbsenceWithoutTime, AwayAlready
from anlin.ground.workforce.events import AbsenceCalledOff, AbsenceNoted
from anlin.ground.workforce.models import Absence, Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere, require


@transaction.atomic
def note_absence(
    *, staff: Staff, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime
) -> Absence:
    """Somebody is away; their duties fall to whoever stands in, and their shifts then cover nothing.

    Of oneself, or of anybody one may see as a planner of shifts; of others refused with `NotThere`. Refused with
    `AbsenceWithoutTime`, `AwayAlready`. Tells `AbsenceNoted`.
    """
    _require_hand_on(staff, by)
    if ends_at <= starts_at:
        raise AbsenceWithoutTime
    if queries.absences_of(staff.pk, starts_at, ends_at).exists():
        raise AwayAlready(name=staff.name)

    with rows.once(AwayAlready(name=staff.name)):
        absence = Absence.objects.create(
            staff=staff, starts_at=starts_at, ends_at=ends_at, noted_at=at, noted_by=by.ref
        )

    audit.record("workforce.absence_noted", absence.subject, by=by, at=at, staff=staff.pk)
    news.publish(
        AbsenceNoted(
            absence_id=absence.pk,
            staff_id=staff.pk,
            starts_at=starts_at,
            ends_at=ends_at,
            by=by.ref,
            at=at,
        )
    )
    return absence


@transaction.atomic
def call_off_absence(*, absence: Absence, by: Actor, at: datetime) -> Absence:
    """They are here after all; of two who call it off the second gets `Conflict`. Tells `AbsenceCalledOff`."""
    _require_hand_on(absence.staff, by)
    rows.change(absence, expecting=("called_off_at",), called_off_at=at, called_off_by=by.ref)
    audit.record("workforce.absence_called_off", absence.subject, by=by, at=at, staff=absence.staff_id)  # fmt: skip
    news.publish(
        AbsenceCalledOff(absence_id=absence.pk, staff_id=absence.staff_id, by=by.ref, at=at)
    )
    return absence


def _require_hand_on(staff: Staff, by: Actor) -> None:
    require(permissions.may_note_absence(by, staff.pk))
    if by.staff_id != staff.pk and not queries.staff_visible_to(by).filter(pk=staff.pk).exists():
        raise NotThere
