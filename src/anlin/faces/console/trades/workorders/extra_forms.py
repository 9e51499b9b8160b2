"""Forms of the deeds beside the states: words with the crew, going ahead, watching, damage, telling."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console.trades.workorders.forms import Step, WhoField, long_text
from anlin.faces.kit.forms.fields import DayInput
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Building
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Department, Staff
from anlin.trades.workorders import queries
from anlin.trades.workorders.choices import ContactHow, TransferGrade, VisitKind

YES_OR_NO = [("yes", pgettext_lazy("holds", "Yes")), ("no", pgettext_lazy("holds", "No"))]


class Contact(Step):
    how = forms.ChoiceField(label=_("Spoken by"), choices=ContactHow.choices)
    words = long_text(_("What was said"), max_length=400)


class SendAhead(Step):
    staff = WhoField(label=_("Who goes ahead"), queryset=Staff.objects.none())
    desk_held_by = forms.ModelChoiceField(
        label=_("Who holds the desk meanwhile"),
        queryset=Staff.objects.none(),
        required=False,
        help_text=_("Name somebody when whoever goes leaves the desk."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        staff = workforce.works_in(self.order.project_id, self.day)
        fields["staff"].queryset = fields["desk_held_by"].queryset = staff
        fields["staff"].waiting = {
            one.staff.pk: one.waiting + (one.working_on is not None)
            for one in queries.occupation(self.order.project_id, staff)
        }


class Relay(Step):
    spot = forms.CharField(label=_("Where exactly"), max_length=120, required=False)
    found = long_text(_("What they found"), max_length=400)


class Watch(Step):
    staff = forms.ModelChoiceField(label=_("Who visits"), queryset=Staff.objects.none())
    every_days = forms.IntegerField(
        label=_("Every how many days"), min_value=1, max_value=365, initial=14
    )
    begins_on = forms.DateField(label=pgettext_lazy("watch", "From"), widget=DayInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["staff"].queryset = workforce.works_in(self.order.project_id, self.day)
        self.initial.setdefault("begins_on", self.day)


class EndWatch(Step):
    why = forms.CharField(label=_("Why it need not be watched any more"), max_length=200)


class Visit(Step):
    kind = forms.ChoiceField(label=_("Occasion"), choices=VisitKind.choices)
    effect = long_text(_("How it looks"), max_length=400)
    is_holding = forms.TypedChoiceField(
        label=_("Does the repair hold?"),
        choices=YES_OR_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class Damage(Step):
    words = long_text(_("What was damaged"), max_length=400)
    insurer = forms.CharField(label=_("Insurer"), max_length=80, required=False)
    claim_number = forms.CharField(label=_("Number of the claim"), max_length=60, required=False)


class Transfer(Step):
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none())
    grade = forms.ChoiceField(
        label=_("How hard it is"),
        choices=TransferGrade.choices,
        help_text=_(
            "An ordinary problem goes by telephone, a complex or serious one on the fault transfer form."
        ),
    )
    words = long_text(_("What the office cannot solve"), max_length=400)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = Department.objects.filter(project=None).order_by("code")


class Tell(Step):
    building = forms.ModelChoiceField(
        label=_("Who is affected"), queryset=Building.objects.none(), required=False
    )
    title = forms.CharField(label=_("Heading"), max_length=120)
    words = long_text(_("What they should know: what, where, until when, and whom to ask"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["building"].queryset = estate.buildings_of(self.order.project_id)
        fields["building"].empty_label = _("Everybody in the project")
