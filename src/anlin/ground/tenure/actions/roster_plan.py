"""What a roster means to what is recorded: unit by unit, decided without writing anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from anlin.foundation.intake.api import Outcome, Planned
from anlin.foundation.vault import api as vault
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Building, Entrance, Project, Unit
from anlin.ground.people import actions as people
from anlin.ground.people import queries as known_people
from anlin.ground.people.models import Person
from anlin.ground.tenure.actions.roster_lines import Line, Unreadable
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.errors import ParkingTaken, RoomUnreadable, SaidBefore, TransferNeeded
from anlin.ground.tenure.models import Tenure
from anlin.kernel.errors import Refusal

Place = tuple[str, str, str]


@dataclass
class Household:
    """What the file says of one unit; `row_numbers` are all the rows that say it."""

    head: Line
    row_numbers: list[int] = field(default_factory=list)
    owners: dict[str, people.NewPerson] = field(default_factory=dict)
    others: dict[tuple[str, str], people.NewPerson] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        self.row_numbers.append(line.row_number)
        for person in line.people:
            name = known_people.name_key(person.name)
            if line.role == TenureRole.OWNER:
                self.owners.setdefault(name, person)
            else:
                self.others.setdefault((line.role.value, name), person)

    def says_the_same(self, line: Line) -> bool:
        names = {known_people.name_key(person.name) for person in line.people}
        return names <= self.owners.keys() and line.area in {None, self.head.area}


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one household makes or changes; nothing of it means that all is recorded already."""

    household: Household
    unit: Unit | None
    corrections: Mapping[str, Decimal | str] = field(default_factory=dict)
    owners: tuple[people.NewPerson, ...] = ()
    others: tuple[tuple[TenureRole, people.NewPerson], ...] = ()
    contacts: tuple[tuple[int, str], ...] = ()
    parking: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        if self.unit is None:
            return Outcome.CREATED
        changes = self.corrections or self.owners or self.others or self.contacts or self.parking
        return Outcome.UPDATED if changes else Outcome.UNCHANGED


