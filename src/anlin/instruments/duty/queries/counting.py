"""How duties are kept, counted: by day, by rule and day, by project, by rule. Each is one statement, however many rows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from anlin.instruments.duty.choices import State
from anlin.instruments.duty.models import Occurrence, Rule
from anlin.instruments.duty.queries.owed import in_state, visible_to
from anlin.kernel.actors import Actor

# Of several on one day the one that hurts most is shown.
WORST_FIRST = (
    State.MISSED, State.DONE_LATE, State.LATE, State.OPEN, State.WAIVED, State.DONE, State.AHEAD,
)  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """Duties whose last moment lies in a period: `kept` in time, `late` done too late, `missed` and not done, `waived`."""

    fell_due: int = 0
    kept: int = 0
    late: int = 0
    missed: int = 0
    waived: int = 0

    @property
    def percent_kept(self) -> int | None:
        """Kept of all that fell due and was not waived, rounded down; None where nothing did."""
        asked = self.fell_due - self.waived
        return self.kept * 100 // asked if asked else None


@dataclass(frozen=True)
class HeatRow:
    """A rule of a project with the worst state of each day on which it fell."""

    standing_id: int
    code: str
    rule: Rule
    days: Mapping[date, State] = field(default_factory=dict)


def days(actor: Actor, project_id: int, first: date, end: date, at: datetime) -> dict[date, Counter[State]]:  # fmt: skip
    """How many duties of each state fall on each day in [first, end)."""
    found: dict[date, Counter[State]] = defaultdict(Counter)
    rows = _of_days(actor, project_id, first, end).values_list("scheduled_on", _state(at))
    for day, state, count in rows.annotate(n=Count("pk")).order_by("scheduled_on"):
        found[day][State(state)] += count
    return dict(found)


def on_days(actor: Actor, project_id: int, first: date, end: date) -> QuerySet[Occurrence]:
    """The duties that fall on these days, by the day and the moment they end."""
    return _of_days(actor, project_id, first, end).order_by("scheduled_on", "last_at", "pk")


def heat(actor: Actor, project_id: int, first: date, end: date, at: datetime) -> list[HeatRow]:
    """Rule × day, in the order of the rules' codes."""
    cells: dict[str, dict[date, State]] = defaultdict(dict)
    newest: dict[str, tuple[int, int]] = {}
    rows = _of_days(actor, project_id, first, end).order_by("standing__code", "standing_id")
    asked = rows.values_list(
        "standing__code", "standing_id", "standing__rule_id", "scheduled_on", _state(at)
    )
    for code, standing_id, rule_id, day, word in asked.distinct():
        state = State(word)
        here = cells[code].get(day)
        if here is None or WORST_FIRST.index(state) < WORST_FIRST.index(here):
            cells[code][day] = state
        newest[code] = (standing_id, rule_id)
    rules = Rule.objects.in_bulk({rule_id for _standing, rule_id in newest.values()})
    return [
        HeatRow(standing_id, code, rules[rule_id], cells[code])
        for code, (standing_id, rule_id) in sorted(newest.items())
    ]


def board(actor: Actor, since: datetime, until: datetime) -> dict[int | None, Tally]:
    """How each project the actor sees kept what ended in [since, until); the company's own under None."""
    return _tallies(_ended(visible_to(actor), since, until), by="project_id")


def by_rule(actor: Actor, project_id: int | None, since: datetime, until: datetime) -> dict[str, Tally]:  # fmt: skip
    """The same for each rule of a project, by the code under which it stands."""
    here = visible_to(actor).filter(project=project_id)
    return _tallies(_ended(here, since, until), by="standing__code")


def by_place(actor: Actor, code: str, since: datetime, until: datetime) -> dict[int | None, Tally]:
    """How one rule was kept in each project the actor sees."""
    of_rule = visible_to(actor).filter(standing__code=code)
    return _tallies(_ended(of_rule, since, until), by="project_id")


_COUNTS: dict[str, Any] = {
    "fell_due": Count("pk"),
    "kept": Count("pk", filter=Q(done_at__lte=F("last_at"))),
    "late": Count("pk", filter=Q(done_at__gt=F("last_at"))),
    "missed": Count("pk", filter=Q(done_at=None, waived_at=None)),
    "waived": Count("pk", filter=Q(done_at=None, waived_at__isnull=False)),
}


def _tallies(rows: QuerySet[Occurrence], *, by: str) -> dict[Any, Tally]:
    lines = rows.order_by().values_list(by).annotate(**_COUNTS)
    return {key: Tally(*counts) for key, *counts in lines}


def _ended(rows: QuerySet[Occurrence], since: datetime, until: datetime) -> QuerySet[Occurrence]:
    return rows.filter(last_at__gte=since, last_at__lt=until)


def _of_days(actor: Actor, project_id: int, first: date, end: date) -> QuerySet[Occurrence]:
    return visible_to(actor).filter(
        project=project_id, scheduled_on__gte=first, scheduled_on__lt=end
    )


def _state(at: datetime) -> Case:
    told = [When(in_state(state, at), then=Value(state.value)) for state in WORST_FIRST]
    return Case(*told, default=Value(State.AHEAD.value), output_field=CharField())
