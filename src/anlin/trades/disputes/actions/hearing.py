"""A mediation is opened, each side is heard by itself, and the mediator goes back and forth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from anlin.foundation import rows
from anlin.ground.estate.models import Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases.errors import CaseClosed
from anlin.trades.cases.models import Case
from anlin.trades.disputes import permissions, queries
from anlin.trades.disputes.actions import owing
from anlin.trades.disputes.actions.recording import after, allowed, move, record
from anlin.trades.disputes.choices import (
    ContactKind,
    HeardHow,
    MediationKind,
    MediationState,
    MediationStep,
    Risk,
    Side,
)
from anlin.trades.disputes.errors import (
    MediatedAlready,
    MediationOver,
    NotNeutral,
    NotOfOffice,
    NotYet,
    OwnWords,
    RuleMissing,
    SameSides,
    SideMissing,
    WordsMissing,
)
from anlin.trades.disputes.models import Exchange, Mediation, Party, Statement

OVER = (MediationState.ENDED, MediationState.HANDED_OVER)


@dataclass(frozen=True, kw_only=True)
class NewParty:
    """One side: a person we know, or what they are called."""

    person: Person | None = None
    name: str = ""
    phone: str = ""
    unit: Unit | None = None
    interests: str = ""


@transaction.atomic
def open_mediation(
    *,
    case: Case,
    kind: MediationKind,
    sides: Mapping[Side, NewParty],
    mediator: Staff,
    by: Actor,
    at: datetime,
) -> Mediation:
    """Mediate a case between two sides (B-MED-01).

    Refused with `CaseClosed`, `MediatedAlready`, `SideMissing`, `SameSides`, `NotOfOffice`, or
    `NotNeutral` for whoever belongs to a side (B-MED-03).
    """
    require(permissions.may_mediate(by, case))
    if not case.is_open:
        raise CaseClosed(case)
    _are_two(sides)
    _is_neutral(mediator, case, sides, at)

    with rows.once(MediatedAlready(case)):
        mediation = Mediation.objects.create(
            case=case, kind=kind, mediator=mediator, opened_at=at, opened_by=by.ref
        )
    for side, new in sides.items():
        Party.objects.create(
            mediation=mediation,
            side=side,
            person=new.person,
            name=new.name.strip() or None,
            phone=new.phone.strip() or None,
            unit=new.unit,
            interests=new.interests.strip() or None,
        )

    owing.start(mediation, by=by)
    record("disputes.opened", mediation, by=by, at=at, kind=kind.value)
    return mediation


@transaction.atomic
def hear(
    *,
    party: Party,
    words: str,
    how: HeardHow,
    heard_at: datetime,
    by: Actor,
    at: datetime,
    answers: Statement | None = None,
) -> Statement:
    """Keep what one side said, by itself (B-MED-02); with `answers` their complaint about the other's words.

    Refused with `MediationOver`, `WordsMissing`, `NotYet`, or `OwnWords`.
    """
    mediation = party.mediation
    allowed(by, mediation)
    _is_running(mediation, words, heard_at, at)
    if answers is not None and (
        answers.party.mediation_id != mediation.pk or answers.party_id == party.pk
    ):
        raise OwnWords

    said = Statement.objects.create(
        party=party,
        words=words.strip(),
        how=how,
        heard_at=heard_at,
        noted_by=by.ref,
        answers=answers,
    )
    if mediation.state == MediationState.OPENED and queries.both_heard(mediation):
        move(mediation, after(mediation, MediationStep.HEAR))
        owing.did(mediation, owing.BOTH_HEARD, by=by, at=at)

    record("disputes.heard", mediation, by=by, at=at, side=party.side)
    return said


@transaction.atomic
def note_contact(
    *,
    mediation: Mediation,
    kind: ContactKind,
    words: str,
    happened_at: datetime,
    by: Actor,
    at: datetime,
    risk: Risk = Risk.NONE,
    rule_cited: str = "",
) -> Exchange:
    """Write a line of the log (B-MED-07); what it brought up as a risk stands on top of the desk (B-MED-12).

    Looking into the rules names the rule (B-MED-13). Refused with `MediationOver`, `WordsMissing`, `RuleMissing` or
    `NotYet`.
    """
    allowed(by, mediation)
    _is_running(mediation, words, happened_at, at)

    if kind == ContactKind.RULES and not rule_cited.strip():
        raise RuleMissing

    contact = Exchange.objects.create(
        mediation=mediation,
        kind=kind,
        words=words.strip(),
        risk=risk,
        rule_cited=rule_cited.strip(),
        happened_at=happened_at,
        noted_by=by.ref,
    )

    if kind == ContactKind.NIGHT:
        owing.did(mediation, owing.ATTENDED_AT_NIGHT, by=by, at=at)
    record("disputes.contacted", mediation, by=by, at=at, kind=kind.value, risk=risk.value)
    return contact


def _is_running(mediation: Mediation, words: str, moment: datetime, at: datetime) -> None:
    if mediation.state in OVER:
        raise MediationOver(mediation)
    if not words.strip():
        raise WordsMissing
    if moment > at:
        raise NotYet


def _are_two(sides: Mapping[Side, NewParty]) -> None:
    if set(sides) != set(Side) or any(
        new.person is None and not new.name.strip() for new in sides.values()
    ):
        raise SideMissing
    one, other = (new.person for new in sides.values())
    if one is not None and other is not None and other.pk in people.same_person(one.pk):
        raise SameSides


def _is_neutral(mediator: Staff, case: Case, sides: Mapping[Side, NewParty], at: datetime) -> None:
    day = timezone.localdate(at)
    if not workforce.works_in(case.project_id, day).filter(pk=mediator.pk).exists():
        raise NotOfOffice(staff=mediator.name)
    for new in sides.values():
        unit_id = new.unit.pk if new.unit else None
        if case.about_staff_id == mediator.pk or queries.is_of_a_side(
            mediator, person=new.person, name=new.name, unit_id=unit_id, day=day
        ):
            raise NotNeutral(staff=mediator.name)
