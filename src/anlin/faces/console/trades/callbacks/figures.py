"""How satisfied those are who were asked: with the number asked and how sure the share is."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.trades.callbacks import queries
from anlin.trades.cases import permissions

QUARTER = dt.timedelta(days=90)
GROUPS = (
    ("project", _("By office")),
    ("trade", _("By trade")),
    ("channel", _("By channel")),
)


class Period(Form):
    since = forms.DateField(label=pgettext_lazy("period", "From"), widget=DayInput)
    until = forms.DateField(label=pgettext_lazy("period", "Until"), widget=DayInput)


class Satisfaction(shell.Page):
    """Reckoned from the follow-ups each time; whoever was not reached is no answer."""

    desk = "trades.callbacks"
    template_name = "console/trades/callbacks/satisfaction.html"
    title = _("Satisfaction at follow-ups")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        since, until = self.period()
        start, end = _midnight(since), _midnight(until + dt.timedelta(days=1))
        period = {"start": start, "end": end}
        return {
            "period": Period(initial={"since": since, "until": until}),
            "breakdowns": [
                (
                    title,
                    [share for _key, share in queries.satisfaction(self.actor, by=by, **period)],
                )
                for by, title in GROUPS
            ],
            "unreached": queries.unreached_between(self.actor, start, end),
            "least": queries.LEAST_SAMPLE,
        }

    def period(self) -> tuple[dt.date, dt.date]:
        """The last ninety days, unless another period was asked for."""
        today = timezone.localdate(self.now)
        asked = Period(self.request.GET)
        if asked.is_valid() and asked.cleaned_data["since"] <= asked.cleaned_data["until"]:
            return asked.cleaned_data["since"], asked.cleaned_data["until"]
        return today - QUARTER, today


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
