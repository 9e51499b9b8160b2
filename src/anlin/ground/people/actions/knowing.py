"""What is known about people, what they agreed to, and who looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.people import permissions, queries
from anlin.ground.people.choices import CallTime, CareKind, NoteKind, Purpose
from anlin.ground.people.errors import ConsentMissing, NotACallTime
from anlin.ground.people.events import PersonChanged
from anlin.ground.people.models import CareMark, Consent, ContactPoint, Person, SensitiveNote
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@dataclass(frozen=True)
class Unmasked:
    """A person in clear, handed out once to somebody who asked and was recorded."""

    name: str
    identity_number: str | None
    contacts: tuple[tuple[str, str], ...]


@transaction.atomic
def look(
    *, person: Person, why: str, by: Actor, at: datetime, project_id: int | None = None
) -> Unmasked:
    """Hand out the full name and numbers; the asking stands in the audit before they are shown."""
    require(permissions.may_look(by, person.pk))

    audit.record("people.looked", person.subject, by=by, at=at, project_id=project_id, why=why)
    points = ContactPoint.objects.filter(
        person__in=queries.same_person(person.pk), retired_at=None
    ).order_by("-is_preferred", "id")
    return Unmasked(
        name=person.name,
        identity_number=person.identity_number,
        contacts=tuple((point.kind, point.value) for point in points),
    )


@transaction.atomic
def mark_care(*, person: Person, kind: CareKind, by: Actor, at: datetime) -> CareMark:
    """Let everybody who serves the person know that care is needed; marking twice is one mark."""
    require(permissions.may_edit(by))

    mark, is_new = CareMark.objects.get_or_create(
        person=person, kind=kind, lifted_at=None, defaults={"marked_at": at}
    )
    if is_new:
        _tell(person, "people.care_marked", by=by, at=at, kind=kind.value)
    return mark


@transaction.atomic
def lift_care(*, person: Person, kind: CareKind, by: Actor, at: datetime) -> None:
    """The care is not needed any more; lifting a mark that does not stand changes nothing."""
    require(permissions.may_edit(by))

    if CareMark.objects.filter(person=person, kind=kind, lifted_at=None).update(lifted_at=at):
        _tell(person, "people.care_lifted", by=by, at=at, kind=kind.value)


@transaction.atomic
def note_call_time(*, person: Person, call_time: str, by: Actor, at: datetime) -> Person:
    """Note when the person likes to be called, a `CallTime`; empty clears it, the same again changes nothing.

    Refused with `NotACallTime`.
    """
    require(permissions.may_edit(by))
    if call_time and call_time not in CallTime.values:
        raise NotACallTime(value=call_time)
    if call_time == person.call_time:
        return person

    rows.change(person, expecting=("call_time",), call_time=str(call_time))

    if call_time:
        _tell(person, "people.call_time_noted", by=by, at=at, call_time=str(call_time))
    else:
        _tell(person, "people.call_time_cleared", by=by, at=at)
    return person


@transaction.atomic
def give_consent(*, person: Person, purpose: Purpose, how: str, by: Actor, at: datetime) -> Consent:
    """Record that the person agreed to a use of their data and how they said so."""
    require(permissions.may_edit(by, person.pk))

    consent, is_new = Consent.objects.get_or_create(
        person=person, purpose=purpose, withdrawn_at=None, defaults={"how": how, "given_at": at}
    )
    if is_new:
        _tell(person, "people.consented", by=by, at=at, purpose=purpose.value)
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: Purpose, by: Actor, at: datetime) -> None:
    """From now on the data may not be used for this; notes kept for it can no longer be read."""
    require(permissions.may_edit(by, person.pk))

    given = Consent.objects.filter(
        person__in=queries.same_person(person.pk), purpose=purpose, withdrawn_at=None
    )
    if given.update(withdrawn_at=at):
        _tell(person, "people.consent_withdrawn", by=by, at=at, purpose=purpose.value)


@transaction.atomic
def note(
    *, person: Person, kind: NoteKind, text: str, purpose: Purpose, by: Actor, at: datetime
) -> SensitiveNote:
    """Keep a sensitive fact for one purpose. Refused with `ConsentMissing` unless they agreed to it."""
    require(permissions.may_read_note(by, kind))
    if not queries.has_consented(person.pk, purpose):
        raise ConsentMissing(person)

    kept = SensitiveNote.objects.create(
        person=person, kind=kind, purpose=purpose, text=text, noted_at=at, noted_by=by.ref
    )

    _tell(person, "people.noted", by=by, at=at, kind=kind.value)
    return kept


@transaction.atomic
def read_notes(
    *, person: Person, kinds: Iterable[NoteKind], by: Actor, at: datetime
) -> list[SensitiveNote]:
    """The notes that hold now, of the kinds the actor may read and the person still agrees to; recorded."""
    readable = [kind for kind in kinds if permissions.may_read_note(by, kind)]
    notes = [
        kept
        for kept in queries.newest_notes(person.pk, readable)
        if queries.has_consented(person.pk, kept.purpose)
    ]
    if notes:
        read = ",".join(kept.kind for kept in notes)
        audit.record("people.notes_read", person.subject, by=by, at=at, kinds=read)
    return notes


def _tell(person: Person, deed: str, *, by: Actor, at: datetime, **details: audit.Detail) -> None:
    audit.record(deed, person.subject, by=by, at=at, project_id=None, **details)
    news.publish(PersonChanged(person_id=person.pk, by=by.ref, at=at))
