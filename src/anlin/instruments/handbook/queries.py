"""Readings of the handbook: what holds today, which answer fits, who read what, who masters what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Holding, Staff
from anlin.instruments.handbook import rules, sockets
from anlin.instruments.handbook.choices import ArticleKind, EditionState
from anlin.instruments.handbook.models import (
    Article,
    Edition,
    Mastery,
    Stage,
    StageDone,
    Studied,
    StudyOrder,
)
from anlin.instruments.handbook.sockets import Followed
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject

SEE = "handbook.see"


def visible_to(actor: Actor) -> QuerySet[Article]:
    """The company's articles, and those of the actor's projects."""
    found = Article.objects.select_related("project")
    if actor.is_resident or not actor.may_anywhere(SEE):
        return found.none()
    projects = actor.projects_with(SEE)
    return found if projects is None else found.filter(Q(project=None) | Q(project__in=projects))


def editions_visible_to(actor: Actor) -> QuerySet[Edition]:
    return Edition.objects.select_related("article", "article__project").filter(
        article__in=visible_to(actor).values("pk")
    )


def in_force(on: date) -> QuerySet[Edition]:
    """The edition of each article that holds on that day."""
    published = Edition.objects.filter(state=EditionState.PUBLISHED, from_on__lte=on)
    newer = published.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    return published.filter(~Exists(newer)).select_related("article", "article__project")


def edition_of(code: str, on: date) -> Edition | None:
    return in_force(on).filter(article__code=code).first()


def newest_of(article: Article) -> Edition | None:
    return article.editions.order_by("-number").first()


def waiting(actor: Actor) -> QuerySet[Edition]:
    """Editions that wait for a second reader."""
    return editions_visible_to(actor).filter(state=EditionState.WRITTEN)


def answering(words: str, project_id: int | None, on: date, most: int = 3) -> list[Edition]:
    """Standard answers that fit a message, the best first; none when none does."""
    offered = in_force(on).filter(
        Q(article__project=None) | Q(article__project=project_id), article__kind=ArticleKind.ANSWER
    )
    weighed = [
        (rules.fit(words, edition.keywords.split(), edition.title), edition) for edition in offered
    ]
    fitting = [each for each in weighed if each[0] >= rules.FITS]
    fitting.sort(key=lambda each: (-each[0], each[1].pk))
    return [edition for _fit, edition in fitting[:most]]


def hints_of(edition: Edition) -> list[rules.Hint]:
    """Where a standard answer is not plain; other articles are for us and may speak our language."""
    return rules.hints(edition.text) if edition.article.kind == ArticleKind.ANSWER else []


# Procedures at work


@dataclass(frozen=True)
class StageAt:
    """A stage for one thing: done, or due until a moment; `is_next` for the first that is not done."""

    stage: Stage
    done: StageDone | None
    until: datetime | None
    is_next: bool
    is_late: bool


@dataclass(frozen=True)
class Course:
    """The procedure one thing goes by."""

    followed: Followed
    edition: Edition
    stages: tuple[StageAt, ...]


def courses(actor: Actor, subject: Subject, at: datetime) -> list[Course]:
    """The procedures a thing goes by, each in the edition that held when it began (B-CASE-28)."""
    return [
        course
        for followed in sockets.followed.ask(actor, subject)
        if (course := _course(followed, subject, at)) is not None
    ]


def _course(followed: Followed, subject: Subject, at: datetime) -> Course | None:
    edition = edition_of(followed.code, localdate(followed.since))
    if edition is None:
        # One that began before there was a procedure goes by today's.
        edition = edition_of(followed.code, localdate(at))
    if edition is None:
        return None
    ticked = {
        one.stage_id: one
        for one in StageDone.objects.filter(
            stage__edition=edition, subject_kind=subject.kind, subject_key=subject.key
        )
    }
    stages = list(edition.stages.order_by("rank"))
    first_open = next((stage.pk for stage in stages if stage.pk not in ticked), None)
    return Course(
        followed,
        edition,
        tuple(_stage_at(each, ticked.get(each.pk), followed, first_open, at) for each in stages),
    )


def _stage_at(
    stage: Stage, done: StageDone | None, followed: Followed, first_open: int | None, at: datetime
) -> StageAt:
    hours = stage.within_hours
    until = None if hours is None else followed.since + timedelta(hours=hours)
    return StageAt(
        stage=stage,
        done=done,
        until=until,
        is_next=stage.pk == first_open,
        is_late=until is not None and (done.done_at if done else at) > until,
    )


# Studying


def unread_by(actor: Actor, on: date) -> QuerySet[Edition]:
    """What everybody has to know and this member of staff has not read, in the edition in force."""
    read = Studied.objects.filter(edition=OuterRef("pk"), staff=actor.staff_id)
    mine = in_force(on).filter(article__in=visible_to(actor).values("pk"))
    return mine.filter(~Exists(read), article__must_be_known=True)


def orders_for(staff_id: int | None) -> QuerySet[StudyOrder]:
    """What somebody was given to study and has not read yet, the earliest day first."""
    mine = StudyOrder.objects.filter(staff=staff_id, done_at=None)
    return mine.select_related("article").order_by("due_on", "pk")


def orders_about(subject: Subject) -> QuerySet[StudyOrder]:
    """Who was given what to study because of this thing (B-CASE-23)."""
    found = StudyOrder.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    return found.select_related("article", "staff").order_by("pk")


@dataclass(frozen=True)
class Knowing:
    """How many of a department have read everything that must be known; blank for those without a post."""

    department: str
    staff: int
    read_all: int


def knowing(on: date, project_id: int | None) -> list[Knowing]:
    """By department: who has read every edition in force that must be known (B-INT-14), in four queries."""
    needed = list(
        in_force(on)
        .filter(
            Q(article__project=None) | Q(article__project=project_id), article__must_be_known=True
        )
        .values_list("pk", flat=True)
    )
    read: dict[int, int] = {}
    for staff_id in Studied.objects.filter(edition__in=needed).values_list("staff", flat=True):
        read[staff_id] = read.get(staff_id, 0) + 1
    staff = workforce.works_in(project_id, on) if project_id else workforce.employed(on)
    held = Holding.objects.filter(
        Q(holds_until=None) | Q(holds_until__gt=on),
        holds_from__lte=on,
        staff__in=staff.order_by().values("pk"),
    )
    by_department: dict[str, dict[int, bool]] = {}
    for staff_id, name in held.values_list("staff", "post__department__name"):
        by_department.setdefault(name, {})[staff_id] = read.get(staff_id, 0) == len(needed)
    placed = {staff_id for people in by_department.values() for staff_id in people}
    for staff_id in staff.order_by().values_list("pk", flat=True):
        if staff_id not in placed:
            by_department.setdefault("", {})[staff_id] = read.get(staff_id, 0) == len(needed)
    return [
        Knowing(name, len(people), sum(people.values()))
        for name, people in sorted(by_department.items())
    ]


# Skills


def masters_of(article: Article, staff: QuerySet[Staff]) -> list[Mastery]:
    """The newest note on each of these people, the best first."""
    newest: dict[int, Mastery] = {}
    noted = (
        article.masteries.filter(staff__in=staff).select_related("staff").order_by("noted_at", "pk")
    )
    for one in noted:
        newest[one.staff_id] = one
    return sorted(newest.values(), key=lambda one: (-int(one.grade), one.staff.name))
