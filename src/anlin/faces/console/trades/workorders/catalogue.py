"""The catalogue of typical faults and regular upkeep: what was laid down, and an order from it with one click."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.trades.workorders import words
from anlin.faces.kit.forms.fields import Form
from anlin.kernel.errors import Invalid, require
from anlin.trades.workorders import actions, permissions, queries
from anlin.trades.workorders.choices import FaultKind, PartKind, RepairClass, Urgency
from anlin.trades.workorders.models import Fault

MONTHS = [("", "—"), *((str(month), str(month)) for month in range(1, 13))]


class Catalogue(shell.Page):
    desk = "trades.workorders"
    template_name = "console/trades/workorders/catalogue.html"
    title = gettext_lazy("Typical faults and upkeep")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        faults = list(queries.catalogue())
        season = {fault.pk for fault in queries.in_season(timezone.localdate(self.now))}
        here = self.project
        return {
            "sections": [
                (kind.label, [self._line(f, season) for f in faults if f.kind == kind])
                for kind in FaultKind
            ],
            "may_arrange": permissions.may_arrange(self.actor),
            "may_raise": here is not None and permissions.may_raise(self.actor, here.id),
        }

    def _line(self, fault: Fault, season: set[int]) -> dict[str, Any]:
        tone = words.URGENCY_TONES.get(fault.urgency, "calm")
        return {
            "fault": fault,
            "name": words.named(fault),
            "tone": tone,
            "is_in_season": fault.pk in season,
        }


def _text(label: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": rows}))


def _month(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=MONTHS, coerce=int, empty_value=None, required=False
    )


class FaultForm(Form):
    code = forms.SlugField(label=gettext_lazy("Code"), max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FaultKind.choices)
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=80)
    repair_class = forms.ChoiceField(
        label=gettext_lazy("Class of repair"), choices=RepairClass.choices
    )
    part_kind = forms.ChoiceField(
        label=gettext_lazy("What it is done to"),
        choices=[("", gettext_lazy("as the place says")), *PartKind.choices],
        required=False,
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Urgency.choices)
    trade = forms.CharField(label=gettext_lazy("Code of the trade"), max_length=40, required=False)
    skill = forms.CharField(
        label=gettext_lazy("Skill needed"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Only people with this skill are offered when it is dispatched."),
    )
    response = _text(gettext_lazy("Response laid down"))
    procedure = _text(gettext_lazy("How it is done"))
    standard = forms.CharField(
        label=gettext_lazy("Standard"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Number and title of the national or trade standard."),
    )
    season_from = _month(pgettext_lazy("season", "Season from month"))
    season_until = _month(pgettext_lazy("season", "Season until month"))


class KeepFault(shell.FormPage):
    desk = "trades.workorders"
    form_class = FaultForm
    right = permissions.ARRANGE
    done = gettext_lazy("It stands in the catalogue.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_arrange(self.actor))
        code = self.kwargs.get("code")
        self.fault = one(Fault.objects.all(), code=code) if code else None

    @property
    def title(self) -> str:
        return words.named(self.fault) if self.fault else _("Add to the catalogue")

    @property
    def back_to(self) -> str:
        return reverse("console:workorder_catalogue")

    def form_arguments(self) -> dict[str, Any]:
        if self.fault is None:
            return {}
        names = self.form_class.base_fields
        return {"initial": {name: getattr(self.fault, name) for name in names}}

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        if (given["season_from"] is None) != (given["season_until"] is None):
            raise Invalid(_("A season needs both months."), field="season_until")
        code = self.fault.code if self.fault else given["code"]
        given.pop("code")
        actions.keep_fault(code=code, values=given, by=self.actor, at=self.now)
        return self.back_to
