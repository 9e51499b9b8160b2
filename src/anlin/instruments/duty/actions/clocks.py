"""News opens duties with a clock; a clock stands still only with a reason, and no longer than its budget."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import permissions, queries
from anlin.instruments.duty.actions.opening import COLUMNS
from anlin.instruments.duty.actions.sweeping import ended_breaks, read_again, restart
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.errors import (
    CannotPause,
    NeedsReason,
    NotOwed,
    NotPaused,
    PausedAlready,
)
from anlin.instruments.duty.models import ClockPause, Occurrence, Standing
from anlin.instruments.duty.rules import expecting, schema, spans
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject


@transaction.atomic
def open_clocks(
    *,
    news: str,
    about: Subject,
    project_id: int | None,
    said: Mapping[str, str],
    at: datetime,
    nth: int = 0,
) -> int:
    """Something happened: open every duty whose rule waits for this news there; say how many were opened.

    `said` are the fields that rules compare. `nth` tells the rounds of one thing apart (opened again). A second call with
    the same opens nothing. Refused with `YearUnknown` when a rule counts working days of a year nobody entered.
    """
    today = timezone.localdate(at)
    waiting = queries.standings_of(project_id, today).filter(
        rule__kind=Kind.CLOCK, rule__body__clock__on=news
    )
    local, calendar = timezone.localtime(at), workforce.working_calendar()
    key = f"{about}/{nth}" if nth else str(about)
    lines = []
    for standing in waiting:
        rule = queries.rule_of(standing)
        if _fits(rule, said) and not Occurrence.objects.filter(standing=standing, key=key).exists():
            window = expecting.opened_by(rule, key=key, at=local, calendar=calendar)
            first = expecting.steps(rule, window, calendar)[0].at
            lines.append(_line(standing, rule, window, first, about))
    rows.put_lines(Occurrence, COLUMNS, lines)
    return len(lines)


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

    with rows.once(PausedAlready()):
        stood = ClockPause.objects.create(
            occurrence=occurrence, from_at=at, because=because.strip()[:300], by=by.ref
        )
    budget = spans.read(rule.clock.pause_budget).about if rule.clock.pause_budget else None
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
    """Let the clock run again; the end moves by how long it stood, at most by the budget. Refused with `NotPaused`."""
    require(permissions.may_discharge(by, occurrence.project_id))
    read_again(occurrence)
    stood = ClockPause.objects.filter(occurrence=occurrence, until_at=None).first()
    if stood is None:
        raise NotPaused(occurrence)

    rows.change(stood, expecting=("until_at",), until_at=at)
    restart(occurrence)
    rows.change(
        occurrence, expecting=("done_at", "missed_at", "waived_at", "withdrawn_at"),
        target_at=occurrence.target_at, last_at=occurrence.last_at, next_at=occurrence.next_at,
    )  # fmt: skip
    audit.record("duty.resumed", occurrence.subject, project_id=occurrence.project_id, by=by, at=at)
    return occurrence


def _fits(rule: schema.Rule, said: Mapping[str, str]) -> bool:
    assert rule.clock is not None
    return all(said.get(name) == value for name, value in rule.clock.when.items())


def _line(
    standing: Standing,
    rule: schema.Rule,
    window: expecting.Window,
    next_at: datetime,
    about: Subject,
) -> tuple:
    return (
        standing.pk, standing.project_id, rule.post, window.key, window.scheduled_on, window.earliest_at,
        window.target_at, window.last_at, about.kind, about.key, rule.evidence.count, 0, next_at, "", "", "",
    )  # fmt: skip
