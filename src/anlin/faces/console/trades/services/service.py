"""What every page about one service request stands on."""

from typing import Any

from django.urls import reverse

from anlin.kernel.errors import NotThere
from anlin.trades.services import permissions, queries
from anlin.trades.services.models import ServiceRequest


class OnService:
    """Mixed in before a page of the console; loads the request again after a conflict."""

    desk = "trades.services"
    right: str | None = permissions.SEE
    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        found = queries.visible_to(self.actor).select_related("person", "project")
        made = found.filter(pk=self.kwargs["pk"]).first()
        if made is None:
            raise NotThere
        self.request_made: ServiceRequest = made

    @property
    def address(self) -> str:
        return reverse("console:service", args=[self.request_made.pk])
