"""The course of a matter as its reporter may see it: steps, promise, timeline, what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.kit import formats
from anlin.ground.workforce import queries as workforce
from anlin.kernel.actors import Actor
from anlin.trades.cases import permissions, queries
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.cases.models import Answer, Case
from anlin.trades.workorders.choices import OrderState
from anlin.trades.workorders.models import WorkOrder

WITH_WORK = (
    gettext_lazy("Taken in"),
    gettext_lazy("Sent out"),
    gettext_lazy("On the spot"),
    gettext_lazy("Done"),
    gettext_lazy("Answered"),
    gettext_lazy("You confirm"),
)
WITHOUT_WORK = (
    gettext_lazy("Taken in"),
    gettext_lazy("Handled"),
    gettext_lazy("Answered"),
    gettext_lazy("You confirm"),
)
# What happened, in the words of whoever reported it. What is not here is ours alone.
HAPPENED = {
    "reported": gettext_lazy("reported it"),
    "reported_again": gettext_lazy("reported it once more"),
    "order_raised": gettext_lazy("arranged work on it"),
    "order_accepted": gettext_lazy("took the work on"),
    "order_arrived": gettext_lazy("came to the spot"),
    "order_finished": gettext_lazy("finished the work"),
    "interim": gettext_lazy("told you how it stands"),
    "answered": gettext_lazy("answered you"),
    "unresolved": gettext_lazy("told you why it cannot be done"),
    "agreed": gettext_lazy("confirmed"),
    "objected": gettext_lazy("not satisfied"),
    "followed_up": gettext_lazy("asked again afterwards"),
    "note_resident": gettext_lazy("added"),
    "note_contact": gettext_lazy("was in contact"),
    "closed": gettext_lazy("The matter is over"),
}
ON_THE_SPOT = (OrderState.WORKING, OrderState.PAUSED)


@dataclass(frozen=True)
class Step:
    title: Any
    place: str
    at: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One entry of the timeline, as `kit/parts/timeline.html` shows it."""

    who: str
    at: datetime
    what: Any
    quote: str = ""
    files: tuple = ()


@dataclass(frozen=True)
class Deed:
    title: Any
    address: str
    is_main: bool = False


def steps(case: Case, orders: Iterable[WorkOrder]) -> list[Step]:
    """How far it has come; the first step that is not done is where it stands."""
    work = [order for order in orders if order.state != OrderState.CANCELLED]
    titles = WITH_WORK if work or case.kind == CaseKind.REPAIR else WITHOUT_WORK
    done = _steps_done(case, work[-1] if work else None, len(titles))
    places = ["done"] * done + ["here"] * (done < len(titles))
    return [
        Step(title, place)
        for title, place in zip(titles, places + [""] * (len(titles) - len(places)), strict=True)
    ]


def _steps_done(case: Case, order: WorkOrder | None, last: int) -> int:
    state = CaseState(case.state)
    if state in {CaseState.AGREED, CaseState.CLOSED}:
        return last
    if state == CaseState.ANSWERED:
        return last - 1
    if state == CaseState.RETURNED:
        return last - 2
    if state != CaseState.PASSED or order is None or last == len(WITHOUT_WORK):
        return 1
    if order.state == OrderState.RAISED:
        return 1
    return 3 if order.state in ON_THE_SPOT else 2


def expected_until(orders: Iterable[WorkOrder]) -> datetime | None:
    """The latest moment anybody working on it named; None when nobody did or all are done."""
    named = [o.expected_until for o in orders if o.is_open and o.expected_until]
    return max(named, default=None)


def promised(case: Case, now: datetime) -> str:
    """Until when they have an answer by our own rules, and how that was kept; empty where no rule promises anything."""
    found = queries.promised(case)
    if found is None:
        return ""
    facts = {"until": formats.until(found.until)}
    if found.was_kept is None:
        late = _("We promised an answer by %(until)s and are late, and are sorry for it.")
        return (late if found.until <= now else _("You have an answer by %(until)s.")) % facts
    if found.was_kept:
        return _("We promised an answer by %(until)s and kept it.") % facts
    return _("We promised an answer by %(until)s; it came late.") % facts


def promise(case: Case) -> Answer | None:
    """What we last told them while it was not finished yet."""
    if case.state in {CaseState.ANSWERED, CaseState.AGREED, CaseState.CLOSED}:
        return None
    return case.answers.filter(is_interim=True, round=case.round).order_by("-pk").first()


def story(case: Case, actor: Actor) -> list[Line]:
    """Everything that happened but for our internal lines."""
    moments = [m for m in queries.timeline(case) if not m.is_ours and m.what in HAPPENED]
    names = workforce.names_of(m.by for m in moments)
    return [
        Line(
            who=_who(moment.by, actor, names),
            at=moment.at,
            what=HAPPENED[moment.what],
            quote=moment.words,
        )
        for moment in moments
    ]


def _who(ref: str, actor: Actor, names: dict[str, str]) -> str:
    if not ref:
        return ""
    if ref.startswith("resident:"):
        return _("You")
    return names.get(ref) or _("Property office")


def deeds(case: Case, actor: Actor) -> list[Deed]:
    """What they may do next; the answer to our question first."""
    if not permissions.is_reporter(actor, case):
        return []

    def to(name: str) -> str:
        return reverse(f"portal:matter_{name}", args=[case.pk])

    add = Deed(_("Add something"), to("word"))
    refuse = Deed(_("Not satisfied"), to("unsatisfied"))
    if case.state == CaseState.ANSWERED:
        return [Deed(_("It is right"), to("satisfied"), is_main=True), refuse, add]
    if case.state == CaseState.AGREED:
        return [add, refuse]
    if case.state == CaseState.CLOSED:
        return [Deed(_("Take it up again"), to("reopen"))]
    return [add]
