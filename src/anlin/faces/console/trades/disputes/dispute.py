"""What every page about one mediation stands on."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from anlin.faces.console.finding import one
from anlin.trades.disputes import permissions, queries
from anlin.trades.disputes.models import Mediation


class OnMediation:
    """Mixed in before a page of the console; loads the mediation again after a conflict."""

    desk = "trades.disputes"
    right: str | None = permissions.SEE
    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.mediation: Mediation = one(queries.visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:dispute", args=[self.mediation.pk])

    @property
    def today(self):
        return timezone.localdate()
