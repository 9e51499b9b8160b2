"""Forms about settings: their shape, not their sense."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anlin.faces.kit.forms.fields import Form
from anlin.ground.workforce.actions import SpecialDay
from anlin.trades.cases.choices import Axis

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\s*([+\-])\s*(.*)")


class Category(Form):
    axis = forms.ChoiceField(label=gettext_lazy("List"), choices=Axis.choices)
    code = forms.SlugField(label=gettext_lazy("Code"), max_length=40)
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=60)
    parent: Any = forms.ModelChoiceField(
        label=gettext_lazy("Belongs under"), queryset=None, required=False
    )

    def __init__(self, *args, parents, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class Desk(Form):
    desk_opens = forms.TimeField(
        label=gettext_lazy("The desk opens"), widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    desk_closes = forms.TimeField(
        label=gettext_lazy("The desk closes"), widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    complaint_line = forms.CharField(
        label=gettext_lazy("Complaint line of the office"), max_length=20, required=False
    )
    company_complaint_line = forms.CharField(
        label=gettext_lazy("Complaint line of the company"), max_length=20, required=False
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        opens, closes = given.get("desk_opens"), given.get("desk_closes")
        if opens and closes and closes <= opens:
            self.add_error("desk_closes", _("The desk must close after it opens."))
        return given


class Year(Form):
    source = forms.CharField(
        label=gettext_lazy("Taken from the notice"),
        max_length=200,
        help_text=gettext_lazy("The State Council's notice with its number."),
    )
    days = forms.CharField(
        label=gettext_lazy("Days that differ from their weekday"),
        widget=forms.Textarea({"rows": 16}),
        required=False,
        help_text=gettext_lazy(
            "One line each: the day, - for a holiday or + for a day that is worked, and its name. 2026-10-01 - National Day"
        ),
    )

    def clean_days(self) -> list[SpecialDay]:
        lines = [line.strip() for line in self.cleaned_data["days"].splitlines()]
        return [_special(number, line) for number, line in enumerate(lines, 1) if line]


class Term(Form):
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=36_500)


class Drop(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why need it not be delivered?"), widget=forms.Textarea
    )


def _special(number: int, line: str) -> SpecialDay:
    found = _DAY.fullmatch(line)
    try:
        day = dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    if not found or day is None:
        sentence = _("Line %(number)s cannot be read. Write it as 2026-10-01 - name.")
        raise forms.ValidationError(sentence % {"number": number})
    return SpecialDay(day, works=found[2] == "+", name=found[3].strip())
