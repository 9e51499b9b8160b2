"""The duty log, opinion boxes, and every contact of a household."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils.timezone import get_default_timezone

from anlin.ground.estate.models import Building
from anlin.kernel.actors import Actor
from anlin.trades.cases.choices import NoteKind
from anlin.trades.cases.models import Answer, FollowUp, LogEntry, Note, OpinionBox, Report
from anlin.trades.cases.queries.matters import SEE, visible_to

OPENINGS_A_WEEK = 2
SHOWN = 50


@dataclass(frozen=True)
class Contact:
    """One contact with a household: when, who of us, what it was, over which channel, about which matter."""

    at: datetime
    by: str
    what: str
    channel: str
    case_id: int
    number: str
    title: str


@dataclass(frozen=True)
class BoxOfWeek:
    """A box and how often it was opened in the week; `missing` openings are still owed."""

    box: OpinionBox
    openings: int

    @property
    def missing(self) -> int:
        return max(0, OPENINGS_A_WEEK - self.openings)


def log_visible_to(actor: Actor) -> QuerySet[LogEntry]:
    entries = LogEntry.objects.select_related("case")
    projects = actor.projects_with(SEE)
    return entries if projects is None else entries.filter(project__in=projects)


def boxes_of_week(project_id: int, week_from: date) -> list[BoxOfWeek]:
    """Every box that hangs, with its openings from that Monday on for seven days (B-INT-06)."""
    start = datetime.combine(week_from, time(), get_default_timezone())
    end = start + timedelta(days=7)
    opened = Q(openings__opened_at__gte=start, openings__opened_at__lt=end)
    # A box that was put up later owes nothing for that week.
    boxes = OpinionBox.objects.filter(project=project_id, taken_down_at=None, put_up_at__lt=end)
    counted = boxes.select_related("building").annotate(times=Count("openings", filter=opened))
    return [BoxOfWeek(box, box.times) for box in counted.order_by("place", "id")]


def buildings_without_box(project_id: int) -> list[Building]:
    """Buildings in whose lobby no box hangs, though every building has one (B-INT-05)."""
    hanging = OpinionBox.objects.filter(project=project_id, taken_down_at=None)
    with_box = hanging.exclude(building=None).values("building")
    buildings = Building.objects.filter(project=project_id).exclude(pk__in=with_box)
    return list(buildings.order_by("code", "id"))


def contacts_of_unit(actor: Actor, unit_id: int) -> list[Contact]:
    """Every contact with whoever lives there, over all channels, the newest first; one query (A-CASE-28)."""
    mine = Q(case__in=visible_to(actor).filter(unit=unit_id).order_by().values("pk"))
    spoken = mine & Q(kind__in=[NoteKind.CONTACT, NoteKind.SITE_VISIT, NoteKind.RESIDENT])
    channel, nothing = F("channel__name"), Value("")
    told = (
        _contacts(
            Report.objects.filter(mine), "reported_at", "taken_by", Value("reported"), channel
        ),
        _contacts(Answer.objects.filter(mine), "answered_at", "answered_by", _ANSWERED, channel),
        _contacts(
            FollowUp.objects.filter(mine),
            "followed_up_at",
            "followed_up_by",
            _ASKED,
            F("method"),
        ),
        _contacts(Note.objects.filter(spoken), "noted_at", "noted_by", F("kind"), nothing),
    )
    rows = told[0].union(*told[1:], all=True).order_by("-moment")[:SHOWN]
    return [Contact(*row) for row in rows]


_ASKED = Case(When(is_satisfied=True, then=Value("content")), default=Value("not_content"))
_ANSWERED = Case(When(is_interim=True, then=Value("interim")), default=Value("answered"))


def _contacts(rows: QuerySet[Any], at: str, by: str, what: Any, channel: Any) -> QuerySet[Any]:
    of_case = ("case", "case__number", "case__title")
    told: QuerySet[Any] = rows.annotate(moment=F(at)).values_list(
        "moment", by, what, channel, *of_case
    )
    return told
