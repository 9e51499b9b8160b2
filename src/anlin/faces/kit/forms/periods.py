"""A period asked for above figures: two days, the last ninety unless others are given."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.forms.fields import DayInput, Form

QUARTER = dt.timedelta(days=90)


class Period(Form):
    since = forms.DateField(label=pgettext_lazy("period", "From"), widget=DayInput)
    until = forms.DateField(label=pgettext_lazy("period", "Until"), widget=DayInput)


def asked(given, now: dt.datetime) -> tuple[dt.date, dt.date]:
    """First and last day of the period in a query string; what is no period there is not refused, but not taken either."""
    today = timezone.localdate(now)
    form = Period(given)
    if form.is_valid() and form.cleaned_data["since"] <= form.cleaned_data["until"]:
        return form.cleaned_data["since"], form.cleaned_data["until"]
    return today - QUARTER, today


def bounds(since: dt.date, until: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The moments at which the period begins and, the first one after it, ends."""
    return _midnight(since), _midnight(until + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
