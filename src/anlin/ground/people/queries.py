"""Readings of people: found by blind index, shown masked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from anlin.foundation.prepared import Prepared
from anlin.foundation.search import api as search
from anlin.foundation.vault import api as vault
from anlin.ground.people import rules, sockets
from anlin.ground.people.choices import (
    PHONE_KINDS,
    CareKind,
    ContactKind,
    Fate,
    NoteKind,
    RequestState,
)
from anlin.ground.people.models import (
    CareMark,
    Consent,
    ContactPoint,
    DataRequest,
    LegalHold,
    Person,
    SensitiveNote,
)
from anlin.kernel.subjects import Subject

EDIT = "people.edit"
NAME, PHONE, IDENTITY = rules.NAME, rules.PHONE, rules.IDENTITY


@dataclass(frozen=True)
class Reachable:
    """A contact point as it may be shown to anyone who may see the person."""

    id: int
    kind: str
    masked: str
    is_preferred: bool


@dataclass(frozen=True)
class Card:
    """A person as a page shows them: masked, with their marks and ways to reach them."""

    id: int
    masked_name: str
    surname: str
    sex: str
    call_time: str
    kind: str
    care: tuple[CareKind, ...]
    reachable: tuple[Reachable, ...]

    @property
    def masked_phone(self) -> str:
        """The preferred phone, or the first; empty when there is none."""
        phones = [point for point in self.reachable if point.kind in PHONE_KINDS]
        preferred = [point for point in phones if point.is_preferred]
        return (preferred or phones)[0].masked if phones else ""


def standing() -> QuerySet[Person]:
    """People as they are known today: without the rows that were merged into others."""
    return Person.objects.filter(merged_into=None)


def same_person(person_id: int) -> list[int]:
    """Every row that is this person, the one asked for included; history hangs on any of them."""
    kept = standing_id(person_id)
    absorbed = Person.objects.filter(merged_into=kept).values_list("pk", flat=True)
    return [kept, *absorbed]


def standing_id(person_id: int) -> int:
    """The row this person is known by after merges. A merge into a merged row is refused, so one step is enough."""
    into = Person.objects.filter(pk=person_id).values_list("merged_into", flat=True).first()
    return into if into is not None else person_id


def standing_id_of_account(account_id: int) -> int | None:
    """Who signs in with the account, as they are known after merges; None when nobody we know does."""
    rows = Person.objects.filter(account=account_id).values_list("pk", "merged_into")
    return next((kept or own for own, kept in rows[:1]), None)


_person = Prepared(Person, lambda pk: Person.objects.filter(pk=pk), "id")


def by_id_or_none(person_id: int) -> Person | None:
    """The row of that key as it stands, merged into another or not."""
    return _person.first(person_id)


def by_id(person_id: int) -> Person:
    """Raises Person.DoesNotExist."""
    return Person.objects.get(pk=person_id)


def find_by_phone(text: str) -> QuerySet[Person]:
    """Everybody who is reached under exactly this phone; nobody if it is no phone."""
    digits = rules.phone_digits(text)
    if digits is None:
        return Person.objects.none()
    return _with_contact(full_index__in=vault.blind_indexes(digits, purpose=PHONE))


def find_by_phone_ending(last_four: str) -> QuerySet[Person]:
    """Everybody one of whose phones ends in these four digits."""
    endings = vault.blind_indexes(last_four, purpose=rules.PHONE_ENDING)
    return _with_contact(tail_index__in=endings)


def find_by_email(address: str) -> QuerySet[Person]:
    """Everybody who is reached under this address of e-mail, as it was written down or in small letters."""
    written = {address.strip(), address.strip().lower()}
    indexes = [each for one in written for each in vault.blind_indexes(one, purpose=PHONE)]
    return _with_contact(full_index__in=tuple(indexes), kind=ContactKind.EMAIL)


def find_by_name(name: str) -> QuerySet[Person]:
    """Everybody of exactly this name; blanks, width and case do not matter."""
    return standing().filter(name_index__in=_name_indexes(name))


def find_by_identity(number: str) -> Person | None:
    valid = rules.identity_number(number)
    if valid is None:
        return None
    indexes = vault.blind_indexes(valid, purpose=IDENTITY)
    return standing().filter(identity_index__in=indexes).first()


def find_by_names(names: Iterable[str]) -> dict[str, Person]:
    """Who is called so, of several the longest known, for many names in one query."""
    wanted = {index: name for name in names for index in _name_indexes(name)}
    found = standing().filter(name_index__in=wanted).order_by("-pk")
    return {wanted[each.name_index]: each for each in found}


def find_many(named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Who has this name and this phone, for many pairs of name and digits, in one query: (name, digits) → id."""
    wanted = {(rules.name_key(name), digits): (name, digits) for name, digits in named}
    # While keys are changed each name and each phone may stand under two indexes.
    names = {
        index: key
        for key in {key for key, _digits in wanted}
        for index in vault.blind_indexes(key, purpose=NAME)
    }
    phones = {
        index: digits
        for digits in {digits for _key, digits in wanted}
        for index in vault.blind_indexes(digits, purpose=PHONE)
    }
    points = ContactPoint.objects.filter(full_index__in=phones)
    known = points.values_list(
        "person__name_index", "full_index", "person", "person__merged_into", "retired_at"
    )
    # Of several the longest known.
    return {
        wanted[pair]: person
        for name, phone, person, merged_into, retired_at in sorted(known, key=lambda k: -k[2])
        if (pair := (names.get(name, ""), phones[phone])) in wanted
        and merged_into is None
        and retired_at is None
    }


