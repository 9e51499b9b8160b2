"""Residents who can sign in to the portal, and matters of theirs at a point of the loop."""

from types import SimpleNamespace

from anlin.ground.people import actions as people
from anlin.ground.tenure import queries as tenure
from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import CaseKind
from factories import accounts, cases, estate
from factories import people as person_factory
from factories import tenure as tenure_factory

PHONE = "13800005678"


def signed_in_as(unit, at, *, username="owner1", name="曾丽华", phone=PHONE):
    """A person who owns the unit, their account, and the actor the portal makes of them."""
    person = person_factory.person(name, *filter(None, [phone]))
    tenure_factory.holder(unit, person, share=(1, 2))
    account = accounts.account(username)
    people.give_account(person=person, account=account, by=system("tests"), at=at)
    person.refresh_from_db()
    return SimpleNamespace(
        person=person, account=account, unit=unit, actor=tenure.actor_of(account, at)
    )


def home(at):
    """A project with one unit and its signed-in owner; the company's lists are there."""
    cases.lists(at)
    return signed_in_as(estate.unit(estate.project(name="锦绣湖畔")), at)


def matter_of(resident, at, **more):
    more.setdefault("kind", CaseKind.INQUIRY)
    return cases.opened(
        resident.unit.project,
        at,
        by=resident.actor,
        reporter=resident.person,
        unit=resident.unit,
        channel="portal",
        **more,
    )


def answered_matter_of(resident, at, **more):
    case = cases.sorted_(matter_of(resident, at, **more), at)
    actions.answer(
        case=case,
        words="阀门已更换，请您看看。",
        channel=queries.channel_by_code("portal"),
        by=system("tests"),
        at=at,
    )
    return case


def key_for(person, at, username="zengnvshi"):
    """Give a person that is there already a key to the portal; returns the name they sign in with."""
    account = accounts.account(username)
    people.give_account(person=person, account=account, by=system("tests"), at=at)
    return username
