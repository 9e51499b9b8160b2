"""Forms about residents: their shape, not their sense."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.people.choices import (
    CallTime,
    CareKind,
    ContactKind,
    NoteKind,
    Purpose,
    RequestKind,
    Sex,
)
from anlin.ground.tenure.choices import EndedBecause, FormalityKind, TenureRole

SEXES = [("", "—"), *Sex.choices]
CALL_TIMES = [("", "—"), *CallTime.choices]
SECRET = {"data-secret": "", "autocomplete": "off"}
HOUSEHOLD_NOTES = (
    NoteKind.AGE_STRUCTURE,
    NoteKind.EDUCATION,
    NoteKind.INTERESTS,
    NoteKind.SERVICE_NEEDS,
)
Owner = tuple[str, str, tuple[int, int]]


class Register(Form):
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=80)
    sex = forms.ChoiceField(label=gettext_lazy("Form of address"), choices=SEXES, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    identity_number = forms.CharField(
        label=gettext_lazy("Identity number"), required=False, widget=forms.TextInput(SECRET)
    )
    role = forms.ChoiceField(label=gettext_lazy("In which role"), choices=TenureRole.choices)
    room = forms.CharField(
        label=gettext_lazy("Room"),
        required=False,
        help_text=gettext_lazy("As 3-2-1502. Representatives and prospective owners need none."),
    )
    share = forms.CharField(
        label=gettext_lazy("Share of an owner"),
        required=False,
        help_text=gettext_lazy("Empty for the whole, otherwise 50% or 1/3."),
    )
    begins_on = forms.DateField(label=gettext_lazy("From which day"), widget=DayInput())

    def clean_share(self) -> tuple[int, int]:
        return _share(self.cleaned_data["share"])


class Transfer(Form):
    owners = forms.CharField(
        label=gettext_lazy("New owners"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "One line each: name, phone, share. The shares add up to one; without a share they are equal."
        ),
    )
    on = forms.DateField(label=gettext_lazy("From which day"), widget=DayInput())

    def clean_owners(self) -> list[Owner]:
        lines = [line.split() for line in self.cleaned_data["owners"].splitlines() if line.strip()]
        if not lines:
            raise forms.ValidationError(_("Name at least one owner."))
        return [self._owner(words, len(lines)) for words in lines]

    def _owner(self, words: list[str], count: int) -> Owner:
        share = (1, count)
        if len(words) > 1 and re.search(r"[%％/]", words[-1]):
            share = _share(words.pop())
        phone = words.pop() if len(words) > 1 and re.search(r"\d{4}", words[-1]) else ""
        return " ".join(words), phone, share


class End(Form):
    on = forms.DateField(
        label=gettext_lazy("On which day"),
        widget=DayInput(),
        help_text=gettext_lazy("The day itself belongs to the successor."),
    )
    because = forms.ChoiceField(label=gettext_lazy("Why"), choices=EndedBecause.choices)


class Formality(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Formality"), choices=FormalityKind.choices)
    on = forms.DateField(label=gettext_lazy("Done on"), widget=DayInput())


class Accept(Form):
    rules_version = forms.CharField(label=gettext_lazy("Rules for tenants, version"), max_length=40)
    on = forms.DateField(label=gettext_lazy("Received by the tenant on"), widget=DayInput())


class HouseholdNote(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("About"), choices=[(kind.value, kind.label) for kind in HOUSEHOLD_NOTES]
    )
    text = forms.CharField(label=gettext_lazy("In words"), widget=forms.Textarea(SECRET))


class Look(Form):
    why = forms.CharField(
        label=gettext_lazy("What do you need it for?"),
        max_length=200,
        help_text=gettext_lazy("It is recorded that you looked, and why."),
    )


class DataRequest(Form):
    kind = forms.ChoiceField(label=gettext_lazy("They want"), choices=RequestKind.choices)
    reason = forms.CharField(
        label=gettext_lazy("In their words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(SECRET),
    )


class Hold(Form):
    reason = forms.CharField(label=gettext_lazy("Reason of the hold"), max_length=300)
    until = forms.DateField(
        label=gettext_lazy("The hold stands until"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("The first day it no longer stands; empty until it is lifted."),
    )


class Refuse(Form):
    why = forms.CharField(
        label=gettext_lazy("Reason of the refusal"),
        max_length=500,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "The person reads it: name the law and the day from which it is possible."
        ),
    )


class Contact(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ContactKind.choices)
    value = forms.CharField(label=gettext_lazy("Number or address"), widget=forms.TextInput(SECRET))
    is_preferred = forms.BooleanField(label=gettext_lazy("Reach them here first"), required=False)


class Rename(Form):
    name = forms.CharField(
        label=gettext_lazy("The right name"), max_length=80, widget=forms.TextInput(SECRET)
    )
    sex = forms.ChoiceField(label=gettext_lazy("Form of address"), choices=SEXES, required=False)


class Care(Form):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Special care and attention"),
        choices=CareKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class BestTimeToCall(Form):
    call_time = forms.ChoiceField(
        label=gettext_lazy("They like to be called"), choices=CALL_TIMES, required=False
    )


class Consent(Form):
    purpose = forms.ChoiceField(label=gettext_lazy("Use of their data"), choices=Purpose.choices)
    deed = forms.ChoiceField(
        label=gettext_lazy("They say"),
        choices=[("give", gettext_lazy("I agree")), ("withdraw", gettext_lazy("not any more"))],
    )
    how = forms.CharField(label=gettext_lazy("How they said so"), max_length=200, required=False)


class Note(Form):
    kind = forms.ChoiceField(label=gettext_lazy("About"))
    purpose = forms.ChoiceField(
        label=gettext_lazy("Kept for"),
        choices=Purpose.choices,
        help_text=gettext_lazy("Only what the person agreed to."),
    )
    text = forms.CharField(label=gettext_lazy("In words"), widget=forms.Textarea(SECRET))

    def __init__(self, *args, kinds: list[NoteKind], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]


class Account(Form):
    username = forms.CharField(label=gettext_lazy("User name"), max_length=80)
    phone = forms.CharField(
        label=gettext_lazy("Phone to sign in with"), required=False, widget=forms.TextInput(SECRET)
    )


class Disown(Form):
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        help_text=gettext_lazy(
            "Whoever answers says: not me any more. The number is retired with everybody who was reached under it."
        ),
    )


class Merge(Form):
    other = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("How do you know?"), max_length=200)


def _share(text: str) -> tuple[int, int]:
    """50% → (1, 2), 1/3 → (1, 3), nothing → the whole."""
    plain = text.strip().replace("％", "%")
    if not plain:
        return (1, 1)
    percent = re.fullmatch(r"(\d{1,3})%", plain)
    part = re.fullmatch(r"(\d{1,4})/(\d{1,4})", plain)
    found = (
        (int(percent[1]), 100) if percent else tuple(map(int, part.groups())) if part else (0, 1)
    )
    if not 0 < found[0] <= found[1]:
        raise forms.ValidationError(_("Write a share as 50% or 1/3."))
    return found  # type: ignore[return-value]
