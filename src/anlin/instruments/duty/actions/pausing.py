"""A clock stands still only with a reason, and no longer than its budget."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.instruments.duty import permissions, queries
from anlin.instruments.duty.actions.sweeping import TICK, ended_breaks, locked, read_again, restart
from anlin.instruments.duty.errors import (
    CannotPause,
    NeedsReason,
    NotOwed,
    NotPaused,
    PausedAlready,
)
from anlin.instruments.duty.models import ClockPause, Occurrence
from anlin.instruments.duty.rules import spans
from anlin.instruments.duty.rules.schema import Clock
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject


@transaction.atomic
def pause(*, occurrence: Occurrence, because: str, by: Actor, at: datetime) -> ClockPause:
    """Let the clock stand still. Refused with `CannotPause` where the rule does not allow it, `NeedsReason`, `PausedAlready`."""
    require(permissions.may_discharge(by, occurrence.project_id))
    rule = queries.rule_of(occurrence.standing)
    if (
        occurrence.done_at
        or occurrence.waived_at
        or occurrence.withdrawn_at
        or occurrence.missed_at
    ):
        raise NotOwed(occurrence)
    if rule.clock is None or not rule.clock.pausable:
        raise CannotPause(occurrence)
    if not because.strip():
        raise NeedsReason(field="because")
    return _stop(occurrence, rule.clock, because=because, by=by, at=at)


@transaction.atomic
def pause_about(*, about: Subject, because: str, by: Actor, at: datetime) -> None:
    """Let every clock about a thing stand still whose rule allows it; the room has asked permission for its own deed.

    Clocks that stand still already, are over or were missed stay as they are. Refused with `NeedsReason`.
    """
    if not because.strip():
        raise NeedsReason(field="because")
    for occurrence in _running(about).filter(missed_at=None).exclude(pk__in=_stopped(about)):
        clock = queries.rule_of(occurrence.standing).clock
        if clock is not None and clock.pausable:
            _stop(occurrence, clock, because=because, by=by, at=at)


@transaction.atomic
def resume_about(*, about: Subject, by: Actor, at: datetime) -> None:
    """Let every clock about a thing run again that stands still; the room has asked permission for its own deed."""
    for occurrence in _running(about).filter(pk__in=_stopped(about)):
        _go_on(occurrence, by=by, at=at)


def _running(about: Subject) -> QuerySet[Occurrence]:
    return locked().filter(
        subject_kind=about.kind, subject_key=about.key, done_at=None, waived_at=None, withdrawn_at=None
    )  # fmt: skip


def _stopped(about: Subject) -> QuerySet[ClockPause, int]:
    of_thing = {"occurrence__subject_kind": about.kind, "occurrence__subject_key": about.key}
    return ClockPause.objects.filter(until_at=None, **of_thing).values_list("occurrence", flat=True)


def _stop(occurrence: Occurrence, clock: Clock, *, because: str, by: Actor, at: datetime) -> ClockPause:  # fmt: skip
    with rows.once(PausedAlready()):
        stood = ClockPause.objects.create(
            occurrence=occurrence, from_at=at, because=because.strip()[:300], by=by.ref
        )
    budget = spans.read(clock.pause_budget).about if clock.pause_budget else None
    used = spans.paused(ended_breaks(occurrence), None)
    # Until the budget is used up nothing happens to it; then the engine lets the clock run again.
    rows.change(
        occurrence, expecting=("done_at", "missed_at", "waived_at", "withdrawn_at"),
        next_at=None if budget is None else at + max(budget - used, timedelta()),
    )  # fmt: skip
    audit.record("duty.paused", occurrence.subject, project_id=occurrence.project_id, by=by, at=at)
    return stood


@transaction.atomic
def resume(*, occurrence: Occurrence, by: Actor, at: datetime) -> Occurrence:
    """Let the clock run again; the end moves by how long it stood, at most by the budget. Refused with `NotOwed`, `NotPaused`."""
    require(permissions.may_discharge(by, occurrence.project_id))
    read_again(occurrence)
    if occurrence.done_at or occurrence.waived_at or occurrence.withdrawn_at:
        raise NotOwed(occurrence)
    return _go_on(occurrence, by=by, at=at)


def _go_on(occurrence: Occurrence, *, by: Actor, at: datetime) -> Occurrence:
    stood = ClockPause.objects.filter(occurrence=occurrence, until_at=None).first()
    if stood is None:
        raise NotPaused(occurrence)

    # In the very same moment, or by a clock that went back, it stood still for an instant.
    rows.change(stood, expecting=("until_at",), until_at=max(at, stood.from_at + TICK))
    restart(occurrence)
    rows.change(
        occurrence, expecting=("done_at", "missed_at", "waived_at", "withdrawn_at"),
        target_at=occurrence.target_at, last_at=occurrence.last_at, next_at=occurrence.next_at,
    )  # fmt: skip
    audit.record("duty.resumed", occurrence.subject, project_id=occurrence.project_id, by=by, at=at)
    return occurrence
