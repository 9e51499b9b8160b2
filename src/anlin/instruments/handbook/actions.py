"""Deeds of the handbook: write, read as the second person, publish; study, tick stages, note skills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.ground.workforce.models import Staff
from anlin.instruments.handbook import permissions, queries, rules
from anlin.instruments.handbook.choices import (
    ArticleKind,
    EditionState,
    EditionStep,
    Grade,
    Topic,
)
from anlin.instruments.handbook.errors import (
    CodeKnown,
    DoneAlready,
    DueInThePast,
    EarlierFirst,
    NotASkill,
    NotFollowed,
    NotPlain,
    OrderedAlready,
    OwnEdition,
    StagesMissing,
    WordsMissing,
)
from anlin.instruments.handbook.models import (
    Article,
    Edition,
    Mastery,
    Stage,
    StageDone,
    Studied,
    StudyOrder,
)
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotAllowed, require
from anlin.kernel.subjects import Subject

# Who reads what comes with the program; the tests hold it to the same plainness.
WITH_THE_PROGRAM = "system:program"


@dataclass(frozen=True)
class NewStage:
    """One stage of a procedure: `within_hours` from the beginning of the thing, None for no bound."""

    what: str
    who: str
    within_hours: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewArticle:
    """What an article is; its words come with its first edition."""

    code: str
    kind: ArticleKind
    topic: Topic
    title: str
    project: Project | None = None
    must_be_known: bool = False


@transaction.atomic
def write(
    *,
    article: Article | NewArticle,
    text: str,
    keywords: str,
    stages: Sequence[NewStage],
    from_on: date,
    by: Actor,
    at: datetime,
) -> Edition:
    """Write an article's next edition, or a new article's first; it waits for a second reader.

    Refused with `WordsMissing`, `CodeKnown`, or `StagesMissing` for a procedure without stages.
    """
    project = article.project
    require(permissions.may_write(by, project.pk if project else None))
    for field, words in (("title", article.title), ("code", article.code), ("text", text)):
        if not words.strip():
            raise WordsMissing(field=field)
    if article.kind == ArticleKind.PROCEDURE and not stages:
        raise StagesMissing
    if isinstance(article, NewArticle):
        with rows.once(CodeKnown()):
            article = Article.objects.create(
                code=article.code.strip(), kind=article.kind, topic=article.topic,
                title=article.title.strip(), project=project, must_be_known=article.must_be_known,
            )  # fmt: skip
    edition = _edition(article, text, keywords, stages, from_on, by=by, at=at)
    _record("handbook.written", edition, by=by, at=at)
    return edition


@transaction.atomic
def publish(*, edition: Edition, remark: str, by: Actor, at: datetime) -> Edition:
    """Read it as the second person, and publish it (B-INT-19).

    Refused with `OwnEdition`, `NotPlain` while it is hard to understand and `remark` does not say why it stays, or `NoSuchStep`.
    """
    require(permissions.may_publish(by, edition))
    state = rules.LIFE.step(EditionState(edition.state), EditionStep.PUBLISH)
    if edition.written_by == by.ref:
        raise OwnEdition
    unclear = queries.hints_of(edition)
    if unclear and not remark.strip():
        raise NotPlain(words=unclear[0].words[:40])
    _read(edition, state, remark, by=by, at=at)
    _record("handbook.published", edition, by=by, at=at, hints=len(unclear))
    return edition


@transaction.atomic
def send_back(*, edition: Edition, remark: str, by: Actor, at: datetime) -> Edition:
    """The second reader does not understand it, and says what; whoever wrote it writes the next edition."""
    require(permissions.may_publish(by, edition))
    state = rules.LIFE.step(EditionState(edition.state), EditionStep.SEND_BACK)
    if not remark.strip():
        raise WordsMissing(field="remark")
    _read(edition, state, remark, by=by, at=at)
    _record("handbook.sent_back", edition, by=by, at=at)
    return edition


@transaction.atomic
def withdraw(*, edition: Edition, remark: str, by: Actor, at: datetime) -> Edition:
    """It holds no longer; the edition before it does not come back by itself."""
    require(permissions.may_publish(by, edition))
    state = rules.LIFE.step(EditionState(edition.state), EditionStep.WITHDRAW)
    if not remark.strip():
        raise WordsMissing(field="remark")
    rows.change(edition, expecting=("state",), state=state, remark=remark.strip())
    _record("handbook.withdrawn", edition, by=by, at=at)
    return edition


@transaction.atomic
def study(*, edition: Edition, by: Actor, at: datetime) -> None:
    """The member of staff has read it; what they were given of this article is done. Twice is once."""
    require(permissions.may_study(by, edition.article))
    staff_id = by.staff_id
    if staff_id is None:
        raise NotAllowed
    _row, is_new = Studied.objects.get_or_create(
        edition=edition, staff_id=staff_id, defaults={"studied_at": at}
    )
    StudyOrder.objects.filter(article=edition.article, staff=staff_id, done_at=None).update(
        done_at=at
    )
    if is_new:
        _record("handbook.studied", edition, by=by, at=at)


@transaction.atomic
def order_study(
    *,
    article: Article,
    staff: Staff,
    about: Subject,
    project_id: int,
    due_on: date,
    by: Actor,
    at: datetime,
) -> StudyOrder:
    """Give somebody an article to study until a day, because of a thing that went wrong (B-CASE-23).

    Refused with `DueInThePast` or `OrderedAlready`.
    """
    require(permissions.may_teach(by, project_id))
    if due_on < localdate(at):
        raise DueInThePast
    with rows.once(OrderedAlready()):
        order = StudyOrder.objects.create(
            article=article, staff=staff, project_id=project_id, subject_kind=about.kind,
            subject_key=about.key, due_on=due_on, ordered_at=at, ordered_by=by.ref,
        )  # fmt: skip
    audit.record(
        "handbook.study_ordered", about, by=by, at=at, project_id=project_id, article=article.code
    )
    return order


@transaction.atomic
def tick(*, stage: Stage, subject: Subject, words: str, by: Actor, at: datetime) -> StageDone:
    """A stage was done for this thing; stages are done in their order (B-CASE-28).

    Refused with `NotFollowed`, `EarlierFirst`, or `DoneAlready`.
    """
    mine = [one for one in queries.courses(by, subject, at) if one.edition.pk == stage.edition_id]
    if not mine:
        raise NotFollowed
    [course] = mine
    require(permissions.may_tick(course.followed))
    first = next((one.stage for one in course.stages if one.is_next), None)
    if any(one.stage.pk == stage.pk and one.done for one in course.stages):
        raise DoneAlready
    if first is not None and first.pk != stage.pk:
        raise EarlierFirst(what=first.what)
    with rows.once(DoneAlready()):
        done = StageDone.objects.create(
            stage=stage, subject_kind=subject.kind, subject_key=subject.key,
            project_id=course.followed.project_id, words=words.strip(), done_at=at, done_by=by.ref,
        )  # fmt: skip
    audit.record(
        "handbook.stage_done", subject, by=by, at=at, project_id=course.followed.project_id,
        procedure=course.followed.code, stage=stage.rank,
    )  # fmt: skip
    return done


@transaction.atomic
def grade(
    *,
    article: Article,
    staff: Staff,
    level: Grade,
    words: str,
    project_id: int,
    by: Actor,
    at: datetime,
) -> Mastery:
    """Note how well somebody masters a skill, and by what one saw it (B-MED-16)."""
    require(permissions.may_teach(by, project_id))
    if article.kind != ArticleKind.SKILL:
        raise NotASkill
    if not words.strip():
        raise WordsMissing(field="words")
    noted = Mastery.objects.create(
        article=article, staff=staff, grade=level, words=words.strip(), noted_at=at, noted_by=by.ref
    )
    audit.record(
        "handbook.graded", article.subject, by=by, at=at, project_id=project_id, level=level.value
    )
    return noted


@transaction.atomic
def adopt(*, articles: Sequence[dict], on: date, by: Actor, at: datetime) -> int:
    """Enter the articles that come with the program and are not there yet; how many were new."""
    require(permissions.may_write(by, None))
    known = set(Article.objects.values_list("code", flat=True))
    new = [line for line in articles if line["code"] not in known]
    for line in new:
        article = Article.objects.create(
            code=line["code"], kind=ArticleKind(line["kind"]), topic=Topic(line["topic"]),
            title=line["title"], must_be_known=line.get("must_be_known", False),
        )  # fmt: skip
        stages = [NewStage(*each) for each in line.get("stages", ())]
        edition = _edition(
            article, line["text"], line.get("keywords", ""), stages, on, by=by, at=at
        )
        _read(edition, EditionState.PUBLISHED, "", by=by, at=at, who=WITH_THE_PROGRAM)
        _record("handbook.published", edition, by=by, at=at, hints=0)
    return len(new)


def _edition(
    article: Article,
    text: str,
    keywords: str,
    stages: Sequence[NewStage],
    from_on: date,
    *,
    by: Actor,
    at: datetime,
) -> Edition:
    # Whoever writes the same article meanwhile waits for us, and gets the next number.
    Article.objects.select_for_update().get(pk=article.pk)
    edition = Edition.objects.create(
        article=article, number=article.editions.count() + 1, text=text.strip(),
        keywords=" ".join(keywords.split()), from_on=from_on, written_by=by.ref, written_at=at,
    )  # fmt: skip
    Stage.objects.bulk_create(
        Stage(edition=edition, rank=rank, what=one.what, who=one.who, within_hours=one.within_hours)
        for rank, one in enumerate(stages, 1)
    )
    return edition


def _read(
    edition: Edition, state: EditionState, remark: str, *, by: Actor, at: datetime, who: str = ""
) -> None:
    rows.change(
        edition, expecting=("state",), state=state, read_by=who or by.ref, read_at=at,
        remark=remark.strip(),
    )  # fmt: skip


def _record(
    deed: str, edition: Edition, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    article = edition.article
    audit.record(
        deed, article.subject, by=by, at=at, project_id=article.project_id, code=article.code,
        number=edition.number, **details,
    )  # fmt: skip
