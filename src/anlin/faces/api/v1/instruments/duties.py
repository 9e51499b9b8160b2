"""Duties and the rules behind them: reading, proving, waiving, the calendar."""

from datetime import date, timedelta
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from anlin.faces.api.pages import At, Id, Input, Number, Page, Place, Seen, one, page
from anlin.faces.api.problems import ANY
from anlin.faces.kit.lists import calendars
from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.choices import State
from anlin.instruments.duty.models import Occurrence, Standing

duties = Router(tags=["duties"])
rules = Router(tags=["duties"])
AHEAD = timedelta(days=62)
FILE = {"description": "OK", "content": {"text/calendar": {}}}
Said = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$"), Seen]


class DutyOut(Schema):
    id: int
    project: int | None
    rule: str
    title: str
    post: str
    about: str | None
    state: State
    scheduled_on: date
    earliest_at: At
    target_at: At
    last_at: At
    missed_at: At | None
    done_at: At | None
    waived_at: At | None
    waived_because: str

    @staticmethod
    def resolve_project(duty: Occurrence) -> int | None:
        return duty.project_id

    @staticmethod
    def resolve_rule(duty: Occurrence) -> str:
        return duty.standing.code

    @staticmethod
    def resolve_title(duty: Occurrence) -> str:
        return queries.title_of(duty.standing.rule)

    @staticmethod
    def resolve_about(duty: Occurrence) -> str | None:
        return str(duty.about) if duty.about else None

    @staticmethod
    def resolve_state(duty: Occurrence, context: Any) -> State:
        return queries.state_of(duty, context["request"].now)


class WhyOut(Schema):
    """How the last moment was reckoned, line by line."""

    lines: list[str]


class RuleOut(Schema):
    """A rule as it stands in a project, or (null) in the company, from a day up to but without another."""

    id: int
    project: int | None
    rule: str
    title: str
    kind: str
    post: str
    figures: dict[str, Any]
    from_on: date
    until_on: date | None

    @staticmethod
    def resolve_project(standing: Standing) -> int | None:
        return standing.project_id

    @staticmethod
    def resolve_rule(standing: Standing) -> str:
        return standing.code

    @staticmethod
    def resolve_title(standing: Standing) -> str:
        return queries.title_of(standing.rule)

    @staticmethod
    def resolve_kind(standing: Standing) -> str:
        return standing.rule.kind

    @staticmethod
    def resolve_post(standing: Standing) -> str:
        return standing.rule.post


class DutiesAsked(Place):
    """`mine`: only what lies on whoever asks, now."""

    project: Number | None = None
    state: State | None = None
    mine: bool = False


class RulesAsked(Place):
    project: Number | None = None


class Evidence(Input):
    words: Said


class Because(Input):
    because: Said


DUTY = {200: DutyOut} | ANY


@duties.get("/", response={200: Page[DutyOut]} | ANY, summary="Duties, the last to end first")
def list_duties(request, asked: Annotated[DutiesAsked, Query()]):
    actor, now = request.auth, request.now
    rows = queries.lying_on(actor, now) if asked.mine else queries.visible_to(actor)
    if asked.project is not None:
        rows = rows.filter(project=asked.project)
    if asked.state is not None:
        rows = rows.filter(queries.in_state(asked.state, now))
    return page(rows.order_by(), asked, key="last_at")


@duties.get(
    "/calendar/",
    response=ANY,
    summary="What lies on me, as iCalendar",
    openapi_extra={"responses": {200: FILE}},
)
def calendar(request, project: Number | None = None):
    rows = queries.lying_on(request.auth, request.now, ahead=AHEAD)
    if project is not None:
        rows = rows.filter(project=project)
    return calendars.answer(_("Duties"), calendars.of_duties(rows, request), now=request.now)


@duties.get("/{id}/", response=DUTY, summary="One duty")
def get_duty(request, id: Id):  # noqa: A002  (the name in the address)
    return one(queries.visible_to(request.auth), id)


@duties.get("/{id}/why/", response={200: WhyOut} | ANY, summary="Why it is due, and when exactly")
def why(request, id: Id):  # noqa: A002
    return {"lines": queries.why(one(queries.visible_to(request.auth), id)).lines}


@duties.post("/{id}/evidence/", response=DUTY, summary="Sign that it was done")
def prove(request, id: Id, said: Evidence):  # noqa: A002
    duty = one(queries.visible_to(request.auth), id)
    actions.give_evidence(occurrence=duty, words=said.words, by=request.auth, at=request.now)
    return Status(200, duty)


@duties.post("/{id}/waive/", response=DUTY, summary="Decide that it need not be done this time")
def waive(request, id: Id, said: Because):  # noqa: A002
    duty = one(queries.visible_to(request.auth), id)
    actions.waive(occurrence=duty, because=said.because, by=request.auth, at=request.now)
    return Status(200, duty)


@duties.post("/{id}/pause/", response=DUTY, summary="Let its clock stand still")
def pause(request, id: Id, said: Because):  # noqa: A002
    duty = one(queries.visible_to(request.auth), id)
    actions.pause(occurrence=duty, because=said.because, by=request.auth, at=request.now)
    return Status(200, duty)


@duties.post("/{id}/resume/", response=DUTY, summary="Let its clock run again")
def resume(request, id: Id):  # noqa: A002
    duty = one(queries.visible_to(request.auth), id)
    actions.resume(occurrence=duty, by=request.auth, at=request.now)
    return Status(200, duty)


@rules.get("/", response={200: Page[RuleOut]} | ANY, summary="Rules as they stand and stood")
def list_rules(request, asked: Annotated[RulesAsked, Query()]):
    rows = queries.standings_visible_to(request.auth)
    if asked.project is not None:
        rows = rows.filter(project=asked.project)
    return page(rows.order_by(), asked, key="from_on")
