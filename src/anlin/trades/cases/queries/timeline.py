"""Everything that happened to one matter, gathered from its tables."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BinaryField, CharField, F, Q, QuerySet, UUIDField, Value, When
from django.db.models import Case as DbCase
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.foundation.vault import api as vault
from anlin.trades.cases.choices import FollowUpMethod, FollowUpRhythm, NoteKind, Part, Stage
from anlin.trades.cases.models import (
    Answer,
    Case,
    FollowUp,
    Note,
    Participant,
    Passing,
    Report,
    Verdict,
)
from anlin.trades.cases.queries.course import orders_of
from anlin.trades.workorders.models import WorkOrder

# Stands for the key of any matter.
ANY = -1
# The tables of the course in the order in which moments of one instant are told.
REPORTED, PASSED, ORDERED, ANSWERED, JUDGED, FOLLOWED_UP, NOTED, JOINED = range(8)
FOLLOW_UP_PARTS = (
    gettext_lazy("What remains"),
    gettext_lazy("What we learned"),
    gettext_lazy("What next"),
)
SEALED: dict[int, tuple[Any, ...]] = {
    REPORTED: ((Report, "words"),),
    ANSWERED: ((Answer, "words"),),
    JUDGED: ((Verdict, "words"),),
    FOLLOWED_UP: ((FollowUp, "remaining_problem"), (FollowUp, "new_information")),
    NOTED: ((Note, "words"),),
    JOINED: ((Participant, "name"), (Participant, "words")),
}
OURS = {
    "passed_on",
    "handed_back",
    "returned",
    "taken_on",
    "joined",
    f"note_{NoteKind.INTERNAL}",
    f"note_{NoteKind.REMINDER}",
    f"note_{NoteKind.SITE_VISIT}",
}

# What begins the service itself, and what begins the time after it; an objection begins it anew.
DURING = {"passed_on", "order_raised", "order_arrived", "objected"}
AFTER = {"answered", "unresolved", "agreed", "followed_up", "closed"}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: when, who (an actor's ref), what (a code for words and icon), and what was said.

    `is_ours` marks what the person themselves must not see in the portal; `stage` is the step of the
    service the moment belongs to (A-GEN-05).
    """

    at: datetime
    by: str
    what: str
    words: str = ""
    detail: str = ""
    round: int = 0
    is_ours: bool = False
    stage: Stage = Stage.BEFORE


class Line(NamedTuple):
    """A row of any of the tables, as the one statement brings it."""

    table: int
    pk: int
    at: datetime
    by: str
    what: str
    seal: UUID | None
    sealed: bytes | None
    sealed_too: bytes | None
    plain: str
    detail: str
    round: int


def timeline(case: Case) -> list[Moment]:
    """The moments of the matter, the oldest first; two queries whatever its length."""
    told = [(line.table, line.pk, _moment(line, case)) for line in _lines(case)]
    orders = orders_of(case).select_related(None)
    told += [(ORDERED, 0, moment) for moment in _of_orders(orders)]
    moments = [moment for _table, _pk, moment in sorted(told, key=lambda each: each[:2])]
    if case.sorted_at is not None:
        moments.append(Moment(case.sorted_at, case.recorded_by, "sorted", is_ours=True))
    if case.closed_at is not None:
        moments.append(Moment(case.closed_at, "", "closed", words=case.closed_because))
    return _staged(sorted(moments, key=lambda moment: moment.at))


def _staged(moments: list[Moment]) -> list[Moment]:
    """Each moment with its step of the service: during from the first work on it, after from the answer."""
    stage, staged = Stage.BEFORE, []
    for moment in moments:
        if moment.what in AFTER:
            stage = Stage.AFTER
        elif moment.what in DURING:
            stage = Stage.DURING
        staged.append(replace(moment, stage=stage))
    return staged


def _lines(case: Case) -> Iterator[Line]:
    statement, given = _statement()
    with connection.cursor() as cursor:
        cursor.execute(statement, [case.pk if one == ANY else one for one in given])
        rows = cursor.fetchall()
    return (_line(row) for row in rows)


def _line(row: tuple[Any, ...]) -> Line:
    line = Line(*row)
    if connection.vendor != "sqlite":
        return line
    # SQLite knows neither moments nor UUIDs.
    at = connection.ops.convert_datetimefield_value(line.at, None, connection)  # type: ignore[attr-defined]
    seal = connection.ops.convert_uuidfield_value(line.seal, None, connection)  # type: ignore[attr-defined]
    return line._replace(at=at, seal=seal)


