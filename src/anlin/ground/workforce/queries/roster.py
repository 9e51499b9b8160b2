"""The roster: who is on duty, and where nobody is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.models import Shift, Staff
from anlin.ground.workforce.queries.calendar import working_calendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class RestDay:
    """A day on which offices rest and the desk must not (A-CASE-02); covered once somebody is on duty.

    `hours` is what it costs: the planned hours of everybody on duty, whatever their duty is.
    """

    day: date
    is_covered: bool
    hours: float


def shifts_between(project_id: int, first: date, end: date) -> QuerySet[Shift]:
    """The standing shifts that begin in [first, end), in the order of time."""
    return _standing().filter(
        project=project_id, starts_at__gte=_midnight(first), starts_at__lt=_midnight(end)
    )


def shifts_of(staff_id: int, starts_at: datetime, ends_at: datetime) -> QuerySet[Shift]:
    """Where somebody is on duty at any moment of [starts_at, ends_at), in whichever project."""
    return _standing().filter(staff=staff_id, starts_at__lt=ends_at, ends_at__gt=starts_at)


def on_duty(project_id: int, duty: Duty, at: datetime) -> QuerySet[Staff]:
    """Who is on duty in the project at that moment, by name."""
    now = _standing().filter(
        project=project_id, duty=duty, starts_at__lte=at, ends_at__gt=at, staff=OuterRef("pk")
    )
    return Staff.objects.filter(Exists(now)).order_by("name", "pk")


def rest_days(project_id: int, first: date, end: date) -> list[RestDay]:
    """The rest days in [first, end) and whether the desk is covered on each; two queries.

    Refused with `YearUnknown` where the working calendar of a year has not been entered.
    """
    calendar = working_calendar()
    days = [first + n * DAY for n in range((end - first).days)]
    on: dict[date, list[Shift]] = defaultdict(list)
    for shift in shifts_between(project_id, first, end):
        on[timezone.localdate(shift.starts_at)].append(shift)
    return [
        RestDay(day, any(s.duty == Duty.DESK for s in on[day]), _hours(on[day]))
        for day in days
        if not calendar.is_working_day(day)
    ]


def _hours(shifts: list[Shift]) -> float:
    return sum((s.ends_at - s.starts_at).total_seconds() for s in shifts) / 3600


def _standing() -> QuerySet[Shift]:
    return Shift.objects.filter(struck_at=None).select_related("staff").order_by("starts_at", "id")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
