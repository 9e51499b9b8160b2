"""Readings of complaints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from anlin.ground.estate.models import Unit
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Refusal
from anlin.kernel.states import Table
from anlin.trades.cases.choices import CaseStep
from anlin.trades.cases.models import Case
from anlin.trades.complaints import rules
from anlin.trades.complaints.choices import ComplaintState as S
from anlin.trades.complaints.choices import ComplaintStep, Level, Mark
from anlin.trades.complaints.errors import NotConcluded, PlanMissing
from anlin.trades.complaints.models import (
    Announcement,
    Complaint,
    CorrectivePlan,
    Procedure,
    Reading,
    TrainingCase,
)

SEE = "complaints.see"
# Until the proof is there the company's answer would be a guess (A-CMP-25).
UNPROVED = (S.OPENED, S.PLANNED)
CLOSING = (CaseStep.CLOSE, CaseStep.CLOSE_UNSATISFIED)
HEAD_OF_OFFICE = "office_manager"
COMPENSATION = "compensation"
REPEATED_WITHIN = timedelta(days=90)


def visible_to(actor: Actor) -> QuerySet[Complaint]:
    """Complaints of the actor's projects without those about themselves: these never pass through them."""
    found = Complaint.objects.select_related("case", "case__project", "case__channel")
    if not actor.is_staff:
        return found if actor.may(SEE, None) else found.none()
    projects = actor.projects_with(SEE)
    if projects is not None:
        found = found.filter(case__project__in=projects)
    return found.exclude(case__about_staff=actor.staff_id)


def of_case(case_id: int) -> Complaint | None:
    return Complaint.objects.select_related("case").filter(case=case_id).first()


def unseen(actor: Actor, project_id: int | None) -> QuerySet[Complaint]:
    """Those reported upward to a role this actor holds and not taken note of yet."""
    found = visible_to(actor).filter(seen_at=None).exclude(state=S.OVER)
    if project_id:
        found = found.filter(case__project=project_id)
    return found.filter(reported_up_to__in=_roles_of(actor, project_id))


def _roles_of(actor: Actor, project_id: int | None) -> list[str]:
    if actor.staff_id is None:
        return []
    today = timezone.localdate()
    return [
        role
        for role in ("office_manager", "quality_department", "general_manager")
        if workforce.holders_of_role(role, project_id=project_id, on=today)
        .filter(pk=actor.staff_id)
        .exists()
    ]


def heads(project_id: int, on: date) -> list[Staff]:
    """The first persons responsible of an office (A-CMP-05)."""
    return list(workforce.holders_of_role(HEAD_OF_OFFICE, project_id=project_id, on=on))


def marks_of(case: Case, on: date) -> set[Mark]:
    """What the case itself says about its class."""
    found = set()
    if case.about is not None and case.about.code == COMPENSATION:
        found.add(Mark.COMPENSATION)
    if case.about_staff_id in {head.pk for head in heads(case.project_id, on)}:
        found.add(Mark.HEAD)
    if case.follows_id is not None:
        found.add(Mark.REPEAT)
    return found


def plan_of(complaint: Complaint) -> CorrectivePlan | None:
    return complaint.plans.select_related("office").order_by("-nth").first()


def bars(case_id: int, step: CaseStep) -> Refusal | None:
    """What `cases` asks before a last answer or the end of a matter (A-CMP-25)."""
    if step not in {CaseStep.ANSWER, *CLOSING}:
        return None
    held = Complaint.objects.filter(case=case_id, level=Level.COMPANY).exclude(state=S.OVER)
    state = held.values_list("state", flat=True).first()
    if state is None:
        return None
    if step in CLOSING:
        return NotConcluded()
    return PlanMissing() if state in UNPROVED else None


def procedure() -> Procedure | None:
    return Procedure.objects.order_by("-pk").first()


def announcements_for(actor: Actor) -> QuerySet[Announcement]:
    """What was announced to the whole company, the newest first; `is_read` says whether this actor has."""
    mine = Reading.objects.filter(announcement=OuterRef("pk"), staff=actor.staff_id)
    return Announcement.objects.annotate(is_read=Exists(mine)).order_by("-published_at", "-pk")


