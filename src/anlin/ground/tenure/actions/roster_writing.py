"""Some households of a roster written down, in the caller's transaction, with what undoing them needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from anlin.foundation.intake.api import RowOutcome
from anlin.ground.estate import actions as estate
from anlin.ground.estate.choices import Nature, SpaceKind, UnitStatus
from anlin.ground.estate.models import Unit
from anlin.ground.people import actions as people
from anlin.ground.people import queries as known_people
from anlin.ground.people.choices import ContactKind
from anlin.ground.people.models import Person
from anlin.ground.tenure import rules
from anlin.ground.tenure.actions import holding
from anlin.ground.tenure.actions.roster_plan import Known, Step
from anlin.ground.tenure.choices import TenureRole
from anlin.kernel.actors import Actor


@dataclass
class Trace:
    """What a step made and what it changed from what to what; kept as JSON beside its row."""

    made: dict[str, list[int]] = field(default_factory=dict)
    was: dict[str, str | None] = field(default_factory=dict)
    became: dict[str, str | None] = field(default_factory=dict)

    def add(self, kind: str, key: int) -> None:
        self.made.setdefault(kind, []).append(key)

    def as_json(self) -> dict[str, Any]:
        return {"made": self.made, "was": self.was, "became": self.became}


def write(steps: Sequence[Step], *, known: Known, by: Actor, at: datetime) -> list[RowOutcome]:
    """Make and change what the steps say; one outcome for each of their rows."""
    traces = [Trace() for _step in steps]
    units = _units(steps, traces, known, by=by, at=at)
    _tenures(steps, traces, units, by=by, at=at)
    _contacts(steps, traces, by=by, at=at)
    _parking(steps, traces, units, by=by, at=at)
    return [
        RowOutcome(
            row_number=number,
            outcome=step.outcome,
            subject=unit.subject,
            before=trace.as_json() if place == 0 else {},
        )
        for step, unit, trace in zip(steps, units, traces, strict=True)
        for place, number in enumerate(step.household.row_numbers)
    ]


def _units(
    steps: Sequence[Step], traces: Sequence[Trace], known: Known, *, by: Actor, at: datetime
) -> list[Unit]:
    """The unit of each step, new or corrected, in their order."""
    new = [
        _new_unit(step, trace, known, by=by, at=at)
        for step, trace in zip(steps, traces, strict=True)
        if step.unit is None
    ]
    made = iter(estate.add_units(project=known.project, new=new, by=by, at=at) if new else [])
    units = []
    for step, trace in zip(steps, traces, strict=True):
        unit = step.unit
        if unit is None:
            unit = next(made)
            trace.add("unit", unit.pk)
        elif step.corrections:
            for name, value in step.corrections.items():
                was = getattr(unit, name)
                trace.was[name] = None if was is None else str(was)
                trace.became[name] = str(value)
            estate.correct_unit(unit=unit, values=dict(step.corrections), by=by, at=at)
        units.append(unit)
    return units


def _new_unit(step: Step, trace: Trace, known: Known, *, by: Actor, at: datetime) -> estate.NewUnit:
    line = step.household.head
    place = line.place
    building = known.buildings.get(place.building)
    if building is None:
        building = estate.add_building(
            project=known.project, code=place.building, name=place.building_name, by=by, at=at
        )
        known.buildings[place.building] = building
        trace.add("building", building.pk)
    entrance = None
    if place.entrance:
        entrance = known.entrances.get((place.building, place.entrance))
        if entrance is None:
            name = f"{place.entrance}单元"
            entrance = estate.add_entrance(
                building=building, code=place.entrance, name=name, by=by, at=at
            )
            known.entrances[place.building, place.entrance] = entrance
            trace.add("entrance", entrance.pk)
    sold = UnitStatus.HANDED_OVER if step.owners else UnitStatus.UNSOLD
    return estate.NewUnit(
        building=building,
        entrance=entrance,
        code=place.unit,
        since=_since(step, at),
        status=line.status or sold,
        layout=line.layout,
        gross_area_m2=line.area,
        inner_area_m2=line.inner_area,
    )


def _tenures(
    steps: Sequence[Step],
    traces: Sequence[Trace],
    units: Sequence[Unit],
    *,
    by: Actor,
    at: datetime,
) -> None:
    new = list(_people_of(steps))
    persons = iter(_registered([person for _place, person, *_ in new], new, traces, by=by, at=at))
    begun = [
        holding.NewTenure(
            project=units[place].project,
            unit=units[place],
            person=next(persons),
            role=role,
            begins_on=_since(steps[place], at),
            share=share,
        )
        for place, _person, role, share in new
    ]
    tenures = holding.begin_many(new=begun, by=by, at=at) if begun else []
    for (place, *_), tenure in zip(new, tenures, strict=True):
        traces[place].add("tenure", tenure.pk)


Coming = tuple[int, people.NewPerson, TenureRole, tuple[int, int]]


def _people_of(steps: Sequence[Step]) -> Iterator[Coming]:
    """Everybody who comes into a unit: the place of their step, who, in which role, with which share."""
    for place, step in enumerate(steps):
        shares = rules.equal_shares(len(step.owners))
        for person, share in zip(step.owners, shares, strict=True):
            yield place, person, TenureRole.OWNER, share
        for role, person in step.others:
            yield place, person, role, (1, 1)


def _registered(
    wanted: Sequence[people.NewPerson],
    coming: Sequence[Coming],
    traces: Sequence[Trace],
    *,
    by: Actor,
    at: datetime,
) -> list[Person]:
    """A person for each; the same name with the same phone is the same person, in the file and before it."""
    pairs = [(person.name, phone) for person in wanted for phone in person.phones]
    known = known_people.find_many(pairs)
    standing = Person.objects.in_bulk(set(known.values()))
    found: dict[tuple[str, str], Person | int] = {
        pair: standing[person_id] for pair, person_id in known.items()
    }
    new: list[people.NewPerson] = []
    makers: list[int] = []
    chosen: list[Person | int] = []
    for (place, *_), person in zip(coming, wanted, strict=True):
        keys = [(person.name, phone) for phone in person.phones]
        same = next((found[key] for key in keys if key in found), None)
        if same is None:
            same = len(new)
            new.append(person)
            makers.append(place)
        for key in keys:
            found.setdefault(key, same)
        chosen.append(same)
    made = people.register_many(new=new, by=by, at=at) if new else []
    for place, registered in zip(makers, made, strict=True):
        traces[place].add("person", registered.pk)
    return [made[one] if isinstance(one, int) else one for one in chosen]


def _contacts(steps: Sequence[Step], traces: Sequence[Trace], *, by: Actor, at: datetime) -> None:
    for step, trace in zip(steps, traces, strict=True):
        for person_id, phone in step.contacts:
            person = known_people.by_id(person_id)
            point = people.add_contact(
                person=person, kind=ContactKind.MOBILE, value=phone, by=by, at=at
            )
            trace.add("contact", point.pk)


def _parking(
    steps: Sequence[Step],
    traces: Sequence[Trace],
    units: Sequence[Unit],
    *,
    by: Actor,
    at: datetime,
) -> None:
    wanted = [(place, code) for place, step in enumerate(steps) for code in step.parking]
    new = [
        estate.NewSpace(
            kind=SpaceKind.PARKING_SPACE,
            nature=Nature.PRIVATE,
            code=code,
            name=code,
            serves_unit=units[place],
        )
        for place, code in wanted
    ]
    if new:
        made = estate.add_spaces(project=units[0].project, new=new, by=by, at=at)
        for (place, _code), space in zip(wanted, made, strict=True):
            traces[place].add("space", space.pk)


def _since(step: Step, at: datetime) -> date:
    return step.household.head.since or localdate(at)
