"""Duties by the day: a month in figures, a week by name, and the hours nobody is there for."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.instruments.duties import feed, words
from anlin.instruments.duty import permissions, queries
from anlin.instruments.duty.choices import State
from anlin.kernel.errors import NotThere, require

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SHOWN_STATES = (State.MISSED, State.DONE_LATE, State.LATE, State.OPEN, State.DONE, State.WAIVED, State.AHEAD)  # fmt: skip
LOOKS_AHEAD = timedelta(days=14)


class InCalendar(shell.Page):
    """Of the project one is looking at, from the day in the address or today."""

    desk = "instruments.duties"
    right = permissions.SEE
    place: int

    def prepare(self) -> None:
        super().prepare()
        if self.project is None:
            raise NotThere
        self.place = self.project.id
        require(permissions.may_see(self.actor, self.place))

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def asked(self) -> date:
        try:
            day = date.fromisoformat(self.request.GET.get("day", ""))
        except ValueError:
            return self.today
        # Months before and after are reckoned from it.
        return day if 1971 <= day.year <= 9000 else self.today

    def frame(self, before: date, after: date) -> dict[str, Any]:
        return {
            "today": self.today,
            "earlier": f"?day={before.isoformat()}",
            "later": f"?day={after.isoformat()}",
            "legend": [words.sign(state) for state in SHOWN_STATES],
        }


class Month(InCalendar):
    template_name = "console/instruments/duties/month.html"
    title = gettext_lazy("Calendar of duties")

    def context(self) -> dict[str, Any]:
        first = self.asked.replace(day=1)
        after = (first + 31 * DAY).replace(day=1)
        begins = first - first.weekday() * DAY
        weeks = -(-(after - begins).days // 7)
        found = queries.days(self.actor, self.place, begins, begins + weeks * WEEK, self.now)
        cells = [begins + n * DAY for n in range(7 * weeks)]
        return {
            "month": first,
            "feed": feed.address(self.request, self.place),
            "weeks": [
                [
                    {
                        "day": day,
                        "is_outside": day.month != first.month,
                        "address": f"{reverse('console:duty_week')}?day={day.isoformat()}#d{day.isoformat()}",
                        "counts": [
                            words.sign(state) | {"count": found[day][state]}
                            for state in SHOWN_STATES
                            if found.get(day, {}).get(state)
                        ],
                    }
                    for day in cells[7 * n : 7 * n + 7]
                ]
                for n in range(weeks)
            ],
            **self.frame(first - DAY, after),
        }


class Week(InCalendar):
    template_name = "console/instruments/duties/week.html"
    title = gettext_lazy("Duties of the week")

    def context(self) -> dict[str, Any]:
        monday = self.asked - self.asked.weekday() * DAY
        on: dict[date, list[dict[str, Any]]] = {monday + n * DAY: [] for n in range(7)}
        rows = list(queries.on_days(self.actor, self.place, monday, monday + WEEK))
        for line in words.lines(rows, self.now):
            on[line["row"].scheduled_on].append(line)
        return {
            "days": list(on.items()),
            "month": monday,
            **self.frame(monday - WEEK, monday + WEEK),
        }


class Uncovered(InCalendar):
    """Hours of the next two weeks that somebody must be there for and nobody is on the roster for."""

    template_name = "console/instruments/duties/uncovered.html"
    title = gettext_lazy("Hours nobody covers")

    def context(self) -> dict[str, Any]:
        found = queries.uncovered(self.place, self.now, ahead=LOOKS_AHEAD)
        return {
            "gaps": [
                {
                    "title": queries.title_of(row.standing.rule),
                    "duty": reverse("console:duty", args=[row.pk]),
                    "spans": [(begins, ends) for begins, ends in spans],
                    "roster": f"{reverse('console:staff:plan_shift')}?day={row.scheduled_on.isoformat()}",
                }
                for row, spans in found
            ],
            "hint": _("The next two weeks, by the roster as it stands now."),
        }
