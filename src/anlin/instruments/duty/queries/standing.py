"""Rules where they stand: parsed, by project, and what applies to a site."""

import functools
import json
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from anlin.foundation.prepared import Prepared
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project
from anlin.instruments.duty.choices import Fact
from anlin.instruments.duty.models import Pack, Rule, SiteFact, Standing
from anlin.instruments.duty.rules import expecting, schema

CHINESE = "zh"
NOWHERE = 0


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


def title_of(rule: Rule) -> str:
    """In the reader's language."""
    return rule.title if (get_language() or CHINESE).startswith(CHINESE) else rule.title_en


def facts_of(project_ids: Iterable[int], on: date) -> dict[int, frozenset[Fact]]:
    """What holds of each project: what was answered, and the phase it is in; two or three queries."""
    ids = list(project_ids)
    found: dict[int, set[Fact]] = {project_id: set() for project_id in ids}
    for project_id, fact in SiteFact.objects.filter(project__in=ids, holds=True).values_list(
        "project", "fact"
    ):
        found[project_id].add(Fact(fact))
    return {project_id: frozenset(facts) for project_id, facts in found.items()}


def applies(rule: schema.Rule, facts: frozenset[Fact]) -> bool:
    """Whether every condition of the rule holds of a site with these facts."""
    return all(
        (Fact(condition.removeprefix("not ")) in facts) != condition.startswith("not ")
        for condition in rule.when
    )


def milestones_of(project: Project | None) -> dict[str, date]:
    """The milestones of a project by code; none for the company."""
    return {} if project is None else {k.value: d for k, d in estate.milestones_of(project).items()}


@functools.lru_cache(maxsize=4096)
def _said(body: str, figures: str) -> schema.Rule:
    return expecting.with_figures(schema.Rule.model_validate_json(body), json.loads(figures))
