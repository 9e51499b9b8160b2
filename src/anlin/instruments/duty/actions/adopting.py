"""Rules begin to stand, change their figures, or are given up; beforehand one sees what that would do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.instruments.duty import permissions
from anlin.instruments.duty.actions import opening
from anlin.instruments.duty.actions.foreseeing import Change, Turn, effect
from anlin.instruments.duty.choices import Fact, Kind
from anlin.instruments.duty.errors import FiguresWrong, NeedsConfirmation, TooEarly
from anlin.instruments.duty.models import Occurrence, Pack, Rule, SiteFact, Standing
from anlin.instruments.duty.queries import standing as reading
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require

Places = Sequence[Project | None]


def preview(*, pack: Pack, places: Places, from_on: date, at: datetime) -> Change:
    """What adopting the pack there from that day on would do; nothing is written."""
    return effect(_turns(pack, places, from_on), from_on, at)


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
    return effect([_with_figures(standing, figures)], from_on, at)


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
    turn = Turn(standing.project, standing.code, standing, None, {})
    change = _settle([turn], from_on=from_on, reason=reason, by=by, at=at)
    audit.record(
        "duty.given_up", standing.subject, project_id=standing.project_id, by=by, at=at,
        code=standing.code, from_on=from_on.isoformat(),
    )  # fmt: skip
    return change


@transaction.atomic
def answer(*, project: Project, facts: Mapping[Fact, bool | None], by: Actor, at: datetime) -> None:
    """Say what holds of a site; None takes an answer back. What follows is seen and decided by adopting a pack again."""
    require(permissions.may_arrange(by, project.pk))
    unsaid = [fact for fact, holds in facts.items() if holds is None]
    SiteFact.objects.filter(project=project, fact__in=unsaid).delete()
    for fact, holds in facts.items():
        if holds is None:
            continue
        SiteFact.objects.update_or_create(
            project=project,
            fact=fact,
            defaults={"holds": holds, "said_at": at, "said_by": by.ref},
        )
    said = {fact.value: "" if holds is None else holds for fact, holds in facts.items()}
    audit.record("duty.site_answered", project.subject, project_id=project.pk, by=by, at=at, **said)


def _with_figures(standing: Standing, figures: Mapping[str, object]) -> Turn:
    try:
        reading.said(standing.rule, figures)
    except (ValidationError, KeyError, TypeError) as found:
        raise FiguresWrong(why=_plain(found), field="figures") from found
    return Turn(standing.project, standing.code, standing, standing.rule, figures)


def _plain(found: Exception) -> str:
    if isinstance(found, ValidationError):
        first = found.errors()[0]
        return (
            f"{'.'.join(map(str, first['loc']))}: {str(first['msg']).removeprefix('Value error, ')}"
        )
    return str(found)


def _turns(pack: Pack, places: Places, from_on: date) -> list[Turn]:
    ids = [project.pk for project in places if project is not None]
    facts = reading.facts_of(ids, from_on)
    standing = pack.rules.exclude(kind=Kind.GATE).order_by("pk")
    rules = [(rule, reading.said(rule, {})) for rule in standing]
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
            turns.append(Turn(project, code, old, rule, _kept_figures(old, rule)))
    return turns


def _kept_figures(old: Standing | None, rule: Rule | None) -> Mapping[str, object]:
    if old is None or rule is None or not old.figures:
        return {}
    try:
        reading.said(rule, old.figures)
    except (ValidationError, KeyError, TypeError):
        return {}
    return dict(old.figures)


def _settle(turns: Sequence[Turn], *, from_on: date, reason: str, by: Actor, at: datetime) -> Change:  # fmt: skip
    today = timezone.localdate(at)
    first = today + timedelta(days=1) if any(turn.old for turn in turns) else today
    if from_on < first:
        raise TooEarly(first=first, field="from_on")
    change = effect(turns, from_on, at)
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
        if turn.rule is not None
    ]
    rows.put_in(begun)
    opening.open_standings(begun, at=at)
    return change
