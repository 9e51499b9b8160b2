"""The life of a unit, from the shell to the day somebody lives there, with every stay kept."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.estate import permissions, rules
from anlin.ground.estate.choices import UnitStatus, UnitStep
from anlin.ground.estate.errors import NotMovedInYet, StatusInThePast
from anlin.ground.estate.events import UnitStatusChanged
from anlin.ground.estate.models import Unit, UnitStay
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@transaction.atomic
def change_status(
    *, unit: Unit, step: UnitStep, since: date, by: Actor, at: datetime, why: str = ""
) -> Unit:
    """Take a unit one step on in its life. Move-in has its own deed, `count_move_in`, for the first time.

    Refused with `NoSuchStep`, `StatusInThePast` or, where the unit was never lived in, `NotMovedInYet`.
    Tells `UnitStatusChanged`.
    """
    require(permissions.may_edit(by, unit.project_id))
    status = rules.UNIT_LIFE.step(UnitStatus(unit.status), step)
    if since < unit.status_since:
        raise StatusInThePast(since=unit.status_since, field="since")
    if status == UnitStatus.OCCUPIED:
        _refuse_incomplete_move_in(unit)

    rows.change(unit, expecting=("status", "status_since"), status=status, status_since=since)
    _close_stay(unit, since)
    UnitStay.objects.create(unit=unit, status=status, stays_from=since, why=why)

    audit.record(
        "estate.unit_status_changed",
        unit.subject,
        by=by,
        at=at,
        project_id=unit.project_id,
        status=status.value,
        since=since.isoformat(),
    )
    told = {"project_id": unit.project_id, "unit_id": unit.pk}
    news.publish(UnitStatusChanged(**told, status=status.value, since=since, by=by.ref, at=at))
    return unit


@transaction.atomic
def note_move_in_notice(*, unit: Unit, on: date, by: Actor, at: datetime) -> Unit:
    """The move-in notice reached the owner: the first condition of a move-in (A-EST-11)."""
    return _note(unit, by=by, at=at, move_in_notice_on=on)


@transaction.atomic
def note_formalities(*, unit: Unit, on: date, by: Actor, at: datetime) -> Unit:
    """The formalities were done within the term: the second condition of a move-in."""
    return _note(unit, by=by, at=at, formalities_on=on)


@transaction.atomic
def count_move_in(*, unit: Unit, lived_in_from: date, by: Actor, at: datetime) -> Unit:
    """Somebody actually lives there: with the other two conditions the move-in counts.

    Refused with `NotMovedInYet`, naming what is missing.
    """
    _note(unit, by=by, at=at, lived_in_from=lived_in_from)
    return change_status(unit=unit, step=UnitStep.MOVE_IN, since=lived_in_from, by=by, at=at)


def _note(unit: Unit, *, by: Actor, at: datetime, **condition: date) -> Unit:
    require(permissions.may_edit(by, unit.project_id))
    rows.change(unit, expecting=tuple(condition), **condition)
    [(name, on)] = condition.items()
    audit.record(
        f"estate.{name}", unit.subject, by=by, at=at, project_id=unit.project_id, on=on.isoformat()
    )
    return unit


def _refuse_incomplete_move_in(unit: Unit) -> None:
    missing = [
        words
        for value, words in (
            (unit.move_in_notice_on, _("the notice")),
            (unit.formalities_on, _("the formalities")),
            (unit.lived_in_from, _("somebody living there")),
        )
        if value is None
    ]
    if missing:
        listed = format_lazy("{}" + "、{}" * (len(missing) - 1), *missing)
        raise NotMovedInYet(unit, missing=listed)


def _close_stay(unit: Unit, on: date) -> None:
    open_stay = UnitStay.objects.filter(unit=unit, stays_until=None)
    # Two steps on one day leave no day for the stay between them; it goes, the audit keeps the steps.
    if not open_stay.filter(stays_from__lt=on).update(stays_until=on):
        open_stay.delete()
