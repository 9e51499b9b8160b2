"""Mediations as a list, by where they stand."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.disputes import words
from anlin.faces.kit.lists.columns import Column, Tab, label_of
from anlin.trades.disputes import permissions, queries
from anlin.trades.disputes.choices import MediationKind, MediationState


def _tab(name: str, title: Any, *states: MediationState) -> Tab:
    return Tab(name, title, lambda rows, _page: rows.filter(state__in=states))


class Disputes(shell.ListPage):
    desk = "trades.disputes"
    template_name = "console/trades/disputes/list.html"
    title = _("Mediation")
    right = permissions.SEE
    tabs = (
        _tab("running", pgettext_lazy("mediation", "Running"), *queries.RUNNING),
        Tab("risk", _("At risk"), lambda rows, _page: queries.at_risk(rows)),
        _tab("watched", _("Being watched"), *queries.WATCHED),
        _tab("over", pgettext_lazy("mediation", "Over"), MediationState.ENDED, MediationState.HANDED_OVER),
        Tab("all", _("All")),
    )  # fmt: skip
    columns = (
        Column("number", _("Matter"), get=lambda row: row.case.number),
        Column("title", _("What it is about"), leads=True, get=words.called),
        Column(
            "state",
            _("State"),
            kind="state",
            get=label_of("state", MediationState),
            tone=lambda row: words.STATE_TONES.get(row.state, "calm"),
        ),
        Column("kind", _("Between"), get=label_of("kind", MediationKind)),
        Column("mediator", _("Mediator"), get=lambda row: row.mediator.name),
        Column("opened_at", pgettext_lazy("mediation", "Opened"), kind="moment"),
    )
    key = "opened_at"
    export_name = "mediations"
    export_right = permissions.SEE
    empty = _("No dispute stands here")
    empty_hint = _("A mediation is opened from the page of the matter it is about.")

    def rows(self) -> QuerySet:
        found = queries.visible_to(self.actor)
        return found.filter(case__project=self.project.id) if self.project else found.none()

    def row_address(self, row: Model) -> str:
        return reverse("console:dispute", args=[row.pk])
