"""What a resident fills in."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anlin.faces.kit.forms.fields import Form, MomentInput
from anlin.faces.kit.forms.once import KeyField
from anlin.faces.kit.forms.photos import PhotosField
from anlin.ground.estate.models import Unit
from anlin.trades.cases.choices import CaseKind


@dataclass(frozen=True)
class Look:
    """How a kind of matter looks on its tile."""

    icon: str


# In the order in which residents look for them.
KINDS = {
    CaseKind.REPAIR: Look(icon="tool"),
    CaseKind.COMPLAINT: Look(icon="alert-circle"),
    CaseKind.INQUIRY: Look(icon="help-circle"),
    CaseKind.HELP: Look(icon="lifebuoy"),
    CaseKind.SUGGESTION: Look(icon="bulb"),
    CaseKind.OPINION: Look(icon="message-2"),
    CaseKind.DEMAND: Look(icon="hand-stop"),
    CaseKind.PRAISE: Look(icon="heart"),
}
GRADES = [
    (5, _("Very satisfied")),
    (4, _("Satisfied")),
    (3, _("All right")),
    (2, _("Not quite")),
    (1, _("Poor")),
]


class Report(Form):
    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=CaseKind.choices, widget=forms.RadioSelect
    )
    unit = forms.ModelChoiceField(label=_("Which home?"), queryset=Unit.objects.none())
    words = forms.CharField(
        label=_("What happened, and where exactly?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In your own words. A few are enough."),
    )
    file = PhotosField()
    wanted_by = forms.DateTimeField(
        label=_("When would it suit you?"), required=False, widget=MomentInput()
    )
    # The number that this report has on the phone: sent twice, it is still one report.
    key = KeyField()

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        homes = self.fields["unit"]
        homes.queryset = units
        # What was written without a network names no home: the phone keeps nobody's address.
        homes.required = False
        homes.initial = units.first()
        if len(units) == 1:
            homes.widget = forms.HiddenInput()
        self.fields["kind"].choices = [(kind, kind.label) for kind in KINDS]

    def clean_unit(self) -> Unit:
        return self.cleaned_data["unit"] or self.fields["unit"].initial


def tiles(form: Report) -> list[tuple]:
    """The kinds as large tiles, each with its look."""
    return list(zip(form["kind"], KINDS.values(), strict=True))


class Word(Form):
    words = forms.CharField(
        label=_("What would you like to add?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = PhotosField()

    def clean(self) -> dict:
        said = super().clean() or {}
        if not said.get("words", "").strip() and not said.get("file") and not self.errors:
            raise ValidationError(_("Write a few words or add a photo."))
        return said


class Satisfied(Form):
    grade = forms.TypedChoiceField(
        label=_("How was it?"), choices=GRADES, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("A word about it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Unsatisfied(Form):
    words = forms.CharField(
        label=_("What is not right yet?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("We take it up again, and you will be told what comes of it."),
    )
