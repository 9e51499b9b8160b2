"""What every page about one work order stands on."""

from typing import Any

from django.urls import reverse

from anlin.kernel.errors import NotThere
from anlin.trades.workorders import queries
from anlin.trades.workorders.models import WorkOrder


class OnOrder:
    """Mixed in before a page of the console; seen by whoever may see or holds the order."""

    desk = "trades.workorders"
    joined: tuple[str, ...] = ("contact", "fault", "rework_of")
    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        orders = queries.visible_to(self.actor).select_related(*self.joined)
        order = orders.filter(pk=self.kwargs["pk"]).first()
        if order is None:
            raise NotThere
        self.order: WorkOrder = order

    @property
    def address(self) -> str:
        return reverse("console:workorder", args=[self.order.pk])
