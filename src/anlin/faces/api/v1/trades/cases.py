"""Matters: reading, opening, reporting again; the company's lists."""

from typing import Literal

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from anlin.faces.api.pages import (
    Code,
    Id,
    Input,
    Line,
    Moment,
    Number,
    Page,
    Place,
    Words,
    not_later,
    one,
    page,
    there,
)
from anlin.faces.api.problems import ANY
from anlin.faces.api.v1.trades import shapes
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import Axis, CaseKind, Scope

cases = Router(tags=["cases"])
lists = Router(tags=["lists"])
NOT_YET = _("It cannot have been reported later than now.")
View = Literal["open", "to_sort", "to_pass_on", "in_hand", "to_answer", "to_follow_up", "all"]


class CasesAsked(Place):
    project: Number | None = None
    unit: Number | None = None
    view: View = "open"


class NewCase(Input):
    """Who it is from is a person we know, or a name and perhaps a phone."""

    project: Number
    kind: CaseKind
    words: Words
    channel: Code
    unit: Number | None = None
    reporter: Number | None = None
    reporter_name: Line = ""
    reporter_phone: Line = ""
    place: Line = ""
    scope: Scope | None = None
    reported_at: Moment | None = None
    wanted_by: Moment | None = None
    is_agitated: bool = False
    is_important: bool = False


class Again(Input):
    words: Words
    channel: Code
    reported_at: Moment | None = None


def visible(request):
    return queries.visible_to(request.auth)


@cases.get("/", response={200: Page[shapes.CaseOut]} | ANY, summary="Cases, the newest first")
def list_cases(request, asked: Query[CasesAsked]):
    rows = visible(request).filter(queries.VIEWS[asked.view])
    if asked.project is not None:
        rows = rows.filter(project=asked.project)
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    return page(rows, asked, key="opened_at")


@cases.get("/{id}/", response={200: shapes.CaseInFull} | ANY, summary="One case in full")
def get_case(request, id: Id):  # noqa: A002  (the name in the address)
    return one(visible(request), id)


@cases.post("/", response={201: shapes.CaseOut} | ANY, summary="Open a case")
def open_case(request, said: NewCase):
    actor = request.auth
    project = _project(said.project, actor)
    new = actions.NewCase(
        project=project,
        kind=said.kind,
        words=said.words,
        channel=queries.channel_by_code(said.channel),
        reported_at=not_later(said.reported_at, request.now, NOT_YET),
        reporter=_reporter(said.reporter, actor),
        reporter_name=said.reporter_name,
        reporter_phone=said.reporter_phone,
        unit=_unit(project, said.unit),
        place=said.place,
        scope=said.scope,
        wanted_by=said.wanted_by,
        is_agitated=said.is_agitated,
        is_important=said.is_important,
    )
    return Status(201, actions.open_case(new=new, by=actor, at=request.now))


@cases.post("/{id}/reports/", response={201: shapes.ReportOut} | ANY, summary="Report it again")
def report_again(request, id: Id, said: Again):  # noqa: A002  (the name in the address)
    report = actions.report_again(
        case=one(visible(request), id),
        channel=queries.channel_by_code(said.channel),
        words=said.words,
        reported_at=not_later(said.reported_at, request.now, NOT_YET),
        by=request.auth,
        at=request.now,
    )
    return Status(201, report)


@lists.get("/channels/", response={200: list[shapes.ChannelOut]} | ANY, summary="Channels")
def list_channels(request):
    return list(queries.active_channels())


@lists.get("/categories/", response={200: list[shapes.CategoryOut]} | ANY, summary="Categories")
def list_categories(request, axis: Axis = Axis.TRADE):
    return list(queries.categories(axis))


def _project(project_id: int, actor: Actor) -> Project:
    """A resident reports about where they live; which staff may open cases decides the action."""
    if actor.is_resident:
        return one(Project.objects.filter(units__in=actor.unit_ids).distinct(), project_id)
    return there(estate.project_we_serve(project_id))


def _unit(project: Project, unit_id: int | None) -> Unit | None:
    return there(estate.unit_of(project.pk, unit_id)) if unit_id else None


def _reporter(person_id: int | None, actor: Actor) -> Person | None:
    """A resident speaks for themselves; staff name somebody they may know of."""
    if actor.person_id is not None:
        return people.by_id(actor.person_id)
    if person_id is None:
        return None
    person = tenure.person_visible_to(actor, person_id)
    if person is None:
        raise NotThere
    return person