def contacts_of(person_ids: QuerySet[Any] | Iterable[int]) -> dict[int, set[str]]:
    """Everybody's phones and other contact points in clear, in one query; for comparing, never for showing."""
    found: dict[int, set[str]] = {}
    points = ContactPoint.objects.filter(person__in=person_ids, retired_at=None)
    for person, seal, value in points.values_list("person", "seal", "value"):
        found.setdefault(person, set()).add(
            vault.unsealed(ContactPoint, "value", seal, value) or ""
        )
    return found


def _name_indexes(name: str) -> tuple[str, ...]:
    return vault.blind_indexes(rules.name_key(name), purpose=NAME)


def name_key(name: str) -> str:
    """What two spellings of a name have in common."""
    return rules.name_key(name)


def name_index(name: str) -> str:
    return vault.blind_index(rules.name_key(name), purpose=NAME)


def phone_index(digits: str) -> str:
    return vault.blind_index(digits, purpose=PHONE)


def hidden_tokens(name: str, phones: Iterable[str]) -> list[str]:
    """What `search` may know of a person: keyed hashes of characters, pairs and endings."""
    tokens = search.hidden(rules.name_key(name))
    for phone in phones:
        tokens += search.hidden(phone)
    return tokens


def hidden_tokens_of(person_ids: Iterable[int]) -> dict[int, list[str]]:
    """The hidden tokens of many people, in two queries."""
    return hidden_tokens_of_known(
        Person.objects.filter(pk__in=list(person_ids)).only("seal", "name")
    )


def hidden_tokens_of_known(persons: Iterable[Person]) -> dict[int, list[str]]:
    """As `hidden_tokens_of`, of people who are read already; one query."""
    known = {person.pk: person.name for person in persons}
    phones: dict[int, list[str]] = {}
    points = ContactPoint.objects.filter(person__in=known, kind__in=PHONE_KINDS, retired_at=None)
    for person, seal, value in points.values_list("person", "seal", "value"):
        phone = vault.unsealed(ContactPoint, "value", seal, value)
        phones.setdefault(person, []).append(phone or "")
    return {pk: hidden_tokens(name, phones.get(pk, ())) for pk, name in known.items()}


def card(person_id: int) -> Card:
    return cards([person_id])[person_id]


def cards(person_ids: Iterable[int]) -> dict[int, Card]:
    """Cards of many people in three queries; merged rows answer with the name they were known by."""
    people = Person.objects.in_bulk(list(set(person_ids)))
    points: dict[int, list[Reachable]] = {}
    for point in ContactPoint.objects.filter(person__in=people, retired_at=None).order_by("id"):
        points.setdefault(point.person_id, []).append(_reachable(point))
    care: dict[int, list[CareKind]] = {}
    for mark in CareMark.objects.filter(person__in=people, lifted_at=None).order_by("id"):
        care.setdefault(mark.person_id, []).append(CareKind(mark.kind))
    return {
        pk: Card(
            id=pk,
            masked_name=rules.masked_name(person.name, is_organisation=person.is_organisation),
            surname=rules.surname(person.name),
            sex=person.sex,
            call_time=person.call_time,
            kind=person.kind,
            care=tuple(care.get(pk, ())),
            reachable=tuple(points.get(pk, ())),
        )
        for pk, person in people.items()
    }


