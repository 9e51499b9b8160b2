"""A dispute is talked about in public: one person speaks for the company, and what was said stays together."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from anlin.foundation import rows
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.disputes import permissions, queries
from anlin.trades.disputes.actions.recording import allowed, record
from anlin.trades.disputes.errors import (
    AnotherSpeaks,
    NotASpeaker,
    SpreadAlready,
    TellsOnThem,
    WordsMissing,
)
from anlin.trades.disputes.models import Mediation, PublicWord, Spread


@transaction.atomic
def hand_to_speaker(
    *, mediation: Mediation, where: str, officer: Staff, by: Actor, at: datetime
) -> Spread:
    """Where it is talked about, and who speaks from here on (B-MED-17). The mediation goes on as it was.

    Refused with `WordsMissing`, `NotASpeaker`, or `SpreadAlready`.
    """
    allowed(by, mediation)
    if not where.strip():
        raise WordsMissing(field="where")
    speakers = queries.speakers(mediation.case.project_id, localdate(at))
    if not speakers.filter(pk=officer.pk).exists():
        raise NotASpeaker
    with rows.once(SpreadAlready()):
        spread = Spread.objects.create(
            mediation=mediation,
            where=where.strip(),
            officer=officer,
            handed_at=at,
            handed_by=by.ref,
        )
    record("disputes.handed_to_speaker", mediation, by=by, at=at)
    return spread


@transaction.atomic
def say(*, spread: Spread, to_whom: str, words: str, by: Actor, at: datetime) -> PublicWord:
    """Keep what was said in public, by whoever speaks for the company and nobody else.

    Refused with `AnotherSpeaks`, `WordsMissing`, or `TellsOnThem` for a name, a phone or a home of the sides.
    """
    mediation = spread.mediation
    require(permissions.may_speak(by, mediation.case))
    if by.staff_id != spread.officer_id:
        raise AnotherSpeaks(name=spread.officer.name)
    for field, said in (("to_whom", to_whom), ("words", words)):
        if not said.strip():
            raise WordsMissing(field=field)
    word = queries.telling(mediation, words)
    if word is not None:
        raise TellsOnThem(word=word)
    kept = PublicWord.objects.create(
        spread=spread, to_whom=to_whom.strip(), words=words.strip(), said_at=at, said_by=by.ref
    )
    record("disputes.said_in_public", mediation, by=by, at=at)
    return kept


@transaction.atomic
def calm(*, spread: Spread, by: Actor, at: datetime) -> Spread:
    """Nobody talks about it in public any more."""
    mediation = spread.mediation
    require(permissions.may_speak(by, mediation.case))
    if by.staff_id != spread.officer_id:
        raise AnotherSpeaks(name=spread.officer.name)
    rows.change(spread, expecting=("calm_at",), calm_at=at)
    record("disputes.calm", mediation, by=by, at=at)
    return spread
