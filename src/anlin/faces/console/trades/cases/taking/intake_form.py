"""The form of the intake: one screen, three ends (open, sort, dispatch), each asking for more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anlin.faces.console.trades.cases import choosing
from anlin.faces.console.trades.cases.forms import NO_ONE, SOOTHING, long_text
from anlin.faces.kit.forms.fields import Form, MomentInput
from anlin.faces.kit.forms.once import KeyField, new_key
from anlin.ground.workforce.models import Department
from anlin.trades.cases import queries
from anlin.trades.cases.choices import Axis, CaseKind, Scope
from anlin.trades.cases.models import Category, Channel
from anlin.trades.workorders.choices import RepairClass, ServiceNature, Urgency

NEEDED_FOR = {
    "sort": ("trade", "service_nature", "urgency"),
    "dispatch": ("trade", "service_nature", "urgency", "department"),
}
MISSING = _("Choose one to go this far, or open the matter without it.")
SEARCH = {
    "autocomplete": "off",
    "accesskey": "1",
    "autofocus": True,
    "data-choose": "#callers",
    "data-secret": True,
}


class Intake(Form):
    """`go` is the button that was pressed; it decides what must be filled in."""

    key = KeyField(required=False)
    who = forms.CharField(
        label=_("Phone, last four, name or room"),
        required=False,
        widget=forms.TextInput(attrs=SEARCH),
    )
    caller = forms.CharField(required=False, widget=forms.HiddenInput)
    caller_name = forms.CharField(label=_("Name they gave"), required=False, max_length=40)
    caller_phone = forms.CharField(label=_("Phone they gave"), required=False, max_length=20)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=CaseKind.choices, widget=forms.RadioSelect, initial=CaseKind.REPAIR
    )
    channel = choosing.NamedField(label=_("Channel"), queryset=Channel.objects.none())
    words = long_text(_("In the person's words"), rows=4)
    place = forms.CharField(label=_("Place, if it is not the unit"), required=False, max_length=120)
    is_agitated = forms.BooleanField(
        label=_("The person is upset"), required=False, help_text=SOOTHING
    )
    is_important = forms.BooleanField(label=_("Important"), required=False)
    wanted_by = forms.DateTimeField(label=_("Wanted by"), required=False, widget=MomentInput)
    reported_at = forms.DateTimeField(
        label=_("First told us at"),
        required=False,
        widget=MomentInput,
        help_text=_("Empty: just now. Every clock starts here."),
    )
    need = long_text(_("Confirmed need"), required=False, rows=2)
    is_need_confirmed = forms.BooleanField(
        label=_("Read back to the person, who confirmed it"), required=False
    )
    scope = forms.ChoiceField(
        label=_("Inside or outside"), choices=[("", "—"), *Scope.choices], required=False
    )
    about_staff = forms.ModelChoiceField(
        label=_("Complaint about"), queryset=NO_ONE, required=False
    )
    trade = choosing.NamedField(label=_("Trade"), queryset=Category.objects.none(), required=False)
    service_nature = forms.ChoiceField(
        label=_("Nature of service"),
        choices=ServiceNature.choices,
        initial=ServiceNature.ROUTINE,
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        choices=Urgency.choices,
        initial=Urgency.ORDINARY,
        required=False,
        widget=forms.RadioSelect,
    )
    is_out_of_scope = forms.BooleanField(
        label=_("Beyond our service: told the person at once"), required=False
    )
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False
    )
    in_charge = forms.ModelChoiceField(label=_("Person in charge"), queryset=NO_ONE, required=False)
    with_order = forms.BooleanField(label=_("Raise a work order"), required=False, initial=True)
    repair_class = forms.ChoiceField(
        label=_("Class of repair"), choices=[("", "—"), *RepairClass.choices], required=False
    )
    worker = choosing.WorkerField(label=_("Technician"), queryset=NO_ONE, required=False)

    def __init__(self, *args, project_id: int, may: dict[str, bool], day, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["channel"].queryset = queries.active_channels(inbound=True)
        fields["trade"].queryset = queries.categories(Axis.TRADE)
        fields["words"].widget.attrs["accesskey"] = "2"
        fields["trade"].widget.attrs["accesskey"] = "3"
        fields["department"].widget.attrs["accesskey"] = "4"
        staff = choosing.staff_of(project_id, day)
        fields["about_staff"].queryset = staff
        fields["department"].queryset = choosing.departments(project_id)
        fields["in_charge"].queryset = staff
        fields["worker"].queryset = staff
        if may["dispatch"] and may["work"]:
            fields["worker"].busy = choosing.occupations(project_id, staff)
        else:
            del fields["worker"]

    def clean_key(self) -> str:
        return self.cleaned_data["key"] or new_key()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in NEEDED_FOR.get(self.data.get("go", ""), ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, str(MISSING))
        return given
