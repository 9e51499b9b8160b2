"""Collections of opinions, and the measures that follow from what people said."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from anlin.bonds.relations import permissions, rules
from anlin.bonds.relations.choices import MeasureState, MeasureStep, VoiceState
from anlin.bonds.relations.errors import (
    ConcludedAlready,
    DaysInOrder,
    DueInThePast,
    NothingBehind,
    OtherProject,
    VoicesOpen,
    WordsMissing,
)
from anlin.bonds.relations.models import Drive, Measure, Tracking, Voice
from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases.models import Case


@transaction.atomic
def open_drive(
    *,
    project: Project,
    theme: str,
    asks: str,
    first_on: date,
    last_on: date,
    by: Actor,
    at: datetime,
) -> Drive:
    """Open a collection of opinions over a period (B-CASE-21). Refused with `WordsMissing` or `DaysInOrder`."""
    require(permissions.may_lead(by, project.pk))
    _said(theme=theme, asks=asks)
    if last_on < first_on:
        raise DaysInOrder
    drive = Drive.objects.create(
        project=project, theme=theme.strip(), asks=asks.strip(), first_on=first_on,
        last_on=last_on, opened_at=at, opened_by=by.ref,
    )  # fmt: skip
    audit.record("relations.drive_opened", drive.subject, by=by, at=at, project_id=project.pk)
    return drive


@transaction.atomic
def conclude(*, drive: Drive, learnt: str, by: Actor, at: datetime) -> Drive:
    """Say what was learnt; refused with `VoicesOpen` while somebody who spoke has no answer (A-CASE-04)."""
    require(permissions.may_lead(by, drive.project_id))
    if drive.concluded_at is not None:
        raise ConcludedAlready
    _said(learnt=learnt)
    waiting = Voice.objects.filter(activity__drive=drive, state=VoiceState.OPEN).count()
    if waiting:
        raise VoicesOpen(count=waiting)
    rows.change(drive, expecting=("concluded_at",), learnt=learnt.strip(), concluded_at=at)
    audit.record(
        "relations.drive_concluded", drive.subject, by=by, at=at, project_id=drive.project_id
    )
    return drive


@transaction.atomic
def take_measure(
    *,
    project: Project,
    shortcoming: str,
    measure: str,
    staff: Staff,
    due_on: date,
    voices: Collection[Voice],
    matters: Collection[Case],
    by: Actor,
    at: datetime,
    drive: Drive | None = None,
) -> Measure:
    """Name a shortcoming, what is done about it, by whom and until when, with what showed it (A-CASE-34, B-INT-20).

    Refused with `WordsMissing`, `DueInThePast`, `NothingBehind` without anybody's words, or `OtherProject`.
    """
    require(permissions.may_lead(by, project.pk))
    _said(shortcoming=shortcoming, measure=measure)
    if due_on < localdate(at):
        raise DueInThePast
    if not voices and not matters:
        raise NothingBehind
    places = {voice.activity.project_id for voice in voices} | {case.project_id for case in matters}
    if drive is not None:
        places.add(drive.project_id)
    if places != {project.pk}:
        raise OtherProject
    taken = Measure.objects.create(
        project=project, drive=drive, shortcoming=shortcoming.strip(), measure=measure.strip(),
        staff=staff, due_on=due_on, taken_at=at, taken_by=by.ref,
    )  # fmt: skip
    taken.voices.set(voices)
    taken.matters.set(matters)
    _record(
        "relations.measure_taken", taken, by=by, at=at, voices=len(voices), matters=len(matters)
    )
    return taken


@transaction.atomic
def track(
    *, measure: Measure, words: str, changed: str, due_on: date, by: Actor, at: datetime
) -> Tracking:
    """Note how it goes; what owners say may change the plan, and the day with it (B-FUP-05).

    Whoever carries the measure out may write, too. A later day needs words on what changed. Refused with `WordsMissing`,
    `DueInThePast`, or `NoSuchStep` once it is over.
    """
    _require_mine(measure, by)
    rules.MEASURE_LIFE.step(MeasureState(measure.state), MeasureStep.FINISH)
    _said(words=words)
    moved = due_on != measure.due_on
    if moved:
        _said(changed=changed)
        if due_on < localdate(at):
            raise DueInThePast
    tracking = Tracking.objects.create(
        measure=measure, words=words.strip(), changed=changed.strip(), due_on_before=measure.due_on,
        due_on=due_on, tracked_at=at, tracked_by=by.ref,
    )  # fmt: skip
    rows.change(measure, expecting=("state", "due_on"), due_on=due_on)
    _record("relations.measure_tracked", measure, by=by, at=at, moved=moved)
    return tracking


@transaction.atomic
def finish(*, measure: Measure, outcome: str, by: Actor, at: datetime) -> Measure:
    """It is done, and this came of it."""
    _require_mine(measure, by)
    return _end(measure, MeasureStep.FINISH, "relations.measure_finished", outcome, by=by, at=at)


@transaction.atomic
def drop(*, measure: Measure, outcome: str, by: Actor, at: datetime) -> Measure:
    """It is given up, for this reason; by whoever leads only."""
    require(permissions.may_lead(by, measure.project_id))
    return _end(measure, MeasureStep.DROP, "relations.measure_dropped", outcome, by=by, at=at)


def _said(**words: str) -> None:
    for field, text in words.items():
        if not text.strip():
            raise WordsMissing(field=field)


def _require_mine(measure: Measure, by: Actor) -> None:
    is_mine = by.is_staff and by.staff_id == measure.staff_id
    may_see = permissions.may_see(by, measure.project_id)
    require((is_mine and may_see) or permissions.may_lead(by, measure.project_id))


def _end(
    measure: Measure, step: MeasureStep, deed: str, outcome: str, *, by: Actor, at: datetime
) -> Measure:
    state = rules.MEASURE_LIFE.step(MeasureState(measure.state), step)
    _said(outcome=outcome)
    rows.change(measure, expecting=("state",), state=state, outcome=outcome.strip(), ended_at=at)
    _record(deed, measure, by=by, at=at)
    return measure


def _record(
    deed: str, measure: Measure, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    audit.record(deed, measure.subject, by=by, at=at, project_id=measure.project_id, **details)
