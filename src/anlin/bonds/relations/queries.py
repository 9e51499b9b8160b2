"""Readings of activities, voices, questionnaires, measures and lines; owners whom nobody met for long."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import (
    Avg,
    Count,
    DateTimeField,
    Exists,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from anlin.bonds.relations import rules
from anlin.bonds.relations.choices import (
    OF_ONE_HOME,
    ActivityKind,
    ActivityState,
    MeasureState,
    VoiceState,
)
from anlin.bonds.relations.models import (
    Activity,
    Drive,
    Measure,
    Question,
    Reply,
    Score,
    Voice,
)
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people import queries as people
from anlin.ground.people.choices import CareKind, Fate
from anlin.ground.people.models import Person
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.ground.tenure import queries as tenure
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.models import Tenure
from anlin.kernel.actors import Actor
from anlin.trades.cases.models import Case, FollowUp

SEE = "relations.see"
# Stands for "never": the greatest of several moments cannot be asked of nothing on every database.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _scoped(actor: Actor, rows: QuerySet[Any], field: str = "project") -> QuerySet[Any]:
    if actor.is_resident:
        return rows.none()
    projects = actor.projects_with(SEE)
    return rows if projects is None else rows.filter(**{f"{field}__in": projects})


def visible_to(actor: Actor) -> QuerySet[Activity]:
    return _scoped(actor, Activity.objects.select_related("project", "unit", "host", "drive"))


def voices_visible_to(actor: Actor) -> QuerySet[Voice]:
    rows = Voice.objects.select_related("activity", "activity__project", "unit", "matter")
    return _scoped(actor, rows, "activity__project")


def drives_visible_to(actor: Actor) -> QuerySet[Drive]:
    return _scoped(actor, Drive.objects.select_related("project"))


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    return _scoped(actor, Measure.objects.select_related("project", "staff", "drive"))


def open_voices(actor: Actor, project_id: int | None) -> QuerySet[Voice]:
    """What waits for an answer."""
    found = voices_visible_to(actor).filter(state=VoiceState.OPEN)
    return found.filter(activity__project=project_id) if project_id else found


def voice_of_case(case_id: int) -> Voice | None:
    """The words a matter came from, with the activity they were said at (B-INT-10)."""
    return Voice.objects.select_related("activity").filter(matter=case_id).first()


def measures_of_case(case_id: int) -> QuerySet[Measure]:
    return Measure.objects.filter(Q(matters=case_id) | Q(voices__matter=case_id)).distinct()


@dataclass(frozen=True)
class Drawn:
    """What a collection of opinions brought in, and what became of it."""

    activities: int
    voices: int
    matters: int
    answered: int
    waiting: int
    measures: int
    done: int


def drawn_by(drive: Drive) -> Drawn:
    voices = Voice.objects.filter(activity__drive=drive)
    states = dict(voices.order_by().values_list("state").annotate(Count("pk")))
    measures = dict(drive.measures.order_by().values_list("state").annotate(Count("pk")))
    return Drawn(
        activities=drive.activities.exclude(state=ActivityState.CANCELLED).count(),
        voices=sum(states.values()),
        matters=states.get(VoiceState.MATTER, 0),
        answered=states.get(VoiceState.ANSWERED, 0),
        waiting=states.get(VoiceState.OPEN, 0),
        measures=sum(measures.values()),
        done=measures.get(MeasureState.DONE, 0),
    )


# Questionnaires


@dataclass(frozen=True)
class Told:
    """What a questionnaire told about one question: the mean of `count` scores; None for one in words."""

    question: Question
    count: int
    mean: float | None


def told_by(activity: Activity) -> list[Told]:
    scores = Score.objects.filter(question__activity=activity).order_by()
    found = {
        pk: (count, mean)
        for pk, count, mean in scores.values_list("question").annotate(Count("pk"), Avg("points"))
    }
    questions = activity.questions.order_by("rank")
    return [Told(question, *found.get(question.pk, (0, None))) for question in questions]


def commenters(activity: Activity) -> QuerySet[Voice]:
    """Who gave an opinion on the questionnaire: each of them is visited (A-FUP-07)."""
    return activity.voices.filter(activity__kind=ActivityKind.QUESTIONNAIRE).order_by(
        "said_at", "pk"
    )


def is_important(person_id: int | None) -> bool:
    """Whether this is a client who is visited in person (A-EST-07)."""
    return person_id is not None and CareKind.IMPORTANT in people.card(person_id).care


def important_of(person_ids: Collection[int]) -> set[int]:
    return {pk for pk, card in people.cards(person_ids).items() if CareKind.IMPORTANT in card.care}


def projects_of(actor: Actor) -> QuerySet[Unit, int]:
    """Projects where a resident lives or owns."""
    return Unit.objects.filter(pk__in=actor.unit_ids).values_list("project", flat=True)


def home_in(actor: Actor, project_id: int) -> Unit | None:
    """A resident's home in this project, the first of several."""
    return Unit.objects.filter(pk__in=actor.unit_ids, project=project_id).order_by("pk").first()


def may_answer(actor: Actor, activity: Activity) -> bool:
    return activity.project_id in set(projects_of(actor))


def is_open(activity: Activity, at: datetime) -> bool:
    """Whether a questionnaire can be answered now: from its moment to the end of its last day, unless cancelled."""
    return (
        activity.kind == ActivityKind.QUESTIONNAIRE
        and activity.state == ActivityState.PLANNED
        and activity.begins_at <= at
        and (activity.until_on is None or localdate(at) <= activity.until_on)
    )


