"""Service requests as a list, by where they stand."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.services import words
from anlin.faces.kit.lists.columns import Column, Tab, label_of
from anlin.trades.services import permissions, queries
from anlin.trades.services.choices import OPEN_STATES, ServiceState

PLANNING = (ServiceState.FILED, ServiceState.APPOINTED, ServiceState.SURVEYED)


def _tab(name: str, title: Any, **narrowed: Any) -> Tab:
    return Tab(name, title, lambda rows, _page: rows.filter(Q(**narrowed)))


class Services(shell.ListPage):
    desk = "trades.services"
    template_name = "console/trades/services/list.html"
    title = _("Planned services")
    right = permissions.SEE
    tabs = (
        _tab("open", pgettext_lazy("services", "Open"), state__in=OPEN_STATES),
        _tab("planning", _("To plan"), state__in=PLANNING),
        _tab("proposed", _("With the owner"), state=ServiceState.PROPOSED),
        _tab(
            "running",
            _("Being carried out"),
            state__in=(ServiceState.AGREED, ServiceState.RUNNING),
        ),
        _tab("rectifying", _("Rectification"), is_rectifying=True),
        _tab("reported", pgettext_lazy("services", "To accept"), state=ServiceState.REPORTED),
        Tab("all", _("All")),
    )
    columns = (
        Column("number", _("Number")),
        Column("title", _("Service"), leads=True, get=words.called),
        Column(
            "state",
            _("State"),
            kind="state",
            get=label_of("state", ServiceState),
            tone=lambda row: words.STATE_TONES.get(row.state, "calm"),
        ),
        Column("unit", _("Home"), get=lambda row: row.unit.address if row.unit else _("project")),
        Column("surveyor", _("Surveyor"), get=lambda row: row.surveyor and row.surveyor.name),
        Column("wanted_by", _("Wanted by"), kind="moment"),
        Column("filed_at", _("Filed"), kind="moment"),
    )
    key = "filed_at"
    export_name = "services"
    export_right = permissions.SEE
    empty = _("No service request stands here")
    empty_hint = _("Owners file them in the portal; the desk takes them here.")

    def rows(self) -> QuerySet:
        requests = queries.visible_to(self.actor)
        return requests.filter(project=self.project.id) if self.project else requests.none()

    def row_address(self, row: Model) -> str:
        return reverse("console:service", args=[row.pk])

    def context(self) -> dict[str, Any]:
        here = self.project
        return {"may_file": here and permissions.may_file(self.actor, here.id, None)}
