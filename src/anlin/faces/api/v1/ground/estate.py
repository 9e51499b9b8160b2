"""Projects and units."""

from decimal import Decimal
from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from anlin.faces.api.pages import Id, Number, Page, Place, one, page
from anlin.faces.api.problems import ANY
from anlin.ground.estate import queries
from anlin.ground.estate.models import Project, Unit
from anlin.kernel.actors import Actor

projects = Router(tags=["projects"])
units = Router(tags=["units"])
Area = Annotated[
    Decimal, WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)?$", "title": "m²"})
]


class ProjectOut(Schema):
    id: int
    code: str
    name: str
    property_type: str
    city: str


class UnitOut(Schema):
    id: int
    project_id: int
    building: str
    code: str
    address: str
    floor: int | None
    status: str
    charged_area_m2: Area | None

    @staticmethod
    def resolve_building(unit: Unit) -> str:
        return unit.building.name


class UnitsAsked(Place):
    project: Number | None = None


def visible_projects(actor: Actor):
    """A resident knows the projects they live in."""
    if actor.is_resident:
        return Project.objects.filter(units__in=actor.unit_ids).distinct()
    return queries.visible_to(actor)


@projects.get("/", response={200: Page[ProjectOut]} | ANY, summary="Projects")
def list_projects(request, place: Query[Place]):
    rows = visible_projects(request.auth)
    return page(rows, place, key="code", newest_first=False)


@projects.get("/{id}/", response={200: ProjectOut} | ANY, summary="One project")
def get_project(request, id: Id):  # noqa: A002  (the name in the address)
    return one(visible_projects(request.auth), id)


@units.get("/", response={200: Page[UnitOut]} | ANY, summary="Units")
def list_units(request, asked: Query[UnitsAsked]):
    rows = queries.units_visible_to(request.auth)
    if asked.project is not None:
        rows = rows.filter(project=asked.project)
    return page(rows, asked, key="id", newest_first=False)


@units.get("/{id}/", response={200: UnitOut} | ANY, summary="One unit")
def get_unit(request, id: Id):  # noqa: A002  (the name in the address)
    return one(queries.units_visible_to(request.auth), id)