def to_answer(actor: Actor, at: datetime) -> QuerySet[Activity]:
    """Questionnaires a resident may answer and has not."""
    if actor.person_id is None:
        return Activity.objects.none()
    mine = Reply.objects.filter(
        activity=OuterRef("pk"), person__in=people.same_person(actor.person_id)
    )
    return (
        Activity.objects.filter(
            Q(until_on=None) | Q(until_on__gte=localdate(at)),
            ~Exists(mine),
            Exists(Question.objects.filter(activity=OuterRef("pk"))),
            kind=ActivityKind.QUESTIONNAIRE,
            state=ActivityState.PLANNED,
            begins_at__lte=at,
            project__in=projects_of(actor),
        )
        .select_related("project")
        .order_by("begins_at", "pk")
    )


def said_by(actor: Actor) -> QuerySet[Voice]:
    """What a resident said when they were asked, the newest first, with what became of it."""
    if actor.person_id is None:
        return Voice.objects.none()
    mine = Voice.objects.filter(person__in=people.same_person(actor.person_id))
    return mine.select_related("activity", "matter").order_by("-said_at", "-pk")[:20]


# Complaint lines


@dataclass(frozen=True)
class ComplaintLine:
    """A telephone line for complaints, as the profile of a project names it (A-CMP-01); of the company without an office."""

    number: str
    office: str


def lines_for(project_ids: Collection[int]) -> list[ComplaintLine]:
    """Lines one may call from these projects: the offices' first, then the company's, each once."""
    projects = list(Project.objects.filter(pk__in=project_ids).order_by("code"))
    offices = [
        ComplaintLine(one.complaint_line, one.name) for one in projects if one.complaint_line
    ]
    company = dict.fromkeys(
        one.company_complaint_line for one in projects if one.company_complaint_line
    )
    return offices + [ComplaintLine(number, "") for number in company]


@dataclass(frozen=True)
class Reach:
    """How residents of a project can complain, and when they were last told how; `is_late` past the days of our reading."""

    project: Project
    published_at: datetime | None
    is_late: bool


def reach(actor: Actor, at: datetime) -> list[Reach]:
    """Each project with its lines and its last publication (A-CMP-01, A-CMP-19)."""
    published = Activity.objects.filter(kind=ActivityKind.CHANNELS, state=ActivityState.HELD)
    last = dict(published.order_by().values_list("project").annotate(Max("held_at")))
    bound = at - timedelta(days=rules.PUBLISHED_WITHIN_DAYS)
    return [
        Reach(project, last.get(project.pk), project.pk not in last or last[project.pk] < bound)
        for project in _scoped(actor, Project.objects.order_by("code"), "pk")
    ]


# Owners without contact


def owners_by_contact(project_id: int, on: date) -> QuerySet[Tenure]:
    """Owners of homes here with `last_contact`: when they last told us something, were asked or were visited.

    One statement, whatever the number of owners; the epoch stands for never (A-CASE-23).
    """
    # Rows of a person who was entered twice are one person.
    here = OuterRef(OuterRef("person"))
    same = Person.objects.filter(
        Q(pk=here) | Q(merged_into=here) | Q(pk=OuterRef(OuterRef("person__merged_into")))
    ).values("pk")
    told = Case.objects.filter(reporter__in=same).order_by("-opened_at").values("opened_at")[:1]
    asked = (
        FollowUp.objects.filter(case__reporter__in=same)
        .order_by("-followed_up_at")
        .values("followed_up_at")[:1]
    )
    said = Voice.objects.filter(person__in=same).order_by("-said_at").values("said_at")[:1]
    visited = (
        Activity.objects.filter(
            unit=OuterRef("unit"), kind__in=OF_ONE_HOME, state=ActivityState.HELD
        )
        .order_by("-held_at")
        .values("held_at")[:1]
    )
    owners = Tenure.objects.filter(
        tenure.running_on(on), project=project_id, role=TenureRole.OWNER, unit__isnull=False
    )
    return owners.select_related("unit", "person").annotate(
        last_contact=Greatest(
            *(
                Coalesce(Subquery(each), Value(NEVER, DateTimeField()))
                for each in (told, asked, said, visited)
            )
        )
    )


def known_contact(tenure_row: Any) -> datetime | None:
    """When the owner was last met or heard; None for never."""
    last: datetime = tenure_row.last_contact
    return None if last == NEVER else last


def silent_since(at: datetime) -> datetime:
    return at - timedelta(days=rules.SILENT_AFTER_DAYS)


# A person's own data


def of_everyone(person_ids: Sequence[int]) -> QuerySet[Voice]:
    return Voice.objects.filter(person__in=list(person_ids)).order_by("pk")


def held_on(person_ids: Sequence[int]) -> Holding:
    lines = [
        Line(what=one.activity.title, text=one.words, at=one.said_at)
        for one in of_everyone(person_ids).select_related("activity")
    ]
    return Holding(_("What you said when we asked"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    found = of_everyone(person_ids)
    waiting = found.filter(state=VoiceState.OPEN).count()
    return [
        Verdict(
            what=_("words that wait for an answer"),
            count=waiting,
            fate=Fate.NEEDED,
            because=_(
                "what was said is answered first, Personal Information Protection Law, article 13 (2)"
            ),
        ),
        Verdict(
            what=_("words said when we asked: dates stay, words go"),
            count=found.count() - waiting,
            fate=Fate.ANONYMISED,
        ),
    ]
