"""What matters and work orders look like to programs."""

from dataclasses import asdict

from ninja import Schema

from anlin.faces.api.pages import At
from anlin.trades.cases import queries
from anlin.trades.cases.models import Case


class ChannelOut(Schema):
    code: str
    name: str
    name_en: str
    is_inbound: bool
    is_outbound: bool


class CategoryOut(Schema):
    axis: str
    code: str
    name: str
    name_en: str


class CaseOut(Schema):
    id: int
    number: str
    project_id: int
    kind: str
    title: str
    channel: str
    state: str
    round: int
    urgency: str
    unit_id: int | None
    reporter_id: int | None
    department_id: int | None
    in_charge_id: int | None
    cause_id: int | None
    wanted_by: At | None
    opened_at: At
    answered_at: At | None
    closed_at: At | None
    is_satisfied: bool | None

    @staticmethod
    def resolve_channel(case: Case) -> str:
        return case.channel.code


class MomentOut(Schema):
    at: At
    by: str
    what: str
    words: str
    detail: str
    round: int
    stage: str


class CaseInFull(CaseOut):
    words: str
    mode: str
    scope: str
    trade: str
    about: str
    service_nature: str
    place: str
    need: str
    need_confirmed_at: At | None
    taker_id: int | None
    recorded_by: str
    is_important: bool
    is_agitated: bool
    is_settled_at_once: bool
    special_due_at: At | None
    facts: str
    origin_cause: str
    prevention: str
    effect_on_order: str
    timeline: list[MomentOut]

    @staticmethod
    def resolve_trade(case: Case) -> str:
        return case.trade.code if case.trade else ""

    @staticmethod
    def resolve_about(case: Case) -> str:
        return case.about.code if case.about else ""

    @staticmethod
    def resolve_timeline(case: Case, context: dict) -> list[dict]:
        """A resident is not told what is ours alone."""
        theirs = context["request"].auth.is_resident
        moments = queries.timeline(case)
        return [asdict(moment) for moment in moments if not (theirs and moment.is_ours)]


class AnswerOut(Schema):
    id: int
    case_id: int
    words: str
    round: int
    is_interim: bool
    is_unresolved: bool
    answered_at: At


class ReportOut(Schema):
    id: int
    case_id: int
    reported_at: At


class CauseOut(Schema):
    id: int
    project_id: int
    title: str


class OrderOut(Schema):
    id: int
    number: str
    project_id: int
    title: str
    description: str
    urgency: str
    state: str
    round: int
    unit_id: int | None
    place: str
    department_id: int | None
    assignee_id: int | None
    expected_until: At | None
    raised_at: At
    accepted_at: At | None
    arrived_at: At | None
    finished_at: At | None
    finding: str
    method: str


class PartOut(Schema):
    id: int
    order_id: int
    name: str
    quantity: str
    measure: str
    unit_price_fen: int | None

    @staticmethod
    def resolve_quantity(part) -> str:
        return str(part.quantity)
