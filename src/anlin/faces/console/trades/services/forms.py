"""Forms of the steps of one service request: they look at shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.fields import DayInput, Form, MomentInput
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.trades.services import queries
from anlin.trades.services.choices import Heard, OfferAxis
from anlin.trades.services.models import ServiceOffer, ServiceRequest

HEARD = [(how.value, how.label) for how in Heard if how is not Heard.THEMSELVES]


def long_text(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=8000, **more)


class Step(steps.Step):
    def __init__(self, *args, request: ServiceRequest, day, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields.get("to")
        if to is not None:
            to.queryset = workforce.works_in(request.project_id, day)
            to.label_from_instance = lambda staff: staff.name


class Appoint(Step):
    to = forms.ModelChoiceField(label=_("Who surveys"), queryset=Staff.objects.none())
    survey_at = forms.DateTimeField(label=_("When"), required=False, widget=MomentInput)


class Survey(Step):
    findings = long_text(_("What was found on the spot"))
    photo = forms.FileField(label=_("Photo"), required=False)


class Propose(Step):
    proposal = long_text(_("Maintenance proposal"), help_text=_("What is to be done, and how."))
    schedule = long_text(_("Service schedule"), help_text=_("Who does what, and when."))
    begins_on = forms.DateField(label=_("Begins on"), widget=DayInput)
    ends_on = forms.DateField(label=_("Ends on"), widget=DayInput)


class Told(Step):
    """Something the owner said, written down by us."""

    how = forms.ChoiceField(label=_("How the owner said so"), choices=HEARD)


class Words(Told):
    words = long_text(_("What the owner says"))

    field_order = ("words", "how")


class Log(Step):
    words = long_text(_("What was done"))


class Order(Step):
    title = forms.CharField(label=_("Work"), max_length=120)
    description = long_text(_("What to do"), required=False)


class Report(Step):
    result = long_text(_("Result"), help_text=_("The report is made of the log and this."))


class Accept(Told):
    words = long_text(_("What the owner says"), required=False)


class Withdraw(Step):
    why = forms.CharField(label=_("Why it is not wanted any more"), max_length=200)


class OfferField(forms.ModelChoiceField):
    def __init__(self, axis: OfferAxis, **kwargs: Any) -> None:
        self.axis = axis
        super().__init__(queryset=ServiceOffer.objects.none(), required=False, **kwargs)

    def __deepcopy__(self, memo: Any) -> "OfferField":
        copied: OfferField = super().__deepcopy__(memo)
        copied.queryset = queries.offers(self.axis)
        return copied


class New(Form):
    content = long_text(_("Which service is wanted?"))
    wanted_by = forms.DateTimeField(label=_("Wanted by"), widget=MomentInput)
    scope = OfferField(OfferAxis.SCOPE, label=_("Where it is done"))
    kind = OfferField(OfferAxis.KIND, label=_("Kind of service"))
    unit = forms.CharField(
        label=_("Home or shop"),
        required=False,
        max_length=60,
        help_text=_("As people write it: 3-2-1502. Empty where it is for the project."),
    )
    person = forms.CharField(
        label=_("Name of the owner"),
        required=False,
        max_length=80,
        help_text=_("Needed where a home has several owners."),
    )
