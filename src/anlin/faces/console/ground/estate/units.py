"""A unit: what it is, how it came to its status, and what may happen next."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.ground.estate import forms
from anlin.faces.console.ground.estate.places import AboutUnit, Changes
from anlin.ground.estate import actions, queries
from anlin.ground.estate.choices import UnitStatus, UnitStep
from anlin.ground.tenure import permissions as tenure_rights
from anlin.trades.cases import queries as cases
from anlin.trades.workorders import queries as workorders

TONES = {
    UnitStatus.OCCUPIED: "good",
    UnitStatus.LET: "good",
    UnitStatus.DECORATING: "warn",
    UnitStatus.VACANT: "warn",
}


class UnitPage(AboutUnit):
    template_name = "console/ground/estate/unit.html"

    @property
    def title(self) -> str:
        return self.unit.address

    def context(self) -> dict:
        unit = self.unit
        return {
            "unit": unit,
            "site": self.here,
            "number": f"{self.here.name} · {unit.building.name}",
            "state": unit.get_status_display(),
            "tone": TONES.get(UnitStatus(unit.status), "calm"),
            "facts": _facts(unit),
            "stays": queries.stays_of(unit).reverse(),
            "conditions": _conditions(unit),
            "spaces": unit.spaces.order_by("kind", "code"),
            "next_steps": self._next_steps() if self.may_edit else [],
            "panels": self._panels(),
        }

    def _next_steps(self) -> list[dict]:
        address = reverse("console:estate:unit_step", args=[self.unit.pk])
        steps = queries.next_steps(self.unit)
        return [
            {"title": UnitStep(step).label, "address": f"{address}?step={step}"} for step in steps
        ]

    def _panels(self) -> list[dict]:
        offered = (
            ("estate:unit_holders", _("People"), tenure_rights.SEE),
            ("estate:unit_matters", _("Matters"), cases.SEE),
            ("unit_repairs", _("Repairs"), workorders.SEE),
        )
        return [
            {"address": reverse(f"console:{name}", args=[self.unit.pk]), "title": title}
            for name, title, right in offered
            if self.actor.may(right, self.here.pk)
        ]


class ChangeUnit(Changes, shell.FormPage, AboutUnit):
    @property
    def hint(self) -> str:
        return self.unit.address

    @property
    def back_to(self) -> str:
        return reverse("console:estate:unit", args=[self.unit.pk])


class TakeStep(ChangeUnit):
    form_class = forms.Step
    title = gettext_lazy("Change the status")
    done = gettext_lazy("The status is changed.")

    def form_arguments(self) -> dict:
        return {
            "steps": queries.next_steps(self.unit),
            "initial": {
                "step": self.request.GET.get("step"),
                "since": timezone.localdate(self.now),
            },
        }

    def act(self, form) -> str:
        given = form.cleaned_data
        actions.change_status(
            unit=self.unit,
            step=UnitStep(given["step"]),
            since=given["since"],
            why=given["why"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class MoveIn(ChangeUnit):
    """One of the three conditions of a move-in; the third one makes it count (A-EST-11)."""

    form_class = forms.MoveIn
    title = gettext_lazy("Move-in")
    done = gettext_lazy("It is noted.")

    def form_arguments(self) -> dict:
        condition = self.request.GET.get("condition")
        return {"initial": {"condition": condition, "on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        on, told = form.cleaned_data["on"], {"unit": self.unit, "by": self.actor, "at": self.now}
        match form.cleaned_data["condition"]:
            case "notice":
                actions.note_move_in_notice(on=on, **told)
            case "formalities":
                actions.note_formalities(on=on, **told)
            case _:
                actions.count_move_in(lived_in_from=on, **told)
        return self.back_to


class Correct(ChangeUnit):
    form_class = forms.UnitFacts
    title = gettext_lazy("Correct the unit")
    done = gettext_lazy("The unit is corrected.")

    def form_arguments(self) -> dict:
        names = forms.UnitFacts.base_fields
        return {"initial": {name: getattr(self.unit, name) for name in names}}

    def act(self, form) -> str:
        actions.correct_unit(unit=self.unit, values=form.cleaned_data, by=self.actor, at=self.now)
        return self.back_to


def _facts(unit) -> list[tuple[str, object, str]]:
    return [
        (_("Use"), unit.get_property_type_display(), "text"),
        (_("Floor"), unit.floor, "text"),
        (_("Layout"), unit.layout, "text"),
        (_("Gross area"), unit.gross_area_m2, "area"),
        (_("Inner area"), unit.inner_area_m2, "area"),
        (_("Charged area"), unit.charged_area_m2, "area"),
        (_("Who pays fee and utilities while it stands empty"), unit.vacant_fee_payer, "text"),
    ]


def _conditions(unit) -> list[tuple[str, object, object]]:
    days = (unit.move_in_notice_on, unit.formalities_on, unit.lived_in_from)
    return [
        (code, words, on) for (code, words), on in zip(forms.MoveIn.CONDITIONS, days, strict=True)
    ]