def library(cause_group: str = "", text: str = "") -> QuerySet[TrainingCase]:
    """Training cases, the newest first; by cause and by words of title, story and lesson."""
    found = TrainingCase.objects.order_by("-written_at", "-pk")
    if cause_group:
        found = found.filter(cause_group=cause_group)
    for word in text.split():
        found = found.filter(
            Q(title__contains=word) | Q(story__contains=word) | Q(lesson__contains=word)
        )
    return found


@dataclass(frozen=True)
class Figures:
    """Complaints of a period: how many, by level, mark, cause and month; how long, and how many came again."""

    count: int
    over: int
    median_hours: float | None
    repeated: int
    by_subject: tuple[tuple[str, int], ...]
    by_building: tuple[tuple[str, int], ...]
    by_staff: tuple[tuple[str, int], ...]
    # First day of a month, complaints, and how many that is for a thousand homes (None without homes).
    months: tuple[tuple[date, int, float | None], ...]
    by_level: tuple[tuple[str, int], ...]
    by_mark: tuple[tuple[str, int], ...]
    by_cause: tuple[tuple[str, int], ...]


def figures(actor: Actor, first: date, last: date, project_id: int | None = None) -> Figures:
    """Figures of complaints opened from day to day, in one query (A-CMP-24).

    Repeated is a complaint from a home that had another one in the ninety days before.
    """
    zone = timezone.get_current_timezone()
    begin = datetime.combine(first, datetime.min.time(), zone)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), zone)
    earlier = Complaint.objects.filter(
        case__unit=OuterRef("case__unit"), opened_at__lt=OuterRef("opened_at"),
        opened_at__gte=OuterRef("opened_at") - REPEATED_WITHIN,
    )  # fmt: skip
    found = visible_to(actor).select_related(None).filter(opened_at__gte=begin, opened_at__lt=end)
    if project_id:
        found = found.filter(case__project=project_id)
    lines = list(found.annotate(came_again=Exists(earlier)).only(
        "level", "state", "is_serious", "wants_compensation", "is_about_head", "is_repeat", "cause_group", "opened_at",
        "concluded_at",
    ))  # fmt: skip
    hours = [
        (line.concluded_at - line.opened_at).total_seconds() / 3600
        for line in lines
        if line.concluded_at
    ]
    about = found.order_by().values_list(
        "case__about__name", "case__unit__building__name", "case__about_staff__name"
    )
    subjects, buildings, staff = zip(*about, strict=True) if lines else ((), (), ())
    return Figures(
        by_subject=_counted([name for name in subjects if name]),
        by_building=_counted([name for name in buildings if name]),
        by_staff=_counted([name for name in staff if name]),
        months=_months([line.opened_at for line in lines], _homes(actor, project_id)),
        count=len(lines),
        over=len(hours),
        median_hours=round(median(hours), 1) if hours else None,
        repeated=sum(line.came_again for line in lines),
        by_level=_counted([line.level for line in lines]),
        by_mark=_counted([mark.value for line in lines for mark in line.marks]),
        by_cause=_counted([line.cause_group for line in lines if line.cause_group]),
    )


def _homes(actor: Actor, project_id: int | None) -> int:
    """How many homes the complaints can come from."""
    units = Unit.objects.all()
    projects = actor.projects_with(SEE)
    if project_id:
        units = units.filter(project=project_id)
    elif projects is not None:
        units = units.filter(project__in=projects)
    return units.count()


def _months(opened: Sequence[datetime], homes: int) -> tuple[tuple[date, int, float | None], ...]:
    firsts = [timezone.localdate(moment).replace(day=1) for moment in opened]
    return tuple(
        (
            first,
            firsts.count(first),
            round(1000 * firsts.count(first) / homes, 1) if homes else None,
        )
        for first in sorted(set(firsts))
    )


def _counted(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    counts = {value: values.count(value) for value in sorted(set(values))}
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def course(complaint: Complaint) -> Table[S, ComplaintStep]:
    return rules.COURSES[Level(complaint.level)]