class Known:
    """What is recorded of a project, read in six queries; units and buildings made later are added."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.units: dict[Place, Unit] = dict(estate.known_units(project.pk))
        self.buildings: dict[str, Building] = estate.known_buildings(project.pk)
        self.entrances: dict[tuple[str, str], Entrance] = estate.known_entrances(project.pk)
        self.parking = estate.parking_spaces(project.pk)
        # Filled while planning: parking space → row of the file that has it.
        self.parking_rows: dict[str, int] = {}
        self._by_door: dict[tuple[str, str], list[Unit]] = {}
        for (building, _entrance, code), unit in self.units.items():
            self._by_door.setdefault((building, code), []).append(unit)
        running = Tenure.objects.filter(project=project, ends_on=None, unit__isnull=False)
        self.contacts = known_people.contacts_of(running.values("person"))
        # unit → role → what the name is compared by → person.
        self.holders: dict[int, dict[str, dict[str, int]]] = {}
        holders = running.order_by("-pk").values_list(
            "unit", "role", "person", "person__seal", "person__name"
        )
        for unit_id, role, person, seal, sealed in holders:
            assert unit_id is not None
            name = known_people.name_key(vault.unsealed(Person, "name", seal, sealed) or "")
            self.holders.setdefault(unit_id, {}).setdefault(role, {})[name] = person

    def find(self, place: Place) -> Unit | None:
        """The unit; without an entrance the only one of that number in the building. Refuses when there are more."""
        building, entrance, code = place
        if place in self.units or entrance:
            return self.units.get(place)
        found = self._by_door.get((building, code), [])
        if len(found) > 1:
            raise RoomUnreadable(value=f"{building}-{code}")
        return found[0] if found else None


Plan = tuple[list[Step], list[Planned]]


def plan(lines: Iterable[Line | Unreadable], known: Known) -> Plan:
    """The steps to take, and what is to become of every row, in the order of the file."""
    households: dict[Place, Household] = {}
    settled: dict[int, Planned] = {}
    for line in lines:
        if isinstance(line, Unreadable):
            settled[line.row_number] = _refused(line.row_number, line.reason)
        elif line.place.key not in households:
            households[line.place.key] = Household(line)
            households[line.place.key].take(line)
        else:
            _take_again(households[line.place.key], line, settled)
    steps: list[Step] = []
    for household in households.values():
        try:
            step = _step(household, known)
        except Refusal as refusal:
            for number in household.row_numbers:
                settled[number] = _refused(number, str(refusal))
            continue
        steps.append(step)
        for number in household.row_numbers:
            settled[number] = Planned(row_number=number, outcome=step.outcome)
    return steps, [settled[number] for number in sorted(settled)]


def _take_again(household: Household, line: Line, settled: dict[int, Planned]) -> None:
    """Another row about a room the file had before: more people of it, a repetition, or a contradiction."""
    if line.continues or line.role != TenureRole.OWNER:
        household.take(line)
    elif household.says_the_same(line):
        settled[line.row_number] = Planned(row_number=line.row_number, outcome=Outcome.UNCHANGED)
    else:
        reason = str(SaidBefore(row=household.head.row_number))
        settled[line.row_number] = _refused(line.row_number, reason)


def _step(household: Household, known: Known) -> Step:
    unit = known.find(household.head.place.key)
    others = {(TenureRole(role), name): who for (role, name), who in household.others.items()}
    if unit is None:
        return Step(
            household=household,
            unit=None,
            owners=tuple(household.owners.values()),
            others=tuple((role, person) for (role, _name), person in others.items()),
            parking=_parking(household, None, known),
        )
    holders = known.holders.get(unit.pk, {})
    owners = holders.get(TenureRole.OWNER, {})
    if owners and household.owners and owners.keys() != household.owners.keys():
        raise TransferNeeded
    return Step(
        household=household,
        unit=unit,
        corrections=_corrections(unit, household.head),
        owners=() if owners else tuple(household.owners.values()),
        others=tuple(
            (role, person)
            for (role, name), person in others.items()
            if name not in holders.get(role, {})
        ),
        contacts=tuple(
            (person_id, phone)
            for held, people_written in (
                (owners, household.owners.items()),
                *(
                    (holders.get(role, {}), [(name, person)])
                    for (role, name), person in others.items()
                ),
            )
            for name, person in people_written
            for person_id in [held[name]] * (name in held)
            for phone in person.phones
            if phone not in known.contacts.get(person_id, ())
        ),
        parking=_parking(household, unit, known),
    )


def _corrections(unit: Unit, line: Line) -> dict[str, Decimal | str]:
    said = {
        "gross_area_m2": line.area,
        "inner_area_m2": line.inner_area,
        "layout": line.layout or None,
    }
    changed = {
        name: value
        for name, value in said.items()
        if value is not None and value != getattr(unit, name)
    }
    # Bills follow the built area unless somebody decided otherwise.
    if "gross_area_m2" in changed and unit.charged_area_m2 in {None, unit.gross_area_m2}:
        changed["charged_area_m2"] = changed["gross_area_m2"]
    return changed


def _parking(household: Household, unit: Unit | None, known: Known) -> tuple[str, ...]:
    new = []
    for written in household.head.parking:
        code = estate.plain_code(written)
        if (
            known.parking_rows.setdefault(code, household.head.row_number)
            != household.head.row_number
        ):
            raise ParkingTaken(code=code)
        if code not in known.parking:
            new.append(code)
        elif unit is None or known.parking[code] != unit.pk:
            raise ParkingTaken(code=code)
    return tuple(new)


def _refused(row_number: int, reason: str) -> Planned:
    return Planned(row_number=row_number, outcome=Outcome.REFUSED, reason=reason)
