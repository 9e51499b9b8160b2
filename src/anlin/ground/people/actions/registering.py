"""Who there is and how to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.accounts.api import Account
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.vault import api as vault
from anlin.ground.people import permissions, queries, rules
from anlin.ground.people.choices import PHONE_KINDS, ContactKind, PersonKind, RetiredBecause
from anlin.ground.people.errors import AccountTaken, NoName, NotAnIdentityNumber, NotAPhone
from anlin.ground.people.events import ContactPointRetired, PersonChanged, PersonRegistered
from anlin.ground.people.models import ContactPoint, Person
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Conflict, require


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """What is known of somebody when they are registered; phones as people write them."""

    name: str
    phones: tuple[str, ...] = ()
    sex: str = ""
    kind: PersonKind = PersonKind.HUMAN
    identity_number: str = ""
    email: str = ""


@transaction.atomic
def register(*, new: NewPerson, by: Actor, at: datetime) -> Person:
    """Register one person; that somebody of this name or phone exists already is no obstacle.

    Refused with `NoName`, `NotAPhone` or `NotAnIdentityNumber`. Tells `PersonRegistered`.
    """
    require(permissions.may_edit(by))

    [person] = register_many(new=[new], by=by, at=at)
    return person


@transaction.atomic
def register_many(*, new: Sequence[NewPerson], by: Actor, at: datetime) -> list[Person]:
    """Register many people at a cost that does not grow per person in queries; all or none."""
    require(permissions.may_edit(by))

    people = [_person(each, by=by, at=at) for each in new]
    rows.put_in(people)
    points = [
        point
        for person, each in zip(people, new, strict=True)
        for point in _contact_points(person, each, at=at)
    ]
    rows.put_in(points)

    audit.record_many(
        [audit.Note(deed="people.registered", subject=person.subject) for person in people],
        by=by,
        at=at,
    )
    news.publish_many(
        [PersonRegistered(person_id=person.pk, by=by.ref, at=at) for person in people]
    )
    return people


@transaction.atomic
def rename(*, person: Person, name: str, by: Actor, at: datetime, sex: str | None = None) -> Person:
    """Correct a name or a form of address; the old one is not kept in clear anywhere."""
    require(permissions.may_edit(by, person.pk))
    plain = _name(name)

    rows.change(
        person,
        expecting=("name_index",),
        name=plain,
        name_index=queries.name_index(plain),
        sex=person.sex if sex is None else sex,
    )

    _tell_change(person, "people.renamed", by=by, at=at)
    return person


@transaction.atomic
def set_identity_number(*, person: Person, number: str, by: Actor, at: datetime) -> Person:
    """Record the identity number of a card that was shown. Refused when its check digit does not fit."""
    require(permissions.may_edit(by))
    valid = rules.identity_number(number)
    if valid is None:
        raise NotAnIdentityNumber(field="identity_number")

    index = vault.blind_index(valid, purpose=queries.IDENTITY)
    rows.change(person, expecting=("identity_index",), identity_number=valid, identity_index=index)

    _tell_change(person, "people.identified", by=by, at=at)
    return person


@transaction.atomic
def add_contact(
    *,
    person: Person,
    kind: ContactKind,
    value: str,
    by: Actor,
    at: datetime,
    is_preferred: bool = False,
) -> ContactPoint:
    """Add a way to reach the person; a contact point they have already is returned as it is."""
    require(permissions.may_edit(by, person.pk))

    point = _contact_point(person, kind, value, at=at, is_preferred=is_preferred)
    known = ContactPoint.objects.filter(
        person=person,
        full_index__in=vault.blind_indexes(point.value, purpose=rules.PHONE),
        retired_at=None,
    ).first()
    if known is not None:
        return known
    if is_preferred:
        person.contact_points.filter(kind=kind).update(is_preferred=False)
    with rows.once(Conflict(person)):
        point.save(force_insert=True)

    _tell_change(person, "people.contact_added", by=by, at=at, contact=kind)
    return point


@transaction.atomic
def retire_contact(
    *, point: ContactPoint, because: RetiredBecause, by: Actor, at: datetime
) -> ContactPoint:
    """Stop using a contact point: it finds nobody and nothing is sent there; the row stays.

    Tells `ContactPointRetired` and `PersonChanged`.
    """
    require(permissions.may_edit(by, point.person_id))

    rows.change(point, expecting=("retired_at",), retired_at=at, retired_because=because)

    audit.record(
        "people.contact_retired", point.person.subject, by=by, at=at, because=because.value
    )
    person_id = point.person_id
    news.publish(
        ContactPointRetired(contact_point_id=point.pk, person_id=person_id, by=by.ref, at=at)
    )
    news.publish(PersonChanged(person_id=person_id, by=by.ref, at=at))
    return point


@transaction.atomic
def disown(*, phone: str, by: Actor, at: datetime) -> int:
    """Somebody answers this phone and says: that is not me any more.

    Retires the phone with everybody who was reached under it and returns with how many; calling
    it again changes nothing. Refused with `NotAPhone`.
    """
    require(permissions.may_edit(by))
    digits = rules.phone_digits(phone)
    if digits is None:
        raise NotAPhone(value=phone, field="phone")

    indexes = vault.blind_indexes(digits, purpose=rules.PHONE)
    found = ContactPoint.objects.filter(full_index__in=indexes, retired_at=None)
    # Read before the first is retired: afterwards the same question finds none.
    points = list(found.select_related("person"))
    for point in points:
        retire_contact(point=point, because=RetiredBecause.NOT_ME, by=by, at=at)
    return len(points)


@transaction.atomic
def give_account(*, person: Person, account: Account, by: Actor, at: datetime) -> Person:
    """Let the person in to the portal with this account."""
    require(permissions.may_edit(by))

    with rows.once(AccountTaken()):
        rows.change(person, expecting=("account_id",), account=account)

    _tell_change(person, "people.account_given", by=by, at=at)
    return person


def _tell_change(
    person: Person, deed: str, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    audit.record(deed, person.subject, by=by, at=at, project_id=None, **details)
    news.publish(PersonChanged(person_id=person.pk, by=by.ref, at=at))


def _person(new: NewPerson, *, by: Actor, at: datetime) -> Person:
    name = _name(new.name)
    number = rules.identity_number(new.identity_number) if new.identity_number else None
    if new.identity_number and number is None:
        raise NotAnIdentityNumber(field="identity_number")
    return Person(
        kind=new.kind,
        name=name,
        name_index=queries.name_index(name),
        sex=new.sex,
        identity_number=number,
        identity_index=vault.blind_index(number, purpose=queries.IDENTITY) if number else "",
        registered_at=at,
        registered_by=by.ref,
    )


def _name(text: str) -> str:
    name = rules.clean(text)
    if not name:
        raise NoName(field="name")
    return name


def _contact_points(person: Person, new: NewPerson, *, at: datetime) -> list[ContactPoint]:
    points = [
        _contact_point(person, ContactKind.MOBILE, phone, at=at, is_preferred=index == 0)
        for index, phone in enumerate(new.phones)
    ]
    if new.email:
        points.append(
            _contact_point(person, ContactKind.EMAIL, new.email, at=at, is_preferred=True)
        )
    return list({point.full_index: point for point in reversed(points)}.values())[::-1]


def _contact_point(
    person: Person, kind: ContactKind, value: str, *, at: datetime, is_preferred: bool
) -> ContactPoint:
    plain, tail = rules.clean(value), ""
    if kind in PHONE_KINDS:
        digits = rules.phone_digits(value)
        if digits is None:
            raise NotAPhone(value=value, field="phone")
        kind = ContactKind.MOBILE if rules.is_mobile(digits) else ContactKind.LANDLINE
        ending = rules.phone_ending(digits)
        plain, tail = digits, vault.blind_index(ending, purpose=rules.PHONE_ENDING)
    return ContactPoint(
        person=person,
        kind=kind,
        value=plain,
        full_index=queries.phone_index(plain),
        tail_index=tail,
        is_preferred=is_preferred,
        added_at=at,
    )
