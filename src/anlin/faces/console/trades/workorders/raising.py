"""An order raised by itself: from the catalogue, from a patrol, for a shared part or a home."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.workorders import words
from anlin.faces.kit.forms.fields import Form, MomentInput
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project, Space
from anlin.kernel.errors import Invalid, NotThere, require
from anlin.trades.workorders import actions, permissions, queries
from anlin.trades.workorders.choices import PartKind, RepairClass, Source, Urgency
from anlin.trades.workorders.models import Fault


class FaultField(forms.ModelChoiceField):
    def label_from_instance(self, fault: Any) -> str:
        return words.named(fault)


class Raise(Form):
    fault = FaultField(
        label=gettext_lazy("Typical fault or upkeep"),
        queryset=Fault.objects.none(),
        required=False,
        help_text=gettext_lazy("Gives the class, the trade and the response that was laid down."),
    )
    title = forms.CharField(label=gettext_lazy("Work"), max_length=120, required=False)
    description = forms.CharField(
        label=gettext_lazy("What to do"), required=False, widget=forms.Textarea({"rows": 3})
    )
    source = forms.ChoiceField(label=gettext_lazy("Where it comes from"), choices=Source.choices)
    unit = forms.CharField(
        label=gettext_lazy("Home or shop"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("As people write it: 3-2-1502"),
    )
    space = forms.ModelChoiceField(
        label=gettext_lazy("Space or shared part"), queryset=Space.objects.none(), required=False
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    part_kind = forms.ChoiceField(
        label=gettext_lazy("What it is done to"),
        choices=[("", gettext_lazy("as the place says")), *PartKind.choices],
        required=False,
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Urgency.choices)
    repair_class = forms.ChoiceField(
        label=gettext_lazy("Class of repair"), choices=[("", "—"), *RepairClass.choices],
        required=False,
    )  # fmt: skip
    reported_at = forms.DateTimeField(
        label=gettext_lazy("Found or reported at"), required=False, widget=MomentInput
    )

    def __init__(self, *args, project: Project, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["fault"].queryset = queries.catalogue()
        fields["space"].queryset = Space.objects.filter(project=project).order_by("kind", "code")


class RaiseOrder(shell.FormPage):
    desk = "trades.workorders"
    title = gettext_lazy("Raise an order")
    right = permissions.RAISE
    form_class = Raise

    def prepare(self) -> None:
        super().prepare()
        here = self.project and estate.visible_to(self.actor).filter(pk=self.project.id).first()
        if not here:
            raise NotThere
        self.here: Project = here
        require(permissions.may_raise(self.actor, here.pk))

    @property
    def back_to(self) -> str:
        return reverse("console:workorders")

    @property
    def hint(self) -> str:
        return self.here.name

    def form_arguments(self) -> dict[str, Any]:
        code = self.request.GET.get("fault", "")
        fault = queries.catalogue().filter(code=code).first()
        initial: dict[str, Any] = {"source": Source.PATROL, "urgency": Urgency.ORDINARY}
        if fault is not None:
            source = Source.PLAN if fault.kind == "upkeep" else Source.PATROL
            initial |= {
                "fault": fault.pk,
                "title": words.named(fault),
                "description": fault.procedure,
                "urgency": fault.urgency,
                "repair_class": fault.repair_class,
                "part_kind": fault.part_kind,
                "source": source,
            }
        return {"project": self.here, "initial": initial}

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        fault, title = given["fault"], given["title"].strip()
        if not title and fault is None:
            raise Invalid(_("Say what is to be done, or choose a typical fault."), field="title")
        if given["reported_at"] and given["reported_at"] > self.now:
            raise Invalid(_("Nobody can have found it in the future."), field="reported_at")
        given["unit"] = self._unit(given["unit"])
        given["title"] = title or words.named(fault)
        given["source"], given["urgency"] = Source(given["source"]), Urgency(given["urgency"])
        given["repair_class"] = (
            RepairClass(given["repair_class"]) if given["repair_class"] else None
        )
        order = actions.raise_order(
            new=actions.NewOrder(project=self.here, **given), by=self.actor, at=self.now
        )
        self.say(_("%(number)s is raised.") % {"number": order.number})
        return reverse("console:workorder", args=[order.pk])

    def _unit(self, said: str) -> Any:
        if not said.strip():
            return None
        unit = estate.find_unit(self.here.pk, said)
        if unit is None:
            raise Invalid(_("There is no such home here. Write it as 3-2-1502."), field="unit")
        return unit
