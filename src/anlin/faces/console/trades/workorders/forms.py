"""Forms of the steps of one work order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit import steps
from anlin.faces.kit.forms.fields import MomentInput
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.instruments.documents.choices import DocumentKind
from anlin.trades.workorders import queries
from anlin.trades.workorders.choices import PauseReason
from anlin.trades.workorders.models import WorkOrder

KINDS = [
    (kind.value, kind.label)
    for kind in (DocumentKind.PHOTO_BEFORE, DocumentKind.PHOTO_AFTER, DocumentKind.PHOTO)
]


def long_text(label, *, required: bool = True, **more) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, widget=widget, **more)


class Step(steps.Step):
    def __init__(self, *args, order: WorkOrder, day, **kwargs) -> None:
        self.order, self.day = order, day
        super().__init__(*args, **kwargs)


class Accept(Step):
    expected_until = forms.DateTimeField(
        label=_("Probably done by"), required=False, widget=MomentInput
    )


class WhoField(forms.ModelChoiceField):
    """Who could do it, each with how much lies with them."""

    waiting: dict[int, int]

    def label_from_instance(self, staff) -> str:
        count = self.waiting.get(staff.pk, 0)
        said = _("%(count)s in hand") % {"count": count} if count else _("free now")
        return f"{staff.name} · {said}"


class Assign(Step):
    to = WhoField(label=_("Technician"), queryset=Staff.objects.none())
    expected_until = forms.DateTimeField(
        label=_("Probably done by"), required=False, widget=MomentInput
    )

    def __init__(self, *args, on_roster: Staff | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if on_roster is not None:
            fields["to"].required = False
            fields["to"].empty_label = _("By the roster: %(name)s") % {"name": on_roster.name}
        staff = workforce.works_in(self.order.project_id, self.day)
        fields["to"].queryset = staff
        fields["to"].waiting = {
            one.staff.pk: one.waiting + (one.working_on is not None)
            for one in queries.occupation(self.order.project_id, staff)
        }


class Decline(Step):
    reason = forms.CharField(label=_("Why not"), max_length=200)


class Cancel(Step):
    reason = forms.CharField(label=_("Why it is not needed"), max_length=200)


class Pause(Step):
    reason = forms.ChoiceField(label=pgettext_lazy("pause", "Why"), choices=PauseReason.choices)
    words = forms.CharField(label=_("In a few words"), max_length=200, required=False)
    customer_agreed = forms.BooleanField(label=_("The customer agreed"), required=False)


class Finish(Step):
    finding = long_text(_("What was found"))
    cause = long_text(_("Cause"), required=False)
    method = long_text(_("What was done"))
    loss = forms.CharField(label=_("Loss it caused"), max_length=200, required=False)


class PassCheck(Step):
    words = long_text(_("What the customer says"), required=False)


class SendBack(Step):
    why = long_text(_("What is not right"))


class UsePart(Step):
    name = forms.CharField(label=_("Material"), max_length=80)
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=10, decimal_places=3, min_value=0.001
    )
    measure = forms.CharField(label=_("Measure"), max_length=12)
    price = forms.DecimalField(
        label=_("Price of one, in yuan"),
        max_digits=8,
        decimal_places=2,
        min_value=0,
        required=False,
    )


class Photo(Step):
    kind = forms.ChoiceField(label=_("Which"), choices=KINDS, widget=forms.RadioSelect)
    photo = forms.FileField(
        label=_("Photo"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
