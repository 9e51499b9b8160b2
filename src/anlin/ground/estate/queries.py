"""Readings of the estate."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from anlin.foundation.prepared import Prepared
from anlin.ground.estate import rules
from anlin.ground.estate.choices import (
    RESIDENTIAL,
    Deadline,
    MilestoneKind,
    Phase,
    SpaceKind,
    UnitStatus,
    UnitStep,
)
from anlin.ground.estate.models import (
    Building,
    Entrance,
    Milestone,
    Project,
    SourceClaim,
    Space,
    Unit,
    UnitStay,
)
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject

SEE = "estate.see"
EDIT = "estate.edit"
# Importing spans rooms; it is named here because every import is into the estate.
IMPORT = "intake.import"
RECORD = "record"


@dataclass(frozen=True)
class Traits:
    """What the records of a project say of it, so far as they say anything; None where nothing was entered."""

    has_lift: bool | None
    most_storeys: int | None
    has_developer: bool | None
    phase: Phase


@dataclass(frozen=True)
class PlanFloor:
    """One floor of a stack plan: its number and, per entrance, the units on it from left to right."""

    number: int | None
    units_by_entrance: tuple[tuple[Unit, ...], ...]


@dataclass(frozen=True)
class Plan:
    """A building as floors × units, the highest floor first."""

    building: Building
    entrances: tuple[str, ...]
    floors: tuple[PlanFloor, ...]

    @property
    def unit_count(self) -> int:
        return sum(len(units) for floor in self.floors for units in floor.units_by_entrance)


def visible_to(actor: Actor) -> QuerySet[Project]:
    """The projects in which the actor may see the estate, by code."""
    projects = actor.projects_with(SEE)
    everything = Project.objects.order_by("code")
    return everything if projects is None else everything.filter(pk__in=projects)


def by_code(code: str) -> Project:
    """Raises Project.DoesNotExist."""
    return Project.objects.get(code=code)


_project = Prepared(Project, lambda pk: Project.objects.filter(pk=pk, left_on=None), "id")
_unit = Prepared(
    Unit, lambda project, pk: Unit.objects.filter(project=project, pk=pk), "project", "id"
)


def project_we_serve(project_id: int) -> Project | None:
    """The project with that key, unless we left it."""
    return _project.first(project_id)


def unit_of(project_id: int, unit_id: int) -> Unit | None:
    """The unit with that key, if it is one of the project's."""
    return _unit.first(project_id, unit_id)


def find_by_name_or_code(text: str) -> Project | None:
    return Project.objects.filter(code=text).first() or Project.objects.filter(name=text).first()


def disagreements(project_id: int) -> dict[str, dict[str, str]]:
    """What listings say differently of a project: field → source → value."""
    claims = SourceClaim.objects.filter(project=project_id).exclude(field=RECORD)
    by_field: dict[str, dict[str, str]] = {}
    for claim in claims.order_by("field", "source", "id"):
        by_field.setdefault(claim.field, {})[claim.source] = claim.value
    return by_field


def known_records(source: str) -> dict[str, int]:
    """The pages of a listing that were read before: their address → the project they are about."""
    claims = SourceClaim.objects.filter(source=source, field=RECORD)
    return dict(claims.values_list("value", "project"))


def milestones_of(project: Project) -> dict[MilestoneKind, date]:
    return {MilestoneKind(kind): on for kind, on in project.milestones.values_list("kind", "on")}


def milestones_by_project(project_ids: Collection[int]) -> dict[int, dict[MilestoneKind, date]]:
    """Of those projects that have any; one query."""
    found: dict[int, dict[MilestoneKind, date]] = {}
    dates = Milestone.objects.filter(project__in=project_ids)
    for project_id, kind, day in dates.values_list("project", "kind", "on"):
        found.setdefault(project_id, {})[MilestoneKind(kind)] = day
    return found


def traits_of(project_ids: Collection[int], on: date) -> dict[int, Traits]:
    """By project, of those whose buildings, developer and milestones are on record; three queries."""
    lifts, storeys = dict[int, bool](), dict[int, int]()
    homes = Building.objects.filter(project__in=project_ids)
    for project_id, has_lift, high, kind in homes.values_list(
        "project", "has_lift", "storeys", "property_type"
    ):
        lifts[project_id] = lifts.get(project_id, False) or has_lift
        if kind in RESIDENTIAL and high is not None:
            storeys[project_id] = max(storeys.get(project_id, 0), high)
    milestones = milestones_by_project(project_ids)
    named = Project.objects.filter(pk__in=project_ids).values_list("pk", "developer_name")
    return {
        project_id: Traits(
            has_lift=lifts.get(project_id),
            most_storeys=storeys.get(project_id),
            has_developer=True if developer else None,
            phase=rules.phase_on(on, milestones.get(project_id, {})),
        )
        for project_id, developer in named
    }


def phase_on(day: date, milestones: Mapping[MilestoneKind, date]) -> Phase:
    """The phase a project with these milestones is in on a day."""
    return rules.phase_on(day, milestones)


def phase_starts(milestones: Mapping[MilestoneKind, date]) -> dict[Phase, date]:
    """The first day of each phase that the milestones determine."""
    return rules.phase_starts(milestones)


def deadlines(milestones: Mapping[MilestoneKind, date]) -> dict[Deadline, date]:
    """What is due before the planned move-in, and when."""
    return rules.deadlines(milestones)


def next_steps(unit: Unit) -> list[UnitStep]:
    """What may happen to the unit next."""
    return rules.UNIT_LIFE.steps_from(UnitStatus(unit.status))


