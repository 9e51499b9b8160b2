"""Who is calling: found by phone, its last four, a name or a room; shown masked, with what is open there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from anlin.foundation.search import api as search
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Unit
from anlin.ground.people import queries as people
from anlin.ground.people.choices import CareKind
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.models import Tenure
from anlin.kernel.actors import Actor
from anlin.trades.cases import queries
from anlin.trades.cases.models import Case

SHOWN = 10
LOOKED_AT = 30


@dataclass(frozen=True)
class Choice:
    """One line of the list: `value` is "tenure:7" for a person in a unit, "unit:3" for an empty unit."""

    value: str
    address: str
    name: str = ""
    phone: str = ""
    role: str = ""
    care: tuple[str, ...] = ()


@dataclass(frozen=True)
class Caller:
    """Who was chosen: the person, if we know one, and the unit, if there is one."""

    choice: Choice
    person: Person | None
    unit: Unit | None


def find(text: str, *, actor: Actor, project_id: int, day: date) -> list[Choice]:
    """At most ten households that fit what was typed; two characters are enough."""
    text = text.strip()
    if len(text) < 2:
        return []
    running = tenure.visible_to(actor).filter(tenure.running_on(day), project=project_id)
    hits = search.find(
        text,
        kinds=["tenure", "unit"],
        project_ids=frozenset([project_id]),
        also_hidden=True,
        limit=LOOKED_AT,
    )
    of_people = people.find_by_phone(text).values("pk")
    by_person = Q(pk__in=[int(h.key) for h in hits if h.kind == "tenure"]) | Q(person__in=of_people)
    if len(text) == 4 and text.isdecimal():
        by_person |= Q(person__in=people.find_by_phone_ending(text).values("pk"))
    units = estate.units_visible_to(actor).filter(project=project_id)
    meant = Q(pk__in=[int(h.key) for h in hits if h.kind == "unit"]) | Q(code__startswith=text)
    found_units = list(units.filter(meant).order_by("code", "id")[:SHOWN])
    if not found_units:
        found_units = list(estate.units_meant(project_id, text).filter(pk__in=units)[:SHOWN])
    in_units = Q(unit__in=[unit.pk for unit in found_units])
    tenures = list(running.filter(by_person | in_units).order_by("unit__address", "id")[:LOOKED_AT])
    return _choices(tenures, found_units)[:SHOWN]


def chosen(value: str, *, actor: Actor, project_id: int, day: date) -> Caller | None:
    """The caller behind a choice; None when it is not one the actor may make."""
    kind, _colon, key = value.partition(":")
    if not key.isdecimal():
        return None
    if kind == "tenure":
        running = tenure.visible_to(actor).filter(tenure.running_on(day), project=project_id)
        held = running.select_related("person", "unit__building").filter(pk=int(key)).first()
        return Caller(_choices([held], [])[0], held.person, held.unit) if held else None
    units = estate.units_visible_to(actor).filter(project=project_id)
    unit = units.filter(pk=int(key)).first() if kind == "unit" else None
    return Caller(Choice(value, unit.address), None, unit) if unit else None


def household(unit_id: int, *, actor: Actor, at: datetime, day: date) -> dict[str, Any]:
    """Everybody in the unit, masked, with their marks; what is open there and what was within a year."""
    matters = queries.visible_to(actor).filter(unit=unit_id)
    recent = list(matters.filter(opened_at__gte=at - timedelta(days=365)).order_by("-opened_at"))
    seen = tenure.visible_to(actor).filter(unit=unit_id).values_list("pk", flat=True)
    allowed = set(seen)
    holders = [h for h in tenure.holders(unit_id, day) if h.tenure.pk in allowed]
    return {
        "holders": holders,
        "open_matters": [case for case in recent if case.is_open],
        "past_count": len(recent),
        "complaint_count": sum(case.kind == "complaint" for case in recent),
    }


def similar(words: str, unit: Unit | None, project_id: int) -> list[queries.Likely]:
    return queries.similar_open(
        project_id=project_id,
        words=words,
        unit_id=unit.pk if unit else None,
        building_id=unit.building_id if unit else None,
    )


def matters_of(person: Person, actor: Actor) -> list[Case]:
    return list(queries.visible_to(actor).filter(reporter=person).order_by("-opened_at")[:5])


def _choices(tenures: Iterable[Tenure], units: Iterable[Unit]) -> list[Choice]:
    held = list(tenures)
    cards = people.cards(one.person_id for one in held)
    choices = [
        Choice(
            value=f"tenure:{one.pk}",
            address=one.unit.address if one.unit else "",
            name=cards[one.person_id].masked_name,
            phone=cards[one.person_id].masked_phone,
            role=str(TenureRole(one.role).label),
            care=tuple(str(CareKind(kind).label) for kind in cards[one.person_id].care),
        )
        for one in held
    ]
    lived_in = {one.unit_id for one in held}
    empty = [Choice(f"unit:{u.pk}", u.address) for u in units if u.pk not in lived_in]
    return choices + empty