def masked_phones_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Of each who has one the preferred phone, or the first, as a page shows it. One query."""
    points = ContactPoint.objects.filter(
        person__in=list(person_ids), kind__in=PHONE_KINDS, retired_at=None
    )
    # The last one written for a person stays, so the preferred come last.
    return {point.person_id: _masked(point) for point in points.order_by("is_preferred", "-id")}


def email_of(person_id: int) -> str | None:
    """The e-mail address messages go to; None when there is none. For sending, never for showing."""
    points = ContactPoint.objects.filter(
        person__in=same_person(person_id), kind=ContactKind.EMAIL, retired_at=None
    )
    point = points.order_by("-is_preferred", "id").first()
    return point.value if point else None


def has_consented(person_id: int, purpose: str) -> bool:
    return Consent.objects.filter(
        person__in=same_person(person_id), purpose=purpose, withdrawn_at=None
    ).exists()


def newest_notes(person_id: int, kinds: Iterable[NoteKind]) -> list[SensitiveNote]:
    """The note that holds for each of the kinds, in the order of the kinds."""
    notes = SensitiveNote.objects.filter(person__in=same_person(person_id), kind__in=list(kinds))
    newest = {note.kind: note for note in notes.order_by("noted_at", "id")}
    return [newest[kind] for kind in kinds if kind in newest]


def _with_contact(**index: tuple[str, ...] | str) -> QuerySet[Person]:
    points = ContactPoint.objects.filter(Q(retired_at=None), **index)
    # Somebody absorbed by a merge is found as the person they are known as now.
    own = Q(pk__in=points.values("person"), merged_into=None)
    through_merge = Q(pk__in=points.values("person__merged_into"))
    return Person.objects.filter(own | through_merge).order_by("id")


def _reachable(point: ContactPoint) -> Reachable:
    return Reachable(point.pk, point.kind, _masked(point), point.is_preferred)


def _masked(point: ContactPoint) -> str:
    if point.kind in PHONE_KINDS:
        return rules.masked_phone(point.value)
    if point.kind == ContactKind.EMAIL:
        return rules.masked_email(point.value)
    return f"{point.value[:1]}***"


def without_phones(text: str) -> str:
    """Free text with every phone number in it masked: for titles, descriptions and search."""
    return rules.without_phones(text)


def phone_digits(text: str) -> str | None:
    """A phone as it is dialled, digits only; None when it is none."""
    return rules.phone_digits(text)


def identity_number(text: str) -> str | None:
    """A valid identity number as it is kept; None when its check digit does not fit."""
    return rules.identity_number(text)


def masked_phone(digits: str) -> str:
    return rules.masked_phone(digits)


def masked_name_of(person: Person) -> str:
    return rules.masked_name(person.name, is_organisation=person.is_organisation)


def masked_name(name: str) -> str:
    return rules.masked_name(name)


def names_of_subjects(subjects: Collection[Subject]) -> dict[Subject, str]:
    """People's masked names; nothing about anything else."""
    wanted = Subject.numbers("person", subjects)
    return {
        wanted[person.pk]: rules.masked_name(person.name, is_organisation=person.is_organisation)
        for person in (Person.objects.filter(pk__in=wanted) if wanted else ())
    }


def holds_on(person_id: int, day: date) -> QuerySet[LegalHold]:
    """The legal holds that stand on that day, whichever row of the person they were placed on."""
    standing = Q(lifted_at=None) & (Q(until=None) | Q(until__gt=day))
    return LegalHold.objects.filter(standing, person__in=same_person(person_id)).order_by("id")


def open_requests() -> QuerySet[DataRequest]:
    """Requests about people's data that wait for an answer, the most urgent first."""
    waiting = DataRequest.objects.filter(state__in=[RequestState.ASKED, RequestState.PREPARED])
    return waiting.order_by("due_on", "id")


def requests_of(person_id: int) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(person__in=same_person(person_id)).order_by("-id")


def verdicts_on(person_id: int, at: datetime) -> list[sockets.Verdict]:
    """What erasure would mean, kind by kind, over all rooms; what there is none of is left out."""
    said = sockets.verdicts.ask(same_person(person_id), at)
    return [verdict for verdicts in said for verdict in verdicts if verdict.count]


def is_needed(verdicts: Iterable[sockets.Verdict]) -> bool:
    return any(verdict.fate == Fate.NEEDED for verdict in verdicts)
