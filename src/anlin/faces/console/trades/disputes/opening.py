"""A mediation is opened from the page of a matter; the panel there says where it stands."""

from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.trades.disputes import forms, words
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.ground.workforce import queries as workforce
from anlin.kernel.errors import Invalid, require
from anlin.trades.cases import queries as cases
from anlin.trades.cases.models import Case
from anlin.trades.disputes import actions, permissions, queries
from anlin.trades.disputes.choices import MediationKind, Side


class OnCase:
    """Mixed in before a page about a matter that is mediated, or may be."""

    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        visible = cases.visible_to(self.actor).select_related("reporter", "unit")
        self.case: Case = one(visible, pk=self.kwargs["pk"])


class OfCase(OnCase, shell.Page):
    """What stands beside a matter: its mediation, or the way to open one."""

    template_name = "console/trades/disputes/panel.html"
    desk = "trades.disputes"
    right = permissions.SEE
    part = "panel"
    title = gettext_lazy("Mediation")

    def context(self) -> dict[str, Any]:
        mediation = queries.of_case(self.case.pk)
        return {
            "case": self.case,
            "mediation": mediation,
            "tone": words.STATE_TONES.get(mediation.state, "calm") if mediation else "",
            "rounds": queries.rounds(mediation) if mediation else 0,
            "may_open": mediation is None
            and self.case.is_open
            and permissions.may_mediate(self.actor, self.case),
        }


class Open(OnCase, shell.FormPage):
    desk = "trades.disputes"
    right = permissions.MEDIATE
    title = gettext_lazy("Mediate between two sides")
    hint = gettext_lazy(
        "Quarrels between neighbours are our business: we go between both homes until they listen. We mediate, we do not judge."
    )
    form_class = forms.Open
    button = gettext_lazy("Open the mediation")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_mediate(self.actor, self.case))

    @property
    def back_to(self) -> str:
        return reverse("console:case", args=[self.case.pk])

    def form_arguments(self) -> dict[str, Any]:
        case = self.case
        initial = {"kind": MediationKind.OWNERS, "mediator": self.actor.staff_id}
        if case.unit:
            initial["a_unit"] = case.unit.address
        return {
            "staff": workforce.works_in(case.project_id, timezone.localdate()),
            "initial": initial,
        }

    def act(self, form: django_forms.Form) -> str:
        given = form.cleaned_data
        sides = {side: self._side(given, side.value) for side in Side}
        mediation = actions.open_mediation(
            case=self.case,
            kind=MediationKind(given["kind"]),
            sides=sides,
            mediator=given["mediator"],
            by=self.actor,
            at=self.now,
        )
        self.say(_("The mediation is open. Hear both sides first, each by itself."))
        return reverse("console:dispute", args=[mediation.pk])

    def _side(self, given: dict[str, Any], side: str) -> actions.NewParty:
        name, unit = given[f"{side}_name"], self._unit(given[f"{side}_unit"], side)
        return actions.NewParty(
            person=self._person(unit, name, side),
            name=name,
            unit=unit,
            interests=given[f"{side}_interests"],
        )

    def _unit(self, said: str, side: str) -> Unit | None:
        if not said.strip():
            return None
        unit = estate.find_unit(self.case.project_id, said)
        if unit is None:
            raise Invalid(
                _("There is no such home here. Write it as 3-2-1502."), field=f"{side}_unit"
            )
        return unit

    def _person(self, unit: Unit | None, name: str, side: str) -> Person | None:
        """Who lives there under that name; without a name the reporter of the matter, in their own home."""
        reporter = self.case.reporter
        if side == Side.A.value and not name.strip() and reporter and unit == self.case.unit:
            return reporter
        if unit is None or not name.strip():
            return None
        held = tenure.holders(unit.pk, timezone.localdate())
        known = [people.by_id(holder.tenure.person_id) for holder in held]
        return next((person for person in known if person.name == name.strip()), None)
