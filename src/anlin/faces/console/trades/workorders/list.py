"""Work orders as a list and as a board."""

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.workorders import tables, words
from anlin.faces.console.trades.workorders.steps import do_at_once, step_address
from anlin.faces.kit.lists.columns import Tab
from anlin.kernel.errors import NotAllowed, NotThere
from anlin.trades.workorders import permissions, queries
from anlin.trades.workorders.choices import OPEN_STATES, OrderState, OrderStep, Urgency
from anlin.trades.workorders.models import WorkOrder

AT_WORK = Q(state__in=[OrderState.ACCEPTED, OrderState.WORKING, OrderState.PAUSED])
CARDS = 12


def _narrowing(condition: Q) -> Callable[[QuerySet, Any], QuerySet]:
    return lambda rows, _page: rows.filter(condition)


def _mine(rows: QuerySet, page: Any) -> QuerySet:
    return rows.filter(assignee=page.actor.staff_id, state__in=OPEN_STATES)


class Filters(filters.FilterSet):  # type: ignore[misc]
    urgency = filters.ChoiceFilter(
        label=_("Urgency"), empty_label=_("All"), choices=Urgency.choices
    )


class Orders(shell.ListPage):
    desk = "trades.workorders"
    template_name = "console/trades/workorders/list.html"
    title = _("Work orders")
    right = permissions.SEE
    columns = tables.COLUMNS
    loads = tables.LOADED
    tabs = (
        Tab("pool", _("Pool"), _narrowing(Q(state=OrderState.RAISED))),
        Tab("mine", pgettext_lazy("orders", "Mine"), _mine),
        Tab("waiting", _("To accept"), _narrowing(Q(state=OrderState.ASSIGNED))),
        Tab("working", _("Being worked on"), _narrowing(AT_WORK)),
        Tab("to_check", _("To check"), _narrowing(Q(state=OrderState.FINISHED))),
        Tab("late", _("Late"), lambda rows, page: rows.filter(queries.overdue(page.now))),
        Tab("visits", _("Special visits"), _narrowing(queries.special_visits_due())),
        Tab("watched", _("Watched"), _narrowing(queries.watched())),
        Tab("all", _("All")),
    )
    filters = Filters
    key = "raised_at"
    export_name = "work-orders"
    export_right = permissions.SEE
    empty = _("No work order stands here")
    empty_hint = _("Work orders are raised when a matter is passed on, or here by themselves.")

    def rows(self) -> QuerySet:
        orders = queries.visible_to(self.actor)
        return orders.filter(project=self.project.id) if self.project else orders.none()

    def row_address(self, row: Model) -> str:
        return reverse("console:workorder", args=[row.pk])

    def context(self) -> dict[str, Any]:
        here = self.project
        return {"may_raise": here is not None and permissions.may_raise(self.actor, here.id)}


class Board(shell.Page):
    """Columns by state with their counts; a card is moved by choosing a step, with the keyboard too."""

    desk = "trades.workorders"
    template_name = "console/trades/workorders/board.html"
    title = _("Board")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        orders = queries.visible_to(self.actor).filter(queries.open_orders())
        orders = orders.filter(project=self.project.id) if self.project else orders.none()
        counted = orders.select_related(None).order_by().values("state").annotate(n=Count("pk"))
        counts = {row["state"]: row["n"] for row in counted}
        newest = list(orders.order_by("-raised_at", "-id")[: CARDS * len(OPEN_STATES)])
        return {"lanes": [self._lane(state, counts, newest) for state in OPEN_STATES]}

    def _lane(self, state: OrderState, counts: dict[str, int], orders: list[WorkOrder]) -> dict:
        cards = [order for order in orders if order.state == state][:CARDS]
        return {
            "state": state.value,
            "title": state.label,
            "count": counts.get(state, 0),
            "cards": [
                {"order": order, "where": words.where(order), "steps": self._steps(order)}
                for order in cards
            ],
        }

    def _steps(self, order: WorkOrder) -> list[tuple[OrderStep, str]]:
        steps = permissions.steps_for(self.actor, order)
        return [(step, queries.state_after(order, step).value) for step in steps]


class Move(shell.Page):
    """A card dropped into another lane, or a step chosen on it."""

    desk = "trades.workorders"
    right = permissions.SEE
    http_method_names = ("post",)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        order = queries.visible_to(self.actor).filter(pk=kwargs["pk"]).first()
        if order is None:
            raise NotThere
        asked = request.POST.get("step", "")
        if asked not in permissions.steps_for(self.actor, order):
            raise NotAllowed
        step = OrderStep(asked)
        if step not in words.AT_ONCE:
            return self.go(step_address(order, step))
        do_at_once(step, order, by=self.actor, at=self.now)
        return self.go(reverse("console:workorder_board"))
