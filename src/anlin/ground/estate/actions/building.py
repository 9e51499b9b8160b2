"""Buildings, entrances and units: what is built."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.search import api as search
from anlin.ground.estate import permissions, rules
from anlin.ground.estate.choices import PropertyType, UnitStatus
from anlin.ground.estate.errors import CodeTaken, taken_meanwhile
from anlin.ground.estate.events import BuildingAdded, UnitChanged, UnitsAdded
from anlin.ground.estate.models import Building, Entrance, Project, Unit, UnitStay
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """A unit to be registered; the floor is read from the code when it is not given. Areas in square metres."""

    building: Building
    entrance: Entrance | None
    code: str
    since: date
    floor: int | None = None
    status: UnitStatus = UnitStatus.UNSOLD
    property_type: PropertyType | None = None
    layout: str = ""
    gross_area_m2: Decimal | None = None
    inner_area_m2: Decimal | None = None
    charged_area_m2: Decimal | None = None


@transaction.atomic
def add_building(
    *,
    project: Project,
    code: str,
    name: str,
    by: Actor,
    at: datetime,
    property_type: PropertyType | None = None,
    storeys: int | None = None,
    has_lift: bool = False,
) -> Building:
    """Register a building; its use is the project's unless given. Refused with `CodeTaken`."""
    require(permissions.may_edit(by, project.pk))
    plain = rules.plain_code(code)
    if Building.objects.filter(project=project, code=plain).exists():
        raise CodeTaken(code=code, field="code")

    with rows.once(taken_meanwhile([code])):
        building = Building.objects.create(
            project=project,
            code=plain,
            name=name,
            property_type=property_type or project.property_type,
            storeys=storeys,
            has_lift=has_lift,
        )

    audit.record(
        "estate.building_added",
        project.subject,
        by=by,
        at=at,
        project_id=project.pk,
        building=plain,
    )
    news.publish(BuildingAdded(project_id=project.pk, building_id=building.pk, by=by.ref, at=at))
    return building


@transaction.atomic
def add_entrance(*, building: Building, code: str, name: str, by: Actor, at: datetime) -> Entrance:
    """Register an entrance (单元) of a building. Refused with `CodeTaken`."""
    require(permissions.may_edit(by, building.project_id))
    plain = rules.plain_code(code)
    if Entrance.objects.filter(building=building, code=plain).exists():
        raise CodeTaken(code=code, field="code")

    with rows.once(taken_meanwhile([code])):
        entrance = Entrance.objects.create(building=building, code=plain, name=name)

    project = building.project
    audit.record(
        "estate.entrance_added",
        project.subject,
        by=by,
        at=at,
        project_id=project.pk,
        entrance=plain,
    )
    return entrance


@transaction.atomic
def add_units(*, project: Project, new: Sequence[NewUnit], by: Actor, at: datetime) -> list[Unit]:
    """Register units of one project, few or thousands, at the cost of a handful of statements.

    Refused with `CodeTaken` if any of them exists; then none is added. Tells `UnitsAdded` once.
    """
    require(permissions.may_edit(by, project.pk))
    units = [_unit(project, each) for each in new]
    _refuse_known(units)

    with rows.once(taken_meanwhile([unit.code for unit in units])):
        rows.put_in(units)
    rows.put_lines(
        UnitStay,
        ("unit", "status", "stays_from", "why"),
        [(unit.pk, unit.status, unit.status_since, "") for unit in units],
    )
    search.put_many(
        [
            search.Findable(
                subject=u.subject, project_id=project.pk, at=at, text=u.address, exact=(u.code,)
            )
            for u in units
        ]
    )

    audit.record_many(
        [
            audit.Note(deed="estate.unit_added", subject=unit.subject, project_id=project.pk)
            for unit in units
        ],
        by=by,
        at=at,
    )
    ids = tuple(unit.pk for unit in units)
    news.publish(UnitsAdded(project_id=project.pk, unit_ids=ids, by=by.ref, at=at))
    return units


@transaction.atomic
def correct_unit(*, unit: Unit, values: dict[str, object], by: Actor, at: datetime) -> Unit:
    """Correct area, layout, floor or use of a unit; nothing happens when nothing differs. Tells `UnitChanged`."""
    require(permissions.may_edit(by, unit.project_id))

    changed = {name: value for name, value in values.items() if getattr(unit, name) != value}
    if not changed:
        return unit
    rows.change(unit, expecting=tuple(changed), **changed)

    fields = ",".join(sorted(changed))
    audit.record(
        "estate.unit_corrected",
        unit.subject,
        by=by,
        at=at,
        project_id=unit.project_id,
        fields=fields,
    )
    news.publish(UnitChanged(project_id=unit.project_id, unit_id=unit.pk, by=by.ref, at=at))
    return unit


def _unit(project: Project, new: NewUnit) -> Unit:
    code = rules.plain_code(new.code)
    entrance = new.entrance
    return Unit(
        project=project,
        building=new.building,
        entrance=entrance,
        code=code,
        address=rules.address(new.building.name, entrance.name if entrance else "", code),
        floor=new.floor if new.floor is not None else rules.floor_of(code),
        property_type=new.property_type or new.building.property_type,
        layout=new.layout,
        gross_area_m2=new.gross_area_m2,
        inner_area_m2=new.inner_area_m2,
        charged_area_m2=new.charged_area_m2 or new.gross_area_m2,
        status=new.status,
        status_since=new.since,
    )


def _refuse_known(units: Sequence[Unit]) -> None:
    buildings = {unit.building_id for unit in units}
    known: set[tuple[int, int | None, str]] = set(
        Unit.objects.filter(building__in=buildings).values_list("building", "entrance", "code")
    )
    for unit in units:
        place = (unit.building_id, unit.entrance_id, unit.code)
        if place in known:
            raise CodeTaken(code=unit.code, field="code")
        known.add(place)
