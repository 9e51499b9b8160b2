"""News opens duties with a clock, all at once for many; what turns out not to fit is withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import queries
from anlin.instruments.duty.actions.discharging import prove
from anlin.instruments.duty.actions.sweeping import bring_back
from anlin.instruments.duty.events import DutyDone
from anlin.instruments.duty.models import Occurrence, Piece, Standing, WaitingClock
from anlin.instruments.duty.rules import expecting, schema
from anlin.kernel.actors import Actor
from anlin.kernel.calendar import WorkingCalendar, YearUnknown
from anlin.kernel.subjects import Subject


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Something happened that rules may wait for: `news` about a thing, at a moment.

    `said` are the fields that rules compare. `nth` tells the rounds of one thing apart (opened again). `met` are deeds that
    happened in the same breath: a duty they discharge is born done.
    """

    news: str
    about: Subject
    project_id: int | None
    at: datetime
    said: Mapping[str, str] = field(default_factory=dict)
    nth: int = 0
    met: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return f"{self.about}/{self.nth}" if self.nth else str(self.about)


def open_clocks(openings: Sequence[Opening], *, by: Actor, are_new: bool = False) -> int:
    """Open every duty whose rule waits for this news there on that day; say how many were opened.

    One question for each kind of news in each project, and a handful more for any number of things. A second call with the
    same opens nothing. A clock that counts working days of a year nobody entered waits for the year and holds nobody up. Tells
    `DutyDone` for what is born done. With `are_new` the things came into being just now, so none of it can be there.
    """
    wanted = _wanted(openings)
    if not wanted:
        return 0
    return _open(wanted, by, are_new=are_new)


@transaction.atomic
def _open(wanted: Sequence[tuple[Standing, Opening]], by: Actor, *, are_new: bool) -> int:
    known = set() if are_new else _known(wanted)
    calendar = workforce.working_calendar()
    opened, waiting = [], []
    for standing, opening in wanted:
        if (standing.pk, opening.key) in known:
            continue
        known.add((standing.pk, opening.key))
        try:
            opened.append((_occurrence(standing, opening, calendar, by), opening))
        except YearUnknown as refusal:
            waiting.append(_waiting(standing, opening, int(str(refusal.facts["year"])), by))
    rows.put_in([row for row, _opening in opened])
    _prove([(row, opening) for row, opening in opened if row.done_at], by)
    WaitingClock.objects.bulk_create(waiting)
    return len(opened) + len(waiting)


@transaction.atomic
def sort_clocks(opening: Opening, *, by: Actor, at: datetime) -> None:
    """More is known of what happened: clocks that do not fit it any more are withdrawn, those that now fit run from then on.

    What was missed, done or waived before stays as it is.
    """
    wanted = _wanted([opening])
    if not wanted and not queries.owed_about(opening.about):
        return
    fits = {standing.pk for standing, _opening in wanted}
    mine = Occurrence.objects.filter(
        subject_kind=opening.about.kind, subject_key=opening.about.key, key=opening.key,
        standing__rule__news=opening.news,
    )  # fmt: skip
    untouched = mine.filter(done_at=None, missed_at=None, waived_at=None)
    untouched.exclude(standing__in=fits).update(withdrawn_at=at, next_at=None)
    again = untouched.filter(standing__in=fits, withdrawn_at__isnull=False)
    for row in again.select_related("standing__rule"):
        bring_back(row)
    open_clocks([opening], by=by)


def withdraw_about(about: Subject, *, at: datetime) -> int:
    """The thing is gone (an order was cancelled): what is still owed about it is owed no more. What was missed stays."""
    WaitingClock.objects.filter(subject_kind=about.kind, subject_key=about.key).delete()
    return (
        queries.about(about)
        .filter(done_at=None, missed_at=None, waived_at=None)
        .update(withdrawn_at=at, next_at=None)
    )


