"""What people say at activities: noted, made a matter or answered there; commenters are visited afterwards."""

from datetime import datetime

from django.db import transaction

from anlin.bonds.relations import permissions, queries, rules
from anlin.bonds.relations.actions.activities import record
from anlin.bonds.relations.choices import (
    CHANNELS,
    KINDS,
    ActivityKind,
    ActivityState,
    Leaning,
    VoiceState,
    VoiceStep,
)
from anlin.bonds.relations.errors import (
    InPersonNeeded,
    NotACommenter,
    NotHeld,
    OtherProject,
    StillToCome,
    VisitedAlready,
    WordsMissing,
)
from anlin.bonds.relations.models import Activity, Voice
from anlin.foundation import rows
from anlin.ground.estate.models import Unit
from anlin.ground.people.models import Person
from anlin.ground.people.sockets import Erasure
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries as matters
from anlin.trades.cases.models import Case

UNNAMED = "—"
GONE = "*"


@transaction.atomic
def note_voice(
    *,
    activity: Activity,
    leaning: Leaning,
    words: str,
    said_at: datetime,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    name: str = "",
    unit: Unit | None = None,
) -> Voice:
    """Write down what somebody said there, in their words; `name` is what a stranger called themselves.

    Refused with `NotHeld` at a cancelled activity, `WordsMissing`, `StillToCome`, or `OtherProject`.
    """
    require(permissions.may_hold(by, activity.project_id))
    if activity.state == ActivityState.CANCELLED:
        raise NotHeld
    if said_at > at:
        raise StillToCome(field="said_at")
    return put_down(
        activity, leaning, words, said_at=said_at, by=by, at=at, person=person, name=name, unit=unit
    )


def put_down(
    activity: Activity,
    leaning: Leaning,
    words: str,
    *,
    said_at: datetime,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    name: str = "",
    unit: Unit | None = None,
) -> Voice:
    if not words.strip():
        raise WordsMissing(field="words")
    if unit is not None and unit.project_id != activity.project_id:
        raise OtherProject(field="home")
    voice = Voice.objects.create(
        activity=activity, leaning=leaning, words=words.strip(), person=person,
        name=None if person else name.strip() or None, unit=unit, said_at=said_at, noted_by=by.ref,
    )  # fmt: skip
    record("relations.voice_noted", activity, by=by, at=at, leaning=leaning.value)
    return voice


@transaction.atomic
def raise_matter(*, voice: Voice, by: Actor, at: datetime) -> Case:
    """Make it a matter of the desk, through the channel of the activity; it enters the same intake (B-INT-10).

    Refused as `cases.open_case` refuses, and with `NoSuchStep`.
    """
    activity = voice.activity
    require(permissions.may_hold(by, activity.project_id))
    state = rules.VOICE_LIFE.step(VoiceState(voice.state), VoiceStep.RAISE)
    kind = ActivityKind(activity.kind)
    case = cases.open_case(
        new=cases.NewCase(
            project=activity.project,
            kind=KINDS[Leaning(voice.leaning)],
            words=voice.words,
            channel=matters.channel_by_code(CHANNELS[kind]),
            reported_at=voice.said_at,
            reporter=voice.person,
            reporter_name="" if voice.person else voice.name or UNNAMED,
            unit=voice.unit,
            place="" if voice.unit else activity.place,
            source_key=f"voice:{voice.pk}",
        ),
        by=by,
        at=at,
    )
    rows.change(voice, expecting=("state",), state=state, matter=case)
    record("relations.voice_raised", activity, by=by, at=at, number=case.number)
    return case


@transaction.atomic
def answer(*, voice: Voice, words: str, by: Actor, at: datetime) -> Voice:
    """Note what they were told there and then. Refused with `WordsMissing` or `NoSuchStep`."""
    require(permissions.may_hold(by, voice.activity.project_id))
    state = rules.VOICE_LIFE.step(VoiceState(voice.state), VoiceStep.ANSWER)
    if not words.strip():
        raise WordsMissing(field="answer")
    rows.change(
        voice, expecting=("state",), state=state, answer=words.strip(), answered_at=at,
        answered_by=by.ref,
    )  # fmt: skip
    record("relations.voice_answered", voice.activity, by=by, at=at)
    return voice


@transaction.atomic
def visit_after(
    *,
    voice: Voice,
    staff: Staff,
    was_in_person: bool,
    said: str,
    visited_at: datetime,
    by: Actor,
    at: datetime,
) -> Voice:
    """Somebody went back to whoever wrote an opinion on a questionnaire (A-FUP-07).

    Refused with `NotACommenter`, `VisitedAlready`, `WordsMissing`, `StillToCome`, or `InPersonNeeded` for an important client.
    """
    activity = voice.activity
    require(permissions.may_hold(by, activity.project_id))
    if activity.kind != ActivityKind.QUESTIONNAIRE:
        raise NotACommenter
    if voice.visited_at is not None:
        raise VisitedAlready
    if not said.strip():
        raise WordsMissing(field="said")
    if visited_at > at:
        raise StillToCome(field="visited_at")
    if not was_in_person and queries.is_important(voice.person_id):
        raise InPersonNeeded
    rows.change(
        voice, expecting=("visited_at",), visited_at=visited_at, visited_by=staff,
        was_in_person=was_in_person, visit_said=said.strip(),
    )  # fmt: skip
    record("relations.visited_after", activity, by=by, at=at, in_person=was_in_person)
    return voice


def forget(erasure: Erasure) -> int:
    """Words of erased people go, once they were answered; that somebody spoke, and what became of it, stays."""
    found = list(queries.of_everyone(erasure.person_ids).exclude(state=VoiceState.OPEN))
    for voice in found:
        voice.words = GONE
        voice.answer = None if voice.answer is None else GONE
        voice.visit_said = None
        voice.save(update_fields=["words", "answer", "visit_said"])
    return len(found)
