"""How rules are kept: a month of one project day by day, and every project beside the others."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.instruments.rulebook.places import InProject, InRulebook
from anlin.instruments.duty import queries
from anlin.instruments.duty.choices import State

SPAN = timedelta(days=30)
LINES = "lines"
VIEWS = {"project": ("project",), "rule": ("rule",)}
LONGEST_ID = 19
# The worst of a day is what its cell shows.
SIGNS = {
    State.MISSED: "✕",
    State.DONE_LATE: "◐",
    State.LATE: "!",
    State.OPEN: "○",
    State.AHEAD: "·",
    State.WAIVED: "–",
    State.DONE: "✓",
}
RANK = {state: nth for nth, state in enumerate(SIGNS)}


class Days(InProject):
    template_name = "console/instruments/rulebook/days.html"
    title = _("Rules by day")

    def context(self) -> dict[str, Any]:
        first = month_of(self.request.GET.get("month", ""), self.today)
        end = (first + timedelta(days=31)).replace(day=1)
        cells: dict[str, dict[date, State]] = {}
        rules = {}
        for row in queries.of_days(self.actor, self.place, first, end):
            code, state = row.standing.code, queries.state_of(row, self.now)
            rules[code] = row.standing.rule
            days = cells.setdefault(code, {})
            worst = days.get(row.scheduled_on, state)
            days[row.scheduled_on] = min(worst, state, key=RANK.__getitem__)
        month = [first + timedelta(days=n) for n in range((end - first).days)]
        return {
            "month": first,
            "days": month,
            "lines": [
                (rules[code], queries.title_of(rules[code]), [_cell(day, found.get(day)) for day in month])
                for code, found in cells.items()
            ],
            "legend": [(state, state.label, sign) for state, sign in SIGNS.items()],
            "earlier": f"{first - timedelta(days=1):%Y-%m}",
            "later": f"{end:%Y-%m}",
        }  # fmt: skip


class Board(InRulebook):
    """By project, by rule, or every rule of one project, or one rule everywhere: never all times all."""

    template_name = "console/instruments/rulebook/board.html"
    title = _("How rules are kept")

    def context(self) -> dict[str, Any]:
        asked = self.request.GET
        code, place = asked.get("rule", ""), _place(asked.get("of", ""))
        view = asked.get("view", "")
        if code or place is not None:
            view = LINES
        elif view not in VIEWS:
            view, place = (LINES, self.project.id) if self.project else ("project", None)
        groups: Any = VIEWS.get(view, ("project", "rule"))
        lines = queries.tallies(
            self.actor, self.now - SPAN, self.now, by=groups, code=code, project_id=place
        )
        by = asked.get("by", "missed")
        if by in ("late", "open_late", "due", "waived"):
            lines = sorted(lines, key=lambda line: -getattr(line, by))
        elif by == "share":
            lines = sorted(lines, key=lambda line: 101 if line.share is None else line.share)
        rules = queries.rules_by_code({line.code for line in lines if line.code})
        return {
            "lines": [
                (line, rules.get(line.code), queries.title_of(rules[line.code]) if line.code else "")
                for line in lines
            ],
            "since": self.now - SPAN,
            "by": by,
            "view": view,
            "code": code,
            "of": place,
        }  # fmt: skip


def _place(asked: str) -> int | None:
    return int(asked) if asked.isdecimal() and len(asked) < LONGEST_ID else None


def _cell(day: date, state: State | None) -> tuple[date, State | None, Any, str]:
    return (day, state, state.label, SIGNS[state]) if state else (day, None, "", "")


def month_of(asked: str, today: date) -> date:
    """The first day of the month that is written, of today's when none can be read."""
    try:
        return date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