@functools.cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """The one statement and its parameters, with `ANY` where the matter's key goes.

    Putting it together takes longer than asking it, so that is done once.
    """
    case = ANY
    passed = Passing.objects.filter(case=case)
    first, *rest = (
        _told(REPORTED, Report.objects.filter(case=case), at="reported_at", by="taken_by",
              what=Value("reported"), seals=["words"], detail=F("channel__name")),
        _told(PASSED, passed, at="passed_at", by="passed_by", what=Value("passed_on"),
              plain=F("words"), detail=Coalesce("in_charge__name", "department__name"), rounds=True),
        _told(PASSED, passed.filter(returned_at__isnull=False), at="returned_at", by="returned_by",
              what=_either(Q(is_handed_back=True), "handed_back", "returned"), plain=F("result"),
              detail=F("department__name"), rounds=True),
        _told(PASSED, passed.filter(taken_on_at__isnull=False), at="taken_on_at",
              by="taken_on_by", what=Value("taken_on"), detail=F("department__name"), rounds=True),
        _told(ANSWERED, Answer.objects.filter(case=case), at="answered_at", by="answered_by",
              what=DbCase(When(is_interim=True, then=Value("interim")),
                          When(is_unresolved=True, then=Value("unresolved")),
                          default=Value("answered")),
              seals=["words"], plain=F("rule_cited"), detail=F("channel__name"), rounds=True),
        _told(JUDGED, Verdict.objects.filter(case=case), at="given_at", by="noted_by",
              what=_either(Q(is_satisfied=True), "agreed", "objected"), seals=["words"],
              detail=Coalesce(Cast("grade", CharField()), Value("")), rounds=True),
        _told(FOLLOWED_UP, FollowUp.objects.filter(case=case), at="followed_up_at",
              by="followed_up_by", what=Value("followed_up"), plain=F("next_action"),
              detail=Concat("method", Value(" "), "rhythm"),
              seals=["remaining_problem", "new_information"], rounds=True),
        _told(NOTED, Note.objects.filter(case=case), at="noted_at", by="noted_by",
              what=Concat(Value("note_"), "kind"), seals=["words"]),
        _told(JOINED, Participant.objects.filter(case=case), at="joined_at", by="noted_by",
              what=Value("joined"), detail=F("part"), seals=["name", "words"]),
    )  # fmt: skip
    return first.union(*rest, all=True).query.sql_with_params()


def _told(
    table: int,
    rows: QuerySet[Any],
    *,
    at: str,
    by: str,
    what: Any,
    plain: Any = Value(""),  # noqa: B008  (an expression, never changed)
    seals: list[str] | None = None,
    detail: Any = Value(""),  # noqa: B008
    rounds: bool = False,
) -> QuerySet[Any]:
    """The rows of one table with the columns of `Line`; absent ones keep their type."""
    nothing: Any = Cast(Value(None), BinaryField())
    sealed: list[Any] = [F(name) for name in seals or ()]
    return rows.values_list(
        Value(table), F("pk"), F(at), F(by), what,
        F("seal") if sealed else Cast(Value(None), UUIDField()),
        *[*sealed, nothing, nothing][:2],
        plain, detail, F("round") if rounds else Value(0),
    )  # fmt: skip


def _either(condition: Q, yes: str, no: str) -> DbCase:
    return DbCase(When(condition, then=Value(yes)), default=Value(no))


def _moment(line: Line, case: Case) -> Moment:
    what, detail = line.what, line.detail
    if what == "reported" and line.at != case.opened_at:
        what = "reported_again"
    if line.table == FOLLOWED_UP:
        method, rhythm = detail.split()
        detail = f"{FollowUpMethod(method).label} · {FollowUpRhythm(rhythm).label}"
    if line.table == JOINED:
        detail = str(Part(detail).label)
    words = _said(line)
    return Moment(line.at, line.by, what, words, detail, line.round, is_ours=what in OURS)


def _said(line: Line) -> str:
    """Everything that was said, each part under its name where there are several."""
    parts = _opened(line)
    if line.table == FOLLOWED_UP:
        named = zip(FOLLOW_UP_PARTS, [*parts, line.plain], strict=True)
        return "\n".join(f"{name}: {words}" for name, words in named if words)
    if line.table == ANSWERED and line.plain:
        parts.append(_("Rule: %(rule)s") % {"rule": line.plain})
    elif line.plain:
        parts = [line.plain]
    return " · ".join(words for words in parts if words)


def _opened(line: Line) -> list[str]:
    """What the sealed columns of the line hold; empty where one says nothing."""
    return [
        (vault.unsealed(model, name, line.seal, held) or "")
        if held is not None and line.seal
        else ""
        for (model, name), held in zip(
            SEALED.get(line.table, ()), (line.sealed, line.sealed_too), strict=False
        )
    ]


def _of_orders(orders: QuerySet[WorkOrder]) -> Iterator[Moment]:
    for order in orders:
        hand = f"staff:{order.assignee_id}" if order.assignee_id else order.raised_by
        yield Moment(order.raised_at, order.raised_by, "order_raised", detail=order.number)
        for at, what in (
            (order.accepted_at, "order_accepted"),
            (order.arrived_at, "order_arrived"),
        ):
            if at is not None:
                yield Moment(at, hand, what, detail=order.number)
        if order.finished_at is not None:
            done = " · ".join(part for part in (order.finding, order.method) if part)
            yield Moment(order.finished_at, hand, "order_finished", done, order.number, order.round)
