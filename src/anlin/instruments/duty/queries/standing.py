"""Rules where they stand: parsed, by project, and what applies to a site."""

import functools
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from anlin.foundation.prepared import Prepared
from anlin.ground.estate import queries as estate
from anlin.ground.estate.choices import Phase
from anlin.instruments.duty.choices import Fact, Kind
from anlin.instruments.duty.models import Pack, Rule, SiteFact, Standing
from anlin.instruments.duty.rules import expecting, schema

CHINESE = "zh"
Milestones = Mapping[int, Mapping[str, date]]
NOWHERE = 0
# Homes of ten storeys and more (GB 50368-2005 and the design codes before 2014; above 27 m since).
HIGH_RISE = 10


def latest_pack(code: str) -> Pack | None:
    """The highest version of the pack that was taken."""
    return Pack.objects.filter(code=code).order_by("-version").first()


def standings_of(project_id: int | None, on: date) -> QuerySet[Standing]:
    """The rules in force there on that day, by code; `None` asks for those of the company."""
    running = Q(until_on=None) | Q(until_on__gt=on)
    standing = Standing.objects.filter(running, project=project_id, from_on__lte=on)
    return standing.select_related("rule").order_by("code")


def waiting_for(news: str, project_id: int | None) -> list[Standing]:
    """Every rule, in force or not any more, that waits for this news in the project, and those of the company."""
    return _waiting.rows(news, project_id or NOWHERE)


_waiting: Prepared[Standing] = Prepared(
    Standing,
    lambda news, project: (
        Standing.objects.filter(Q(project=None) | Q(project=project), rule__news=news)
        .select_related("rule")
        .order_by("code", "pk")
    ),
    "code",
    "project",
)


def rule_of(standing: Standing) -> schema.Rule:
    """What the rule says there, with the company's own figures in it."""
    return said(standing.rule, standing.figures)


def said(rule: Rule, figures: Mapping[str, object]) -> schema.Rule:
    """What a rule says with these figures; reading the same again costs nothing."""
    return _said(json.dumps(rule.body, sort_keys=True), json.dumps(figures, sort_keys=True))


def sample_of(deed: str, project_id: int, on: date) -> schema.Sample | None:
    """How much of what was done by this deed is looked at there, by the rule in force on that day; None when none asks."""
    rules = map(rule_of, standings_of(project_id, on).filter(rule__kind=Kind.SAMPLE))
    said = (rule.sample for rule in rules if rule.sample and rule.sample.of == deed)
    return max(said, key=lambda sample: sample.share, default=None)


def title_of(named: Rule | Pack) -> str:
    """In the reader's language."""
    return named.title if (get_language() or CHINESE).startswith(CHINESE) else named.title_en


def facts_of(project_ids: Iterable[int], on: date) -> dict[int, frozenset[Fact]]:
    """What holds of each project on that day: as somebody answered, otherwise as the estate has it on record; four queries."""
    ids = list(project_ids)
    answered = answers_of(ids)
    known = {
        project_id: known_of(traits) for project_id, traits in estate.traits_of(ids, on).items()
    }
    return {
        project_id: frozenset(
            fact for fact, holds in (known.get(project_id, {}) | answered[project_id]).items() if holds
        )
        for project_id in ids
    }  # fmt: skip


def answers_of(project_ids: Collection[int]) -> dict[int, dict[Fact, bool]]:
    """What somebody said of each project; what nobody was asked is not in it."""
    found: dict[int, dict[Fact, bool]] = {project_id: {} for project_id in project_ids}
    said = SiteFact.objects.filter(project__in=project_ids)
    for project_id, fact, holds in said.values_list("project", "fact", "holds"):
        found[project_id][Fact(fact)] = holds
    return found


def known_of(traits: estate.Traits) -> dict[Fact, bool]:
    """What the records of the estate say by themselves."""
    said = {
        Fact.LIFT: traits.has_lift,
        Fact.HIGH_RISE: None if traits.most_storeys is None else traits.most_storeys >= HIGH_RISE,
        Fact.DEVELOPER: traits.has_developer,
        Fact.MOVE_IN: None if traits.phase == Phase.NOT_STARTED else traits.phase == Phase.MOVE_IN,
    }
    return {fact: holds for fact, holds in said.items() if holds is not None}


def applies(rule: schema.Rule, facts: frozenset[Fact]) -> bool:
    """Whether every condition of the rule holds of a site with these facts."""
    return all(
        (Fact(condition.removeprefix("not ")) in facts) != condition.startswith("not ")
        for condition in rule.when
    )


def milestones_of(project_ids: Iterable[int | None]) -> Milestones:
    """The milestones of each project by code; none for the company. One query."""
    ids = {project_id for project_id in project_ids if project_id is not None}
    return {
        project_id: {kind.value: day for kind, day in days.items()}
        for project_id, days in estate.milestones_by_project(ids).items()
    }


@functools.lru_cache(maxsize=4096)
def _said(body: str, figures: str) -> schema.Rule:
    return expecting.with_figures(schema.Rule.model_validate_json(body), json.loads(figures))
