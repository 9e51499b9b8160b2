"""What every page about one complaint stands on."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from anlin.faces.console.finding import one
from anlin.trades.complaints import permissions, queries
from anlin.trades.complaints.models import Complaint


class OnComplaint:
    """Mixed in before a page of the console; loads the complaint again after a conflict."""

    desk = "trades.complaints"
    right: str | None = permissions.SEE
    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.complaint: Complaint = one(queries.visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:complaint", args=[self.complaint.pk])

    @property
    def today(self):
        return timezone.localdate()
