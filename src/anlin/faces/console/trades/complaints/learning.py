"""What everybody in the company reads: announcements with their readers, training cases; and the procedure."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.kit.forms.fields import Form
from anlin.ground.workforce.models import Staff
from anlin.kernel.errors import require
from anlin.trades.complaints import actions, permissions, queries
from anlin.trades.complaints.choices import CauseGroup
from anlin.trades.complaints.models import Announcement

SHOWN = 100


class Corrections(shell.Page):
    """Announcements and training cases, the newest first."""

    desk = "trades.corrections"
    right = permissions.ANNOUNCEMENTS
    template_name = "console/trades/complaints/corrections.html"
    title = _("What was corrected")

    def context(self) -> dict[str, Any]:
        asked = self.request.GET
        cause = asked.get("cause", "") if asked.get("cause", "") in CauseGroup.values else ""
        text = asked.get("q", "").strip()[:80]
        return {
            "announcements": list(queries.announcements_for(self.actor)[:SHOWN]),
            "cases": list(queries.library(cause, text)[:SHOWN]),
            "causes": CauseGroup.choices,
            "cause": cause,
            "asked": text,
        }


class OneAnnouncement(shell.Page):
    desk = "trades.corrections"
    right = permissions.ANNOUNCEMENTS
    template_name = "console/trades/complaints/announcement.html"

    def prepare(self) -> None:
        super().prepare()
        self.announcement: Announcement = one(Announcement.objects.all(), pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return self.announcement.title

    def context(self) -> dict[str, Any]:
        readings = self.announcement.readings.select_related("staff").order_by("read_at", "pk")
        mine = [reading for reading in readings if reading.staff_id == self.actor.staff_id]
        return {
            "announcement": self.announcement,
            "mine": mine[0] if mine else None,
            "readings": readings if self.actor.may(permissions.LEAD, None) else None,
        }

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """Having read it is said by a press, so that a page opened by mistake is no reading."""
        me = one(Staff.objects.all(), pk=self.actor.staff_id)
        actions.read(announcement=self.announcement, staff=me, by=self.actor, at=self.now)
        return self.go(reverse("console:correction", args=[self.announcement.pk]))


class ProcedureForm(Form):
    document = forms.CharField(
        label=_("Controlled document 16"),
        max_length=200,
        required=False,
        help_text=_("Its title and version, or where it lies."),
    )
    own_rule = forms.CharField(
        label=_("A further rule of our own"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class SetProcedure(shell.FormPage):
    desk = "trades.complaints"
    right = permissions.LEAD
    title = _("Procedure of complaints")
    form_class = ProcedureForm
    done = _("The procedure is set.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_set_procedure(self.actor))

    @property
    def back_to(self) -> str:
        return reverse("console:complaints")

    def form_arguments(self) -> dict[str, Any]:
        held = queries.procedure()
        return {"initial": {"document": held.document, "own_rule": held.own_rule} if held else {}}

    def act(self, form: forms.Form) -> str:
        actions.set_procedure(**form.cleaned_data, by=self.actor, at=self.now)
        return self.back_to
