"""Rules begin to stand, change their figures, or are given up; beforehand one sees what that would do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import permissions
from anlin.instruments.duty.actions import opening
from anlin.instruments.duty.choices import Fact, Kind
from anlin.instruments.duty.errors import FiguresWrong, NeedsConfirmation, TooEarly
from anlin.instruments.duty.models import Occurrence, Pack, Rule, SiteFact, Standing
from anlin.instruments.duty.queries import standing as reading
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require

Moments = tuple[datetime, datetime, datetime]
Places = Sequence[Project | None]


@dataclass
class Change:
    """What a change does within the days that are written ahead: occurrences by rule, and how many are by law."""

    adds: int = 0
    moves: int = 0
    removes: int = 0
    statutory: int = 0
    begins: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    def count(self, before: Mapping[str, Moments], after: Mapping[str, Moments], *, by_law: bool) -> None:  # fmt: skip
        adds, removes = after.keys() - before.keys(), before.keys() - after.keys()
        moves = {key for key in after.keys() & before.keys() if after[key] != before[key]}
        self.adds, self.removes = self.adds + len(adds), self.removes + len(removes)
        self.moves += len(moves)
        self.statutory += len(adds | removes | moves) if by_law else 0


@dataclass(frozen=True)
class _Turn:
    """One rule in one place: what stood, and what shall stand (a rule with figures, or nothing)."""

    project: Project | None
    code: str
    old: Standing | None
    rule: Rule | None
    figures: Mapping[str, object]


def preview(*, pack: Pack, places: Places, from_on: date, at: datetime) -> Change:
    """What adopting the pack there from that day on would do; nothing is written."""
    return _effect(_turns(pack, places, from_on), from_on, at)


@transaction.atomic
def adopt(
    *,
    pack: Pack,
    places: Places,
    from_on: date,
    by: Actor,
    at: datetime,
    confirmed: bool = False,
    reason: str = "",
) -> Change:
    """Let the pack's rules stand in these projects (None: the company's own rules) from a day on.

    Rules whose conditions do not hold of a site are left out. Of a version before only what differs is changed, and the
    company's own figures go on where the new rule takes them. Refused with `NeedsConfirmation`, `TooEarly`.
    """
    for project in places:
        require(permissions.may_arrange(by, project.pk if project else None))
    if pack.needs_confirmation and not confirmed:
        raise NeedsConfirmation(field="confirmed")

    turns = _turns(pack, places, from_on)
    change = _settle(turns, from_on=from_on, reason=reason, by=by, at=at)
    audit.record_many(
        [
            audit.Note(
                deed="duty.pack_adopted",
                subject=pack.subject,
                project_id=project.pk if project else None,
                details={
                    "pack": pack.code,
                    "version": pack.version,
                    "from_on": from_on.isoformat(),
                },
            )
            for project in places
        ],
        by=by,
        at=at,
    )
    return change


def preview_figures(*, standing: Standing, figures: Mapping[str, object], from_on: date, at: datetime) -> Change:  # fmt: skip
    """What other figures would do. Refused with `FiguresWrong`."""
    return _effect([_with_figures(standing, figures)], from_on, at)


@transaction.atomic
def set_figures(
    *,
    standing: Standing,
    figures: Mapping[str, object],
    from_on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> Change:
    """Say other figures than the rule's own, from a day on; an empty mapping goes back to the rule's.

    Refused with `FiguresWrong` when the rule cannot have them, with `TooEarly`.
    """
    require(permissions.may_arrange(by, standing.project_id))
    change = _settle(
        [_with_figures(standing, figures)], from_on=from_on, reason=reason, by=by, at=at
    )
    audit.record(
        "duty.figures_set", standing.subject, project_id=standing.project_id, by=by, at=at,
        code=standing.code, from_on=from_on.isoformat(),
    )  # fmt: skip
    return change


@transaction.atomic
def give_up(*, standing: Standing, from_on: date, reason: str, by: Actor, at: datetime) -> Change:
    """Let a rule stand no longer from a day on; what was owed before stays. Refused with `TooEarly`."""
    require(permissions.may_arrange(by, standing.project_id))
    turn = _Turn(standing.project, standing.code, standing, None, {})
    change = _settle([turn], from_on=from_on, reason=reason, by=by, at=at)
    audit.record(
        "duty.given_up", standing.subject, project_id=standing.project_id, by=by, at=at,
        code=standing.code, from_on=from_on.isoformat(),
    )  # fmt: skip
    return change


@transaction.atomic
def answer(*, project: Project, facts: Mapping[Fact, bool], by: Actor, at: datetime) -> None:
    """Say what holds of a site. What follows from it is seen and decided by adopting a pack again."""
    require(permissions.may_arrange(by, project.pk))
    for fact, holds in facts.items():
        SiteFact.objects.update_or_create(
            project=project,
            fact=fact,
            defaults={"holds": holds, "said_at": at, "said_by": by.ref},
        )
    said = {fact.value: holds for fact, holds in facts.items()}
    audit.record("duty.site_answered", project.subject, project_id=project.pk, by=by, at=at, **said)


def _with_figures(standing: Standing, figures: Mapping[str, object]) -> _Turn:
    try:
        reading.said(standing.rule, figures)
    except (ValidationError, KeyError, TypeError) as found:
        raise FiguresWrong(why=_plain(found), field="figures") from found
    return _Turn(standing.project, standing.code, standing, standing.rule, figures)


def _plain(found: Exception) -> str:
    if isinstance(found, ValidationError):
        first = found.errors()[0]
        return (
            f"{'.'.join(map(str, first['loc']))}: {str(first['msg']).removeprefix('Value error, ')}"
        )
    return str(found)


def _turns(pack: Pack, places: Places, from_on: date) -> list[_Turn]:
    ids = [project.pk for project in places if project is not None]
    facts = reading.facts_of(ids, from_on)
    rules = [(rule, reading.said(rule, {})) for rule in pack.rules.order_by("pk")]
    turns = []
    for project in places:
        open_ones = Standing.objects.filter(
            project=project, until_on=None, code__startswith=f"{pack.code}/"
        ).select_related("rule", "project")
        stood = {standing.code: standing for standing in open_ones}
        here = facts[project.pk] if project else frozenset()
        wanted = {
            f"{pack.code}/{rule.code}": rule
            for rule, said in rules
            if rule.per_project == (project is not None)
            and (not project or reading.applies(said, here))
        }
        for code in sorted({*stood, *wanted}):
            old, rule = stood.get(code), wanted.get(code)
            if old is not None and rule is not None and old.rule.body == rule.body:
                continue
            turns.append(_Turn(project, code, old, rule, _kept_figures(old, rule)))
    return turns


def _kept_figures(old: Standing | None, rule: Rule | None) -> Mapping[str, object]:
    if old is None or rule is None or not old.figures:
        return {}
    try:
        reading.said(rule, old.figures)
    except (ValidationError, KeyError, TypeError):
        return {}
    return dict(old.figures)


def _effect(turns: Iterable[_Turn], from_on: date, at: datetime) -> Change:
    change, calendar = Change(), workforce.working_calendar()
    end = timezone.localdate(at) + opening.AHEAD + timedelta(days=1)
    known: dict[tuple[object, ...], dict[str, Moments]] = {}

    def reckoned(rule: Rule, figures: Mapping[str, object]) -> dict[str, Moments]:
        asked = (rule.pk, str(sorted(figures.items())))
        if asked not in known:
            said = reading.said(rule, figures)
            found = opening.stretch(said, from_on, max(from_on, end), calendar).windows
            known[asked] = {w.key: (w.earliest_at, w.target_at, w.last_at) for w, _next in found}
        return known[asked]

    for turn in turns:
        before = reckoned(turn.old.rule, turn.old.figures) if turn.old else {}
        after = reckoned(turn.rule, turn.figures) if turn.rule else {}
        told = turn.rule or (turn.old.rule if turn.old else None)
        change.count(before, after, by_law=bool(told and told.body.get("confidence")))
        if turn.old is None:
            change.begins.append(turn.code)
        elif turn.rule is None:
            change.ends.append(turn.code)
    return change


def _settle(turns: Sequence[_Turn], *, from_on: date, reason: str, by: Actor, at: datetime) -> Change:  # fmt: skip
    today = timezone.localdate(at)
    first = today + timedelta(days=1) if any(turn.old for turn in turns) else today
    if from_on < first:
        raise TooEarly(first=first, field="from_on")
    change = _effect(turns, from_on, at)
    ended = [turn.old for turn in turns if turn.old is not None]
    Standing.objects.filter(pk__in=[old.pk for old in ended]).update(until_on=from_on)
    Occurrence.objects.filter(
        standing__in=ended, scheduled_on__gte=from_on, done_at=None, missed_at=None, waived_at=None,
        withdrawn_at=None, subject_kind="",
    ).update(withdrawn_at=at, next_at=None)  # fmt: skip
    begun = [
        Standing(
            project=turn.project,
            rule=turn.rule,
            code=turn.code,
            figures=dict(turn.figures),
            from_on=from_on,
            opened_until=from_on,
            settled_at=at,
            settled_by=by.ref,
            reason=reason.strip()[:200],
        )
        for turn in turns
        if turn.rule is not None and turn.rule.kind != Kind.GATE
    ]
    rows.put_in(begun)
    opening.open_standings(begun, at=at)
    return change
