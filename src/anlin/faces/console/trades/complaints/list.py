"""Complaints as a list, by level and by where they stand; their figures."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.complaints import words
from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.faces.kit.lists.columns import Column, Tab, label_of
from anlin.trades.complaints import permissions, queries
from anlin.trades.complaints.choices import CauseGroup, ComplaintState, Level, Mark


def _tab(name: str, title: Any, **narrowed: Any) -> Tab:
    return Tab(
        name, title, lambda rows, _page: rows.filter(**narrowed).exclude(state=ComplaintState.OVER)
    )


class Complaints(shell.ListPage):
    desk = "trades.complaints"
    template_name = "console/trades/complaints/list.html"
    title = _("Complaints")
    right = permissions.SEE
    tabs = (
        _tab("open", pgettext_lazy("complaints", "Open")),
        _tab("office", _("At the office"), level=Level.OFFICE),
        _tab("company", _("With the company"), level=Level.COMPANY),
        _tab("serious", pgettext_lazy("complaints", "Serious"), is_serious=True),
        _tab("unseen", _("Nobody took note"), seen_at=None),
        Tab("all", _("All")),
    )
    columns = (
        Column("number", _("Matter"), get=lambda row: row.case.number),
        Column("title", _("What it is about"), leads=True, get=lambda row: row.case.title),
        Column(
            "state",
            _("State"),
            kind="state",
            get=label_of("state", ComplaintState),
            tone=lambda row: words.STATE_TONES.get(row.state, "calm"),
        ),
        Column("level", _("Level"), get=label_of("level", Level)),
        Column("marks", _("Class"), get=words.marks),
        Column("opened_at", pgettext_lazy("complaints", "Received"), kind="moment"),
    )
    key = "opened_at"
    export_name = "complaints"
    export_right = permissions.SEE
    empty = _("No complaint stands here")
    empty_hint = _("Every matter that is a complaint gets its file here by itself.")

    def rows(self) -> QuerySet:
        found = queries.visible_to(self.actor)
        return found.filter(case__project=self.project.id) if self.project else found.none()

    def row_address(self, row: Model) -> str:
        return reverse("console:complaint", args=[row.pk])


class Period(Form):
    first = forms.DateField(label=_("From"), widget=DayInput, required=False)
    last = forms.DateField(label=_("Until"), widget=DayInput, required=False)


class Figures(shell.Page):
    """Figures of a period: number, class, level, time, causes, and those that came again (A-CMP-24)."""

    desk = "trades.complaints"
    right = permissions.SEE
    template_name = "console/trades/complaints/figures.html"
    title = _("Figures of complaints")

    def context(self) -> dict[str, Any]:
        today = timezone.localdate()
        asked = Period(self.request.GET or None)
        given = asked.cleaned_data if asked.is_bound and asked.is_valid() else {}
        last: date = given.get("last") or today
        first: date = given.get("first") or last - timedelta(days=89)
        told = queries.figures(self.actor, first, last, self.project.id if self.project else None)
        return {
            "form": Period(initial={"first": first, "last": last}),
            "told": told,
            "tables": (
                (_("By level"), _named(told.by_level, Level)),
                (_("By class"), _named(told.by_mark, Mark)),
                (_("By cause"), _named(told.by_cause, CauseGroup)),
                (_("By subject"), told.by_subject),
                (_("By building"), told.by_building),
                (_("By person complained of"), told.by_staff),
            ),
        }


def _named(counts: Any, kind: Any) -> list[tuple[Any, int]]:
    return [(kind(value).label, count) for value, count in counts]
