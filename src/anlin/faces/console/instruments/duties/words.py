"""How this desk names things: tones of states, posts, why it lies on somebody."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.foundation.audit import api as audit
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.queries import Acting, Way
from anlin.instruments.duty import queries
from anlin.instruments.duty.choices import State
from anlin.instruments.duty.models import Occurrence
from anlin.kernel.subjects import Subject

TONES: dict[str, str] = {
    State.AHEAD: "calm",
    State.OPEN: "warn",
    State.LATE: "warn",
    State.MISSED: "bad",
    State.DONE: "good",
    State.DONE_LATE: "bad",
    State.WAIVED: "calm",
    State.WITHDRAWN: "calm",
}
PRESSING = {State.MISSED: "late", State.LATE: "soon"}
# A sign beside the colour: nobody has to tell green from red.
SIGNS: dict[str, str] = {
    State.AHEAD: "·",
    State.OPEN: "○",
    State.LATE: "!",
    State.MISSED: "✕",
    State.DONE: "✓",
    State.DONE_LATE: "✕✓",
    State.WAIVED: "–",
    State.WITHDRAWN: "",
}
WAYS = {
    Way.ON_SHIFT: gettext_lazy("on shift"),
    Way.HOLDS: gettext_lazy("holds the post"),
    Way.STANDS_IN: gettext_lazy("stands in"),
    Way.ABOVE: gettext_lazy("nobody is there below, so it lies here"),
    Way.NOBODY: gettext_lazy("nobody is there"),
}


def posts(request: Any) -> dict[str, str]:
    """Names of posts by code; asked once in a request."""
    if not hasattr(request, "_posts"):
        request._posts = workforce.titles_of_roles()  # noqa: SLF001  (ours)
    return request._posts  # noqa: SLF001


def sign(state: State) -> dict[str, Any]:
    """How a state is drawn where there is no room for words."""
    return {
        "sign": SIGNS[state],
        "label": state.label,
        "tone": TONES[state],
        "name": state.value,
    }


def names_of_things(rows: Iterable[Occurrence]) -> Mapping[Subject, str]:
    """What the things are called that the duties are about."""
    return audit.names_of({row.about for row in rows if row.about is not None})


def lines(rows: Sequence[Occurrence], now: Any) -> list[dict[str, Any]]:
    """The lines of a list or panel, with the names of what they are about."""
    names = names_of_things(rows)
    return [line(row, now) | {"about": names[row.about] if row.about else ""} for row in rows]


def line(row: Occurrence, now: Any) -> dict[str, Any]:
    """What a row of a list or panel shows."""
    state = queries.state_of(row, now)
    return {
        "row": row,
        "title": queries.title_of(row.standing.rule),
        "state": state.label,
        "tone": TONES[state],
        "pressing": PRESSING.get(state, "calm"),
        "is_owed": state in {State.OPEN, State.LATE, State.MISSED},
    }


def on_whom(found: Acting) -> str:
    """“Li Qiang, on shift”; several names, or that nobody is there."""
    if found.way == Way.NOBODY:
        return str(WAYS[found.way])
    refs = [f"staff:{staff_id}" for staff_id in found.staff_ids]
    names = workforce.names_of(refs)
    said = _(", ").join(names.get(ref, "—") for ref in refs)
    return _("%(names)s: %(why)s") % {"names": said, "why": WAYS[found.way]}
