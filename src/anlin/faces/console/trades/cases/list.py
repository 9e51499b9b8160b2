"""The list of matters: the loop as tabs, filters in the address, search by anything that is known."""

from collections.abc import Callable, Sequence
from typing import Any

import django_filters as filters
from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.cases import tables, words
from anlin.faces.kit import actors, projects
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.foundation.search import api as search
from anlin.ground.estate import queries as estate
from anlin.trades.cases import permissions, queries
from anlin.trades.cases.choices import Axis, CaseKind, Scope
from anlin.trades.workorders.choices import ServiceNature, Urgency

FOUND_AT_MOST = 200
VIEWS = {
    "open": pgettext_lazy("cases", "Open"),
    "to_sort": _("To sort"),
    "to_pass_on": _("To pass on"),
    "in_hand": _("In hand"),
    "to_answer": _("To answer"),
    "to_follow_up": _("To follow up"),
    "late": _("Late"),
    "all": _("All"),
}


def _narrowing(condition: Q) -> Callable[[QuerySet, Any], QuerySet]:
    return lambda rows, _page: rows.filter(condition)


def _called_back_today(rows: QuerySet, page: Any) -> QuerySet:
    midnight = timezone.localtime(page.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return rows.filter(queries.to_call_back(midnight))


ANSWERED_LATE = Tab("answered_late", _("Answered late"), _narrowing(queries.answered_late()))
WITHHELD = Tab("withheld", _("Fees withheld"), _narrowing(Q(fees_withheld_at__isnull=False)))
CALL_BACK = Tab("call_back", _("Call back today"), _called_back_today)


def _view(name: str) -> Callable[[QuerySet, Any], QuerySet]:
    if name == "late":
        return lambda rows, page: rows.filter(queries.late(page.now))
    return _narrowing(queries.VIEWS[name])


class Filters(filters.FilterSet):  # type: ignore[misc]
    q = filters.CharFilter(label=_("Search"), method="search")
    kind = filters.ChoiceFilter(label=_("Kind"), empty_label=_("All"), choices=CaseKind.choices)
    urgency = filters.ChoiceFilter(
        label=_("Urgency"), empty_label=_("All"), choices=Urgency.choices
    )
    nature = filters.ChoiceFilter(
        label=_("Nature of service"),
        empty_label=_("All"),
        field_name="service_nature",
        choices=ServiceNature.choices,
    )
    scope = filters.ChoiceFilter(
        label=_("Inside or outside"), empty_label=_("All"), choices=Scope.choices
    )
    trade = filters.ChoiceFilter(
        label=_("Trade"), empty_label=_("All"), field_name="trade", choices=()
    )
    channel = filters.ChoiceFilter(
        label=_("Channel"), empty_label=_("All"), field_name="channel", choices=()
    )
    building = filters.ChoiceFilter(
        label=_("Building"), empty_label=_("All"), field_name="unit__building", choices=()
    )
    mine = filters.ChoiceFilter(
        label=_("Whose"),
        empty_label=_("All"),
        method="only_mine",
        choices=[("1", _("With me or taken by me"))],
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        project = projects.of(self.request)
        for name, things in (
            ("trade", queries.categories(Axis.TRADE)),
            ("channel", queries.active_channels(inbound=True)),
        ):
            self.filters[name].extra["choices"] = [(t.pk, words.named(t)) for t in things]
        buildings = estate.names_of_buildings(project.id) if project else ()
        self.filters["building"].extra["choices"] = list(buildings)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        project = projects.of(self.request)
        here = frozenset([project.id]) if project else frozenset()
        hits = search.find(
            value, kinds=["case"], project_ids=here, also_hidden=True, limit=FOUND_AT_MOST
        )
        return rows.filter(pk__in=[int(hit.key) for hit in hits])

    def only_mine(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        actor = actors.of(self.request)
        me = actor.staff_id if actor else None
        return rows.filter(Q(in_charge=me) | Q(taker=me))


class Cases(shell.ListPage):
    desk = "trades.cases"
    template_name = "console/cases/list.html"
    title = _("Matters")
    right = permissions.SEE
    columns: Sequence[Column] = tables.COLUMNS
    loads = tables.LOADED
    tabs = (
        *(Tab(name, title, _view(name)) for name, title in VIEWS.items()),
        CALL_BACK,
        WITHHELD,
        ANSWERED_LATE,
    )
    filters = Filters
    key = "opened_at"
    export_name = "matters"
    export_right = permissions.SEE
    empty = _("No matter stands here")
    empty_hint = _("When somebody calls, write it down with “Take a call”.")

    @property
    def hint(self) -> str:
        """Who was repaired for today hears from us before the desk closes (B-REP-17)."""
        if self.tab is not CALL_BACK or self.project is None:
            return ""
        here = estate.visible_to(self.actor).get(pk=self.project.id)
        closes = here.desk_closes.strftime("%H:%M")
        return gettext("Ask before the desk closes at %(time)s whether it is solved.") % {
            "time": closes
        }

    def rows(self) -> QuerySet:
        cases = queries.visible_to(self.actor)
        return cases.filter(project=self.project.id) if self.project else cases.none()

    def row_address(self, row: Model) -> str:
        return reverse("console:case", args=[row.pk])

    def context(self) -> dict:
        here = self.project
        return {"may_open": here is not None and permissions.may_open(self.actor, here.id)}

    def export(self) -> HttpResponse:
        self.columns = tables.EXPORTED
        return super().export()
