"""What a rule may say, field by field; read from YAML, kept as JSON, understood by `rules`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from anlin.instruments.duty.choices import Confidence, Fact, Holiday, Kind, Proof
from anlin.instruments.duty.rules import moves, recurring, spans

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Post = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=40)]
Deed = Annotated[str, StringConstraints(pattern=r"^[a-z]+([_.-][a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=160)]
Row = Annotated[str, StringConstraints(pattern=r"^[AB]:[A-Z]-?\d{2}$")]


def _move(written: str) -> str:
    moves.read(written)
    return written


def _span(written: str) -> str:
    spans.read(written)
    return written


def _clock_time(written: str) -> str:
    at = moves.read(f"at {written}")
    if at.steps:
        raise ValueError(f"“{written}” is no time of day.")
    return written


Move = Annotated[str, AfterValidator(_move)]
Span = Annotated[str, AfterValidator(_span)]
ClockTime = Annotated[str, AfterValidator(_clock_time)]
Condition = Annotated[str, StringConstraints(pattern=r"^(not )?[a-z]+(_[a-z]+)*$")]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Calendar(Part):
    """`every` is RFC 5545 or `festivals`; the three dates are moves from the day it names."""

    every: str
    since: date | None = None
    earliest: Move = "start of day"
    target: Move = "end of day"
    last: Move | None = None
    holiday: Holiday = Holiday.KEEP

    @model_validator(mode="after")
    def _recurs(self) -> "Calendar":
        recurring.check(self.every, self.since)
        return self


class Clock(Part):
    """News that opens the duty, and how long it has. `when` compares the news' own fields."""

    on: Deed
    when: dict[str, str] = {}
    within: Span
    target: Span | None = None
    pausable: bool = False
    pause_budget: Span | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> "Clock":
        if self.pause_budget and not self.pausable:
            raise ValueError("A budget of pauses needs `pausable: true`.")
        if self.target and spans.read(self.target).about > spans.read(self.within).about:
            raise ValueError("The target lies behind the last moment.")
        return self


class Milestone(Part):
    """Moves from a milestone of the project; recomputed when it moves."""

    of: Literal[
        "site_entry", "main_structure_start", "sales_start", "office_establishment", "takeover",
        "planned_move_in", "actual_move_in", "routine_start",
    ]  # fmt: skip
    earliest: Move = "start of day"
    target: Move = "end of day"
    last: Move | None = None


class Sample(Calendar):
    """`share` percent of what was done in the period before the day, at least `at_least`, drawn by a recorded seed."""

    of: Deed
    share: Annotated[int, Field(ge=1, le=100)]
    at_least: Annotated[int, Field(ge=0, le=1000)] = 1
    period: Literal["day", "week", "month", "quarter"] = "week"


class Cover(Part):
    """Hours of each day in which somebody must be on the roster for the duty, `heads` of them."""

    duty: Literal["desk", "repair", "watch", "guard", "hotline", "control_room"]
    begins: ClockTime = "00:00"
    ends: ClockTime = "24:00"
    heads: Annotated[int, Field(ge=1, le=20)] = 1
    days: Literal["every", "rest", "working"] = "every"


class Gate(Part):
    """The step of which this must be done before; the room that takes the step asks."""

    before: Deed


class Evidence(Part):
    """What discharges it: `deed` names it for all rules that the same deed discharges; `count` of them."""

    proof: Proof = Proof.ENTRY
    deed: Deed | None = None
    count: Annotated[int, Field(ge=1, le=100)] = 1
    form: Annotated[str, StringConstraints(max_length=40)] = ""
    what: Line


class Rise(Part):
    """Who is told so long after it was missed."""

    after: Span
    to: Post


def _one_source(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Rule(Part):
    """One duty: what is owed, by which post, where, when, and what proves it."""

    code: Code
    title: Line
    title_en: Line
    covers: list[Row] = []
    requires: list[str] = []
    source: Annotated[list[Line], BeforeValidator(_one_source)]
    confidence: Confidence | None = None
    post: Post
    per: Literal["company", "project"] = "project"
    each: Line | None = None
    when: list[Condition] = []
    hours: Annotated[float, Field(ge=0, le=400)] = 0.5
    calendar: Calendar | None = None
    clock: Clock | None = None
    milestone: Milestone | None = None
    sample: Sample | None = None
    cover: Cover | None = None
    gate: Gate | None = None
    warn: list[Annotated[int, Field(ge=1, le=99)]] = []
    rises: list[Rise] = []
    evidence: Evidence
    defaults: list[str] = []
    note: str = ""

    @property
    def kind(self) -> Kind:
        return next(kind for kind in Kind if getattr(self, kind.value) is not None)

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Rule":
        said = [kind.value for kind in Kind if getattr(self, kind.value) is not None]
        if len(said) != 1:
            raise ValueError(f"A rule is one of {', '.join(Kind.values)}; this one says {said or 'none'}.")  # fmt: skip
        if not (self.covers or self.requires or self.source):
            raise ValueError("A rule names where it comes from: covers, requires, or source.")
        for condition in self.when:
            if condition.removeprefix("not ") not in Fact.values:
                raise ValueError(f"“{condition}” is no fact of a site.")
        after = [spans.read(rise.after).about for rise in self.rises]
        if after != sorted(after):
            raise ValueError("Each rung of `rises` comes after the one before.")
        for place in self.defaults:
            if not _stands(self, place):
                raise ValueError(f"`defaults` names {place}, which the rule does not say.")
        return self


class Pack(Part):
    """A pack's own line; its rules follow in the same file or in the files beside it."""

    pack: Code
    version: Annotated[int, Field(ge=1)]
    title: Line
    title_en: Line
    adopted: Literal["by choice", "after confirmation"] = "by choice"
    rules: list[Rule] = []


def _stands(rule: BaseModel, place: str) -> bool:
    thing: Any = rule
    for name in place.split("."):
        if not isinstance(thing, BaseModel) or name not in type(thing).model_fields:
            return False
        thing = getattr(thing, name)
    return thing is not None