def phases_on(day: date, project_ids: Iterable[int]) -> dict[int, Phase]:
    """The phase of each of the projects on a day, in one query."""
    dates: dict[int, dict[MilestoneKind, date]] = {pk: {} for pk in project_ids}
    for milestone in Milestone.objects.filter(project__in=dates):
        dates[milestone.project_id][MilestoneKind(milestone.kind)] = milestone.on
    return {pk: rules.phase_on(day, milestones) for pk, milestones in dates.items()}


def buildings_of(project_id: int) -> QuerySet[Building]:
    """The buildings of a project with `unit_count`, in the order of their codes' numbers."""
    return (
        Building.objects.filter(project=project_id)
        .annotate(unit_count=Count("units"))
        .order_by("code")
    )


def names_of_buildings(project_id: int) -> QuerySet[Building, tuple[int, str]]:
    """(id, name) of the buildings of a project in the order of their codes; no unit is counted."""
    return Building.objects.filter(project=project_id).order_by("code").values_list("pk", "name")


def units_visible_to(actor: Actor) -> QuerySet[Unit]:
    """Units in the actor's projects; a resident sees those they live in or own."""
    units = Unit.objects.select_related("building", "entrance")
    if actor.is_resident:
        return units.filter(pk__in=actor.unit_ids)
    projects = actor.projects_with(SEE)
    return units if projects is None else units.filter(project__in=projects)


def find_unit(project_id: int, text: str) -> Unit | None:
    """The unit meant by 3栋2单元1502, 3-2-1502 or 1502; None when none or more than one fits."""
    found = list(units_meant(project_id, text)[:2])
    return found[0] if len(found) == 1 else None


def units_meant(project_id: int, text: str) -> QuerySet[Unit]:
    """Units whose building, entrance and code fit what somebody wrote; parts left out fit anything."""
    units = Unit.objects.filter(project=project_id).select_related("building", "entrance")
    parts = rules.room_parts(text)
    if parts is None:
        return units.none()
    building, entrance, code = parts
    if not building and code.count("-"):
        *front, code = code.split("-")
        building, entrance = front[0], front[1] if len(front) > 1 else ""
    units = units.filter(code=code)
    if building:
        units = units.filter(building__code=building)
    if entrance:
        units = units.filter(entrance__code=entrance)
    return units.order_by("building__code", "entrance__code", "id")


def addresses(unit_ids: Iterable[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=set(unit_ids)).values_list("pk", "address"))


def spaces_of(project_id: int) -> QuerySet[Space]:
    return (
        Space.objects.filter(project=project_id).select_related("building").order_by("kind", "code")
    )


def stays_of(unit: Unit) -> QuerySet[UnitStay]:
    return UnitStay.objects.filter(unit=unit).order_by("stays_from", "id")


def plan_of(building: Building) -> Plan:
    """The stack plan of a building, in two queries."""
    units = Unit.objects.filter(building=building).select_related("entrance")
    by_place: dict[int | None, dict[str, list[Unit]]] = {}
    entrances: dict[str, str] = {}
    for unit in sorted(units, key=_left_to_right):
        name = unit.entrance.name if unit.entrance else ""
        entrances[name] = name
        by_place.setdefault(unit.floor, {}).setdefault(name, []).append(unit)
    numbers = sorted(by_place, key=lambda n: (n is None, -(n or 0)))
    floors = tuple(
        PlanFloor(number, tuple(tuple(by_place[number].get(e, ())) for e in entrances))
        for number in numbers
    )
    return Plan(building, tuple(entrances), floors)


def room_parts(text: str) -> tuple[str, str, str] | None:
    """(building, entrance, unit) out of what somebody wrote; parts left out are empty, None when it is no room."""
    return rules.room_parts(text)


def known_units(project_id: int) -> Mapping[tuple[str, str, str], Unit]:
    """Every unit of a project by (building code, entrance code, unit code); for imports."""
    units = Unit.objects.filter(project=project_id).select_related("building", "entrance")
    return {(u.building.code, u.entrance.code if u.entrance else "", u.code): u for u in units}


def known_buildings(project_id: int) -> dict[str, Building]:
    """The buildings of a project by code; for imports."""
    return {building.code: building for building in Building.objects.filter(project=project_id)}


def known_entrances(project_id: int) -> dict[tuple[str, str], Entrance]:
    """The entrances of a project by (building code, entrance code); for imports."""
    entrances = Entrance.objects.filter(building__project=project_id).select_related("building")
    return {(entrance.building.code, entrance.code): entrance for entrance in entrances}


def parking_spaces(project_id: int) -> dict[str, int | None]:
    """The parking spaces of a project: code → the unit each belongs to."""
    spaces = Space.objects.filter(project=project_id, kind=SpaceKind.PARKING_SPACE)
    return dict(spaces.values_list("code", "serves_unit"))


def plain_code(text: str) -> str:
    return rules.plain_code(text)


def _left_to_right(unit: Unit) -> tuple[str, int, str]:
    entrance = unit.entrance.code if unit.entrance else ""
    return (entrance.zfill(4), len(unit.code), unit.code)


def names_of_subjects(subjects: Collection[Subject]) -> dict[Subject, str]:
    """What people call projects and units; nothing about anything else."""
    projects, units = (Subject.numbers(kind, subjects) for kind in ("project", "unit"))
    found: dict[Subject, str] = {}
    if projects:
        named = Project.objects.filter(pk__in=projects).values_list("pk", "name")
        found |= {projects[pk]: name for pk, name in named}
    if units:
        lying = Unit.objects.filter(pk__in=units).values_list("pk", "address")
        found |= {units[pk]: address for pk, address in lying}
    return found