@transaction.atomic
def start_waiting_clocks(*, at: datetime) -> int:
    """Clocks whose working year somebody has entered since become occurrences, from the moment they were opened."""
    calendar = workforce.working_calendar()
    count = 0
    waiting = WaitingClock.objects.select_related("standing__rule").order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(of=("self",), skip_locked=True)
    for clock in waiting:
        opening = Opening(
            news="", about=Subject(clock.subject_kind, clock.subject_key), project_id=None, at=clock.opened_at
        )  # fmt: skip
        try:
            row = _row(clock.standing, opening, clock.key, calendar)
        except YearUnknown:
            continue
        row.save(force_insert=True)
        if clock.answered_at is not None:
            prove(row, proof_ref=clock.proof_ref, by=clock.answered_by, at=clock.answered_at)
        clock.delete()
        count += 1
    return count


def _known(wanted: Sequence[tuple[Standing, Opening]]) -> set[tuple[int, str]]:
    """Standing and key of what was opened before, running or waiting."""
    here = {
        "standing__in": {standing.pk for standing, _opening in wanted},
        "key__in": {opening.key for _standing, opening in wanted},
    }
    return {
        *Occurrence.objects.filter(**here).values_list("standing", "key"),
        *WaitingClock.objects.filter(**here).values_list("standing", "key"),
    }


def _wanted(openings: Sequence[Opening]) -> list[tuple[Standing, Opening]]:
    """Every standing with the opening it waits for; what stands in the company waits for news from everywhere."""
    places = {(each.news, each.project_id) for each in openings}
    standings = {place: queries.waiting_for(*place) for place in places}
    return [
        (standing, opening)
        for opening in openings
        for standing in standings[opening.news, opening.project_id]
        if _stands(standing, opening.at) and _fits(queries.rule_of(standing), opening.said)
    ]


def _stands(standing: Standing, at: datetime) -> bool:
    on = timezone.localdate(at)
    return standing.from_on <= on and (standing.until_on is None or on < standing.until_on)


def _fits(rule: schema.Rule, said: Mapping[str, str]) -> bool:
    assert rule.clock is not None
    return all(said.get(name) == value for name, value in rule.clock.when.items())


def _occurrence(standing: Standing, opening: Opening, calendar: WorkingCalendar, by: Actor) -> Occurrence:  # fmt: skip
    row = _row(standing, opening, opening.key, calendar)
    if standing.rule.deed in opening.met and row.wanted == 1:
        row.done_at, row.done_by, row.next_at = opening.at, by.ref, None
    return row


def _row(standing: Standing, opening: Opening, key: str, calendar: WorkingCalendar) -> Occurrence:
    rule = queries.rule_of(standing)
    window = expecting.opened_by(
        rule, key=key, at=timezone.localtime(opening.at), calendar=calendar
    )
    return Occurrence(
        standing=standing, project_id=standing.project_id, post=rule.post, key=key,
        scheduled_on=window.scheduled_on, earliest_at=window.earliest_at, target_at=window.target_at,
        last_at=window.last_at, subject_kind=opening.about.kind, subject_key=opening.about.key,
        wanted=rule.evidence.count, next_at=expecting.steps(rule, window, calendar)[0].at,
    )  # fmt: skip


def _waiting(standing: Standing, opening: Opening, year: int, by: Actor) -> WaitingClock:
    clock = WaitingClock(
        standing=standing, key=opening.key, subject_kind=opening.about.kind,
        subject_key=opening.about.key, opened_at=opening.at, year=year,
    )  # fmt: skip
    if standing.rule.deed in opening.met:
        clock.answered_at, clock.answered_by = opening.at, by.ref
        clock.proof_ref = str(opening.about)
    return clock


def _prove(done: Iterable[tuple[Occurrence, Opening]], by: Actor) -> None:
    pieces = []
    for row, opening in done:
        given = {"deed": row.standing.rule.deed, "given_at": opening.at, "given_by": by.ref}
        pieces.append(Piece(occurrence=row, proof_ref=str(opening.about), **given))
        news.publish(_done(row, by.ref, opening.at))
    rows.put_in(pieces)


def _done(row: Occurrence, by: str, at: datetime) -> DutyDone:
    return DutyDone(
        duty_id=row.pk, project_id=row.project_id, code=row.standing.code, about=str(row.about or ""),
        was_missed=False, by=by, at=at,
    )  # fmt: skip
