"""Hot issues and what is drawn of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from anlin.ground.people import queries as people
from anlin.instruments.reading import queries as reading
from anlin.kernel.actors import Actor
from anlin.trades.cases import queries as cases
from anlin.trades.cases.choices import Scope
from anlin.trades.cases.models import Case
from anlin.watch.insight import rules
from anlin.watch.insight.models import HotIssue

SEE = "insight.see"
VOICES, WORDS = 4, 140
DAYS = 30


@dataclass(frozen=True)
class Day:
    """A day of the curve: how many messages, of how many people."""

    day: date
    messages: int
    people: int


@dataclass(frozen=True)
class Spot:
    """How many messages came from a building ("" where none is known), of how many units."""

    building: str
    messages: int
    units: int


@dataclass(frozen=True)
class Quotation:
    """A few words of a matter; who said them only masked, phones taken out."""

    case: Case
    name: str
    words: str


def visible_to(actor: Actor) -> QuerySet[HotIssue]:
    issues = HotIssue.objects.select_related("project", "cause")
    projects = actor.projects_with(SEE)
    return issues if projects is None else issues.filter(project__in=projects)


def matters_of(issue: HotIssue, actor: Actor) -> QuerySet[Case]:
    """Its matters as far as the actor may see matters."""
    return cases.visible_to(actor).filter(hot_issue_member__issue=issue)


def to_link(issue: HotIssue) -> QuerySet[Case]:
    """Open matters of the issue without a cause."""
    return Case.objects.filter(
        cases.open_cases(), hot_issue_member__issue=issue, cause=None
    ).order_by("opened_at", "pk")


def read_along(project_id: int) -> QuerySet[Case]:
    """Which matters are read at all: those from outside, none about our own staff."""
    return Case.objects.filter(project=project_id, scope=Scope.EXTERNAL, about_staff=None)


def told_in(project_id: int, since: datetime, most: int) -> list[Case]:
    """What is read: the newest matters."""
    told = read_along(project_id).filter(opened_at__gte=since)
    columns = ("seal", "title", "words", "opened_at", "reporter", "reporter_phone_index")
    return list(told.only(*columns).order_by("-opened_at", "-pk")[:most])


def groups_of(told: Sequence[Case], at: datetime) -> list[tuple[list[int], str]]:
    """Ids of matters that belong together, with a name for them, the hottest first."""
    voices = [
        reading.Voice(str(one.pk), speaker(one), one.title, one.words, one.opened_at)
        for one in told
    ]
    found = reading.hot(voices, at, of_one_place=True)
    return [([int(voice.key) for voice in issue.voices], _called(issue)) for issue in found]


def _called(issue: reading.HotIssue) -> str:
    """The title that says most of what all say, the shortest of such."""
    told = {voice.title for voice in issue.voices}
    return min(
        told, key=lambda title: (-sum(word in title for word in issue.words), len(title), title)
    )


def speaker(case: Case) -> str:
    """Who speaks, never by name: the person's number, or the print of an unknown caller's phone."""
    return str(case.reporter_id or "") or case.reporter_phone_index


def curve(issue: HotIssue, actor: Actor, today: date) -> list[Day]:
    """Messages and people of each of the last thirty days."""
    spoke: dict[date, list[str]] = defaultdict(list)
    told = matters_of(issue, actor).select_related(None)
    for case in told.only("opened_at", "reporter", "reporter_phone_index"):
        spoke[timezone.localdate(case.opened_at)].append(speaker(case))
    return [
        Day(day, len(spoke[day]), len(set(spoke[day]))) for day in rules.days_until(today, DAYS)
    ]


def spots(issue: HotIssue, actor: Actor) -> list[Spot]:
    """Where the messages come from, the building with most of them first."""
    told = matters_of(issue, actor).select_related(None).order_by()
    counted = told.values("unit__building__name").annotate(
        messages=Count("pk"), units=Count("unit", distinct=True)
    )
    found = [
        Spot(row["unit__building__name"] or "", row["messages"], row["units"]) for row in counted
    ]
    return sorted(found, key=lambda spot: (-spot.messages, spot.building))


def voices(issue: HotIssue, actor: Actor) -> list[Quotation]:
    told = matters_of(issue, actor).select_related("reporter").order_by("-opened_at", "-pk")
    return [_quoted(case) for case in told[:VOICES]]


def _quoted(case: Case) -> Quotation:
    known = case.reporter
    name = people.masked_name_of(known) if known else people.masked_name(case.reporter_name or "")
    return Quotation(case, name, people.without_phones(case.words)[:WORDS])
