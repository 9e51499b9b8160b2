"""The roster of a project, a week at a time: who is on duty, and which rest days nobody covers."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.staff.places import InStaff
from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.workforce import actions, permissions, queries
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.models import Shift
from anlin.kernel.calendar import YearUnknown
from anlin.kernel.errors import NotThere, require

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LOOKS_AHEAD = timedelta(days=14)


class TimeInput(django_forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class ShiftForm(Form):
    staff: Any = django_forms.ModelChoiceField(label=gettext_lazy("Who"), queryset=None)
    duty = django_forms.ChoiceField(label=gettext_lazy("Duty"), choices=Duty.choices)
    day = django_forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    begins = django_forms.TimeField(label=gettext_lazy("From"), widget=TimeInput())
    ends = django_forms.TimeField(
        label=gettext_lazy("Until"),
        widget=TimeInput(),
        help_text=gettext_lazy("An earlier time than the beginning is the next morning."),
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]


class InRoster(InStaff):
    """Of the project one is looking at, and the week in the address or this one."""

    place: int

    def prepare(self) -> None:
        super().prepare()
        if self.project is None:
            raise NotThere
        self.place = self.project.id
        require(self.actor.may(permissions.SEE, self.place))

    @property
    def monday(self) -> date:
        return monday_of(self.request.GET.get("week", ""), timezone.localdate(self.now))

    @property
    def may_plan(self) -> bool:
        return permissions.may_plan_shifts(self.actor, self.place)

    @property
    def back_to(self) -> str:
        return roster_address(self.monday)


class Roster(InRoster):
    template_name = "console/ground/staff/roster.html"
    title = gettext_lazy("Roster")

    def context(self) -> dict[str, Any]:
        monday = self.monday
        on: dict[date, dict[str, list[Shift]]] = defaultdict(lambda: defaultdict(list))
        shifts = list(queries.shifts_between(self.place, monday, monday + WEEK))
        for shift in shifts:
            on[timezone.localdate(shift.starts_at)][shift.duty].append(shift)
        days = [monday + n * DAY for n in range(7)]
        return {
            "days": [(day, [(d.label, on[day][d]) for d in Duty if on[day][d]]) for day in days],
            "today": timezone.localdate(self.now),
            "earlier": roster_address(monday - WEEK),
            "later": roster_address(monday + WEEK),
            "may_plan": self.may_plan,
            "is_empty": not shifts,
            "week": f"{monday:%Y-%m-%d}",
            **self.uncovered(),
        }

    def uncovered(self) -> dict[str, Any]:
        """The rest days of the next two weeks without anybody at the desk and the hours planned on
        them, or why that is not known."""
        today = timezone.localdate(self.now)
        try:
            rest = queries.rest_days(self.place, today, today + LOOKS_AHEAD)
        except YearUnknown as unknown:
            return {"unknown": unknown}
        return {
            "uncovered": [each.day for each in rest if not each.is_covered],
            "rest_hours": sum(each.hours for each in rest),
        }

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """Plan this week as the week before."""
        planned, refused = actions.repeat_week(
            project_id=self.place, monday=self.monday, by=self.actor, at=self.now
        )
        said = ngettext("%(count)s shift planned.", "%(count)s shifts planned.", len(planned))
        self.say(" ".join([said % {"count": len(planned)}, *map(str, refused)]))
        return self.go(self.back_to)


class Plan(shell.FormPage, InRoster):
    form_class = ShiftForm
    title = gettext_lazy("Plan a shift")
    done = gettext_lazy("The shift stands on the roster.")

    def prepare(self) -> None:
        super().prepare()
        require(self.may_plan)

    def form_arguments(self) -> dict[str, Any]:
        day = self.request.GET.get("day", "") or f"{timezone.localdate(self.now):%Y-%m-%d}"
        initial = {"day": day, "begins": time(8), "ends": time(20), "duty": Duty.REPAIR}
        staff = queries.works_in(self.place, timezone.localdate(self.now))
        return {"staff": staff, "initial": initial}

    def act(self, form: Any) -> str:
        given = form.cleaned_data
        starts_at = moment_of(given["day"], given["begins"])
        ends_at = moment_of(given["day"], given["ends"])
        if ends_at <= starts_at:
            ends_at += DAY
        actions.plan_shift(
            project_id=self.place,
            staff=given["staff"],
            duty=Duty(given["duty"]),
            starts_at=starts_at,
            ends_at=ends_at,
            by=self.actor,
            at=self.now,
        )
        return roster_address(monday_of("", given["day"]))


class Strike(InRoster):
    http_method_names = ("post",)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        shift = one(Shift.objects.filter(project=self.place), pk=kwargs["pk"])
        actions.strike_shift(shift=shift, by=self.actor, at=self.now)
        self.say(_("The shift is off the roster."))
        return self.go(roster_address(monday_of("", timezone.localdate(shift.starts_at))))


def monday_of(asked: str, today: date) -> date:
    """The Monday of the day that is written, of today when none can be read."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    return day - day.weekday() * DAY


def roster_address(monday: date) -> str:
    return f"{reverse('console:staff:roster')}?week={monday:%Y-%m-%d}"


def moment_of(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
