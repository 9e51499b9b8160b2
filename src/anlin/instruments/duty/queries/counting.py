"""Duties by the day: counted by state, and by name. Each is one statement, however many rows."""

from collections import Counter, defaultdict
from datetime import date, datetime

from django.db.models import Case, CharField, Count, QuerySet, Value, When

from anlin.instruments.duty.choices import State
from anlin.instruments.duty.models import Occurrence
from anlin.instruments.duty.queries.owed import in_state, visible_to
from anlin.kernel.actors import Actor

# Of several on one day the one that hurts most is shown.
WORST_FIRST = (
    State.MISSED, State.DONE_LATE, State.LATE, State.OPEN, State.WAIVED, State.DONE, State.AHEAD,
)  # fmt: skip


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


def _of_days(actor: Actor, project_id: int, first: date, end: date) -> QuerySet[Occurrence]:
    return visible_to(actor).filter(
        project=project_id, scheduled_on__gte=first, scheduled_on__lt=end
    )


def _state(at: datetime) -> Case:
    told = [When(in_state(state, at), then=Value(state.value)) for state in WORST_FIRST]
    return Case(*told, default=Value(State.AHEAD.value), output_field=CharField())
