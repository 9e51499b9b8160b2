"""People: masked, and in clear only when asked for with a reason that is recorded."""

from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import StringConstraints

from anlin.faces.api.pages import Id, Input, Page, Place, Seen, one, page
from anlin.faces.api.problems import ANY
from anlin.ground.people import actions, queries
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure

people = Router(tags=["people"])
SEE = "people.see"
Reason = Annotated[
    str, StringConstraints(max_length=200, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$"), Seen
]


class ContactOut(Schema):
    kind: str
    masked: str
    is_preferred: bool


class PersonOut(Schema):
    id: int
    masked_name: str
    kind: str
    care: list[str]
    reachable: list[ContactOut]


class Look(Input):
    why: Reason


class ContactInClear(Schema):
    kind: str
    value: str


class PersonInClear(Schema):
    name: str
    identity_number: str | None
    contacts: list[ContactInClear]


def visible(request):
    """Those with a role in the actor's projects; a resident knows only themselves here."""
    actor = request.auth
    if actor.is_resident:
        return Person.objects.filter(pk=actor.person_id)
    if not actor.may_anywhere(SEE):
        return Person.objects.none()
    return tenure.people_visible_to(actor)


@people.get("/", response={200: Page[PersonOut]} | ANY, summary="People, masked")
def list_people(request, place: Query[Place]):
    found = page(visible(request), place, key="id", newest_first=False)
    cards = queries.cards(person.pk for person in found["rows"])
    return {**found, "rows": [cards[person.pk] for person in found["rows"]]}


@people.get("/{id}/", response={200: PersonOut} | ANY, summary="One person, masked")
def get_person(request, id: Id):  # noqa: A002  (the name in the address)
    return queries.card(one(visible(request), id).pk)


@people.post("/{id}/look/", response={200: PersonInClear} | ANY, summary="In clear; recorded")
def look(request, id: Id, said: Look):  # noqa: A002  (the name in the address)
    person = one(visible(request), id)
    clear = actions.look(person=person, why=said.why, by=request.auth, at=request.now)
    return {
        "name": clear.name,
        "identity_number": clear.identity_number,
        "contacts": [{"kind": kind, "value": value} for kind, value in clear.contacts],
    }
