"""Violations as a list, by where they stand."""

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.violations import words
from anlin.faces.kit.lists.columns import Column, Tab, label_of
from anlin.trades.violations import permissions, queries
from anlin.trades.violations.choices import SETTLED, ViolationKind, ViolationState


class Violations(shell.ListPage):
    desk = "trades.violations"
    template_name = "console/trades/violations/list.html"
    title = _("Violations")
    hint = _("Explain, ask, help, look again. The company never punishes.")
    right = permissions.SEE
    tabs = (
        Tab("open", pgettext_lazy("violation", "Open"), lambda rows, _page: rows.exclude(state__in=SETTLED)),
        Tab("over", pgettext_lazy("violation", "Over"), lambda rows, _page: rows.filter(state__in=SETTLED)),
    )  # fmt: skip
    columns = (
        Column("number", _("Matter"), get=lambda row: row.case.number),
        Column("title", _("What it is about"), leads=True, get=lambda row: row.case.title),
        Column(
            "state",
            _("State"),
            kind="state",
            get=label_of("state", ViolationState),
            tone=lambda row: words.STATE_TONES.get(row.state, "calm"),
        ),
        Column("kind", pgettext_lazy("violation", "Kind"), get=label_of("kind", ViolationKind)),
        Column("unit", _("Home"), get=lambda row: row.case.unit and row.case.unit.address),
        Column("rule", _("Rule"), get=lambda row: row.rule and row.rule.rule.code),
        Column("noted_at", pgettext_lazy("violation", "Noted"), kind="moment"),
    )
    key = "noted_at"
    export_name = "violations"
    export_right = permissions.SEE
    empty = _("No violation stands here")
    empty_hint = _("A violation is noted from the page of the matter it is about.")

    def rows(self) -> QuerySet:
        found = queries.visible_to(self.actor)
        return found.filter(case__project=self.project.id) if self.project else found.none()

    def row_address(self, row: Model) -> str:
        return reverse("console:violation", args=[row.pk])
