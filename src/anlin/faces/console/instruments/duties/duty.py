"""What every page about one duty stands on."""

from typing import Any

from django.urls import reverse

from anlin.faces.console.finding import one
from anlin.instruments.duty import queries
from anlin.instruments.duty.models import Occurrence


class OnDuty:
    """Mixed in before a page about one duty that the actor may see."""

    desk = "instruments.duties"
    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.duty: Occurrence = one(queries.visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:duty", args=[self.duty.pk])
