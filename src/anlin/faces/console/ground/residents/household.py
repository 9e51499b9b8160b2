"""One page per household: who holds which role, since when, what is known, what a letting still lacks."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.ground.residents import forms
from anlin.faces.console.ground.residents.places import AboutHousehold, AboutTenure
from anlin.ground.people import permissions as people_rights
from anlin.ground.people import queries as people
from anlin.ground.people.choices import NoteKind
from anlin.ground.tenure import actions, queries
from anlin.ground.tenure.choices import FormalityKind, TenureRole
from anlin.kernel.errors import require
from anlin.trades.cases import queries as cases
from anlin.trades.workorders import queries as workorders


class Household(AboutHousehold):
    template_name = "console/ground/residents/household.html"

    @property
    def title(self) -> str:
        return self.unit.address

    def prepare(self) -> None:
        super().prepare()
        require(people_rights.may_see(self.actor))

    def context(self) -> dict:
        today = timezone.localdate(self.now)
        history = list(
            queries.history_of(self.unit.pk).prefetch_related("formalities", "rules_receipts")
        )
        cards = people.cards(tenure.person_id for tenure in history)
        lines = [queries.Holder(tenure, cards[tenure.person_id]) for tenure in history]
        order = {role: place for place, role in enumerate(TenureRole)}
        holders = sorted(
            (line for line in lines if _runs(line.tenure, today)),
            key=lambda line: (order[line.role], line.tenure.pk),
        )
        return {
            "unit": self.unit,
            "state": self.unit.get_status_display(),
            "number": self.unit.project.name,
            "holders": holders,
            "history": [line for line in lines if not _runs(line.tenure, today)],
            "lettings": [_letting(line) for line in holders if line.role == TenureRole.TENANT],
            "may_look": people_rights.may_look(self.actor),
            "may_register": self.may_edit and people_rights.may_edit(self.actor),
            "notes": self._notes(),
            "panels": self._panels(),
        }

    def _notes(self) -> list[tuple[str, str]] | None:
        """The four attributes services are designed for (A-EST-06); None to whoever may not read them."""
        if not people_rights.may_read_note(self.actor, NoteKind.INTERESTS):
            return None
        kept = queries.household_notes(self.unit.pk)
        return [(str(kind.label), kept.get(kind, "")) for kind in forms.HOUSEHOLD_NOTES]

    def _panels(self) -> list[dict]:
        here, pk = self.unit.project_id, self.unit.pk
        panels = []
        if self.actor.may(cases.SEE, here) and self.actor.may("estate.see", here):
            matters = reverse("console:estate:unit_matters", args=[pk])
            panels.append({"address": matters, "title": _("Matters")})
            contacts = reverse("console:household_contacts", args=[pk])
            panels.append({"address": contacts, "title": _("Contacts")})
        if self.actor.may(workorders.SEE, here) and self.actor.may("estate.see", here):
            repairs = reverse("console:unit_repairs", args=[pk])
            panels.append({"address": repairs, "title": _("Repairs")})
        return panels


class Note(shell.FormPage, AboutHousehold):
    form_class = forms.HouseholdNote
    title = gettext_lazy("Note about the household")
    done = gettext_lazy("It is kept.")

    def prepare(self) -> None:
        super().prepare()
        require(self.may_edit)
        require(people_rights.may_read_note(self.actor, NoteKind.INTERESTS))

    @property
    def hint(self) -> str:
        return self.unit.address

    def act(self, form) -> str:
        actions.note_household(
            unit=self.unit,
            kind=NoteKind(form.cleaned_data["kind"]),
            text=form.cleaned_data["text"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class NoteFormality(shell.FormPage, AboutTenure):
    form_class = forms.Formality
    title = gettext_lazy("A formality of the letting")
    done = gettext_lazy("It is noted.")

    def form_arguments(self) -> dict:
        kind = self.request.GET.get("kind")
        return {"initial": {"kind": kind, "on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        actions.note_formality(
            tenure=self.tenure,
            kind=FormalityKind(form.cleaned_data["kind"]),
            on=form.cleaned_data["on"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class Accept(shell.FormPage, AboutTenure):
    form_class = forms.Accept
    title = gettext_lazy("Accept the letting")
    done = gettext_lazy("The letting is accepted.")

    def form_arguments(self) -> dict:
        return {"initial": {"on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        actions.accept_letting(tenure=self.tenure, **form.cleaned_data, by=self.actor, at=self.now)
        return self.back_to


def _runs(tenure, today) -> bool:
    return tenure.begins_on <= today and (tenure.ends_on is None or tenure.ends_on > today)


def _letting(line: queries.Holder) -> dict:
    done = {f.kind: f.done_on for f in line.tenure.formalities.all()}
    return {
        "line": line,
        "formalities": [(kind, done.get(kind)) for kind in FormalityKind],
        "is_complete": len(done) == len(FormalityKind),
        "receipts": line.tenure.rules_receipts.all(),
    }
