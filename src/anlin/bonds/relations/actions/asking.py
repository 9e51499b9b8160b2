"""Questionnaires: their questions, and the replies of residents, from the portal or from paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.bonds.relations import permissions, queries, rules
from anlin.bonds.relations.actions.activities import record
from anlin.bonds.relations.actions.voices import put_down
from anlin.bonds.relations.choices import ActivityKind, Leaning
from anlin.bonds.relations.errors import (
    AnsweredAlready,
    NotAQuestionnaire,
    NothingAnswered,
    NotOpenNow,
    OtherProject,
    RepliedAlready,
    TooManyQuestions,
    WordsMissing,
)
from anlin.bonds.relations.models import Activity, Question, Reply, Score
from anlin.foundation import rows
from anlin.ground.estate.models import Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@dataclass(frozen=True)
class Asked:
    """One question: one to five, or in words."""

    words: str
    is_scale: bool


@transaction.atomic
def ask(*, activity: Activity, questions: Sequence[Asked], by: Actor, at: datetime) -> None:
    """Write the questions, in place of those before; once somebody answered they stay.

    Refused with `NotAQuestionnaire`, `AnsweredAlready`, `WordsMissing`, or `TooManyQuestions`.
    """
    require(permissions.may_hold(by, activity.project_id))
    if activity.kind != ActivityKind.QUESTIONNAIRE:
        raise NotAQuestionnaire
    if not questions or not all(one.words.strip() for one in questions):
        raise WordsMissing(field="questions")
    if len(questions) > rules.QUESTIONS_AT_MOST:
        raise TooManyQuestions(most=rules.QUESTIONS_AT_MOST, field="questions")
    # Whoever answers meanwhile waits for us, or we see their reply.
    Activity.objects.select_for_update().get(pk=activity.pk)
    if activity.replies.exists():
        raise AnsweredAlready(field="questions")
    activity.questions.all().delete()
    Question.objects.bulk_create(
        Question(activity=activity, rank=rank, words=one.words.strip(), is_scale=one.is_scale)
        for rank, one in enumerate(questions, 1)
    )
    record("relations.questions_asked", activity, by=by, at=at, count=len(questions))


@transaction.atomic
def reply(
    *,
    activity: Activity,
    points: Mapping[int, int],
    words: Mapping[int, str],
    by: Actor,
    at: datetime,
    person: Person | None = None,
    unit: Unit | None = None,
) -> Reply:
    """Take one answered questionnaire in: `points` of one to five and `words`, both by question id.

    What is written becomes a voice, which waits for its answer. A person replies once; paper without a name may be many.
    Refused with `NotOpenNow`, `NothingAnswered`, `OtherProject`, or `RepliedAlready`.
    """
    require(permissions.may_reply(by, activity))
    Activity.objects.select_for_update().get(pk=activity.pk)
    if by.is_resident:
        person = people.by_id(people.standing_id(int(by.key)))
        if not queries.is_open(activity, at):
            raise NotOpenNow
        # Whoever wrote something is visited at home, so the home goes along.
        unit = queries.home_in(by, activity.project_id)
    if unit is not None and unit.project_id != activity.project_id:
        raise OtherProject(field="home")
    questions = {one.pk: one for one in activity.questions.all()}
    given = {pk: number for pk, number in points.items() if pk in questions and 1 <= number <= 5}
    said = {pk: text.strip() for pk, text in words.items() if pk in questions and text.strip()}
    if not given and not said:
        raise NothingAnswered

    with rows.once(RepliedAlready()):
        taken = Reply.objects.create(
            activity=activity, person=person, unit=unit, came_at=at, taken_by=by.ref
        )
    Score.objects.bulk_create(
        Score(reply=taken, question=questions[pk], points=number) for pk, number in given.items()
    )
    for pk, text in said.items():
        put_down(
            activity, Leaning.OPINION, f"{questions[pk].words}\n{text}", said_at=at, by=by, at=at,
            person=person, unit=unit,
        )  # fmt: skip
    record("relations.replied", activity, by=by, at=at)
    return taken
