"""Rates of the repairs, office by office and measure by measure, and the promises they are measured by."""

import datetime as dt
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.kit import formats
from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.estate import queries as estate
from anlin.kernel.errors import Invalid, NotThere, require
from anlin.trades.cases import queries as cases
from anlin.trades.workorders import actions, permissions, queries
from anlin.trades.workorders.choices import Measure

SCORES = {
    "quality": gettext_lazy("Quality"),
    "time": gettext_lazy("Time"),
    "cost": pgettext_lazy("standard", "Cost"),
    "environment": gettext_lazy("Environment"),
}


class Period(Form):
    since = forms.DateField(label=pgettext_lazy("period", "From"), widget=DayInput)
    until = forms.DateField(label=pgettext_lazy("period", "Until"), widget=DayInput)


class Figures(shell.Page):
    """Reckoned from the orders each time the page is opened; nobody enters a rate (A-REP-17)."""

    desk = "trades.workorders"
    template_name = "console/trades/workorders/figures.html"
    title = gettext_lazy("Rates of the repairs")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        period = self.period()
        since, until = (period[name] for name in ("since", "until"))
        start, end = _midnight(since), _midnight(until + dt.timedelta(days=1))
        offices = cases.repairs_by_office(self.actor, start, end)
        here = self.project
        facts: dict[str, Any] = {
            "period": Period(initial=period),
            "offices": [
                (project, offices.get(project.pk, cases.OfficeRepairs(project.pk)))
                for project in estate.visible_to(self.actor).order_by("code")
            ],
        }
        if here is None:
            return facts
        promises = queries.promises(here.id)
        office = offices.get(here.id, cases.OfficeRepairs(here.id))
        stand = cases.stand_of(here.id, now=self.now, start=start, end=end)
        return facts | {
            "site": here,
            "stand": stand,
            "scores": [(SCORES[name], score) for name, score in stand.scores.items()],
            "lines": [
                _line(measure, office.by_measure.get(measure, cases.Rate()), promises[measure])
                for measure in Measure
            ],
            "may_arrange": permissions.may_arrange(self.actor, here.id),
        }

    def period(self) -> dict[str, dt.date]:
        """This month, unless another one was asked for; a period that ends before it begins is none."""
        today = timezone.localdate(self.now)
        asked = Period(self.request.GET)
        if asked.is_valid() and asked.cleaned_data["since"] <= asked.cleaned_data["until"]:
            return asked.cleaned_data
        return {"since": today.replace(day=1), "until": today}


class Promises(shell.Page):
    """What the office promises, and what it aims at."""

    desk = "trades.workorders"
    template_name = "console/trades/workorders/promises.html"
    title = gettext_lazy("What we promise")
    right = permissions.SEE

    def prepare(self) -> None:
        super().prepare()
        if self.project is None:
            raise NotThere
        require(self.actor.may(permissions.SEE, self.project.id))

    def context(self) -> dict[str, Any]:
        assert self.project is not None
        return {
            "promises": [
                (
                    measure,
                    promise,
                    [_said(s) for s in (promise.respond, promise.begin, promise.finish)],
                )
                for measure, promise in queries.promises(self.project.id).items()
            ],
            "may_arrange": permissions.may_arrange(self.actor, self.project.id),
        }


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=525600, required=False)


def _percent(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, max_digits=4, decimal_places=1, required=False
    )


class Term(Form):
    respond_minutes = _number(gettext_lazy("Answer within, minutes"))
    begin_minutes = _number(gettext_lazy("Be there within, minutes"))
    finish_minutes = _number(gettext_lazy("Done within, minutes"))
    finish_days = _number(gettext_lazy("Or done by the end of day"))
    timely_percent = _percent(gettext_lazy("Timely, at least per cent"))
    passed_percent = _percent(gettext_lazy("Passed, at least per cent"))


class SetTerm(shell.FormPage):
    desk = "trades.workorders"
    form_class = Term
    right = permissions.ARRANGE
    done = gettext_lazy("The promise is set. Orders raised before keep theirs.")

    def prepare(self) -> None:
        super().prepare()
        here = self.project and estate.visible_to(self.actor).filter(pk=self.project.id).first()
        if not here or self.kwargs["measure"] not in Measure.values:
            raise NotThere
        self.here, self.measure = here, Measure(self.kwargs["measure"])
        require(permissions.may_arrange(self.actor, here.pk))

    @property
    def title(self) -> str:
        return str(self.measure.label)

    @property
    def hint(self) -> str:
        return self.here.name

    @property
    def back_to(self) -> str:
        return reverse("console:workorder_promises")

    def form_arguments(self) -> dict[str, Any]:
        promise = queries.promise_for(self.here.pk, self.measure)
        return {
            "initial": {
                "respond_minutes": _in_minutes(promise.respond),
                "begin_minutes": _in_minutes(promise.begin),
                "finish_minutes": _in_minutes(promise.finish),
                "finish_days": promise.finish_days,
                "timely_percent": promise.timely_percent,
                "passed_percent": promise.passed_percent,
            }
        }

    def act(self, form: Any) -> str:
        given = form.cleaned_data
        if given["finish_minutes"] is not None and given["finish_days"] is not None:
            raise Invalid(_("Give minutes or days, not both."), field="finish_days")
        actions.set_term(
            project=self.here, measure=self.measure, values=given, by=self.actor, at=self.now
        )
        return self.back_to


def _line(measure: Measure, rate: cases.Rate, promise: Any) -> dict[str, Any]:
    return {
        "measure": measure,
        "rate": rate,
        "timely_target": promise.timely_percent,
        "passed_target": promise.passed_percent,
        "timely_tone": _tone(rate.timely_percent, promise.timely_percent),
        "passed_tone": _tone(rate.passed_percent, promise.passed_percent),
    }


def _tone(reached: Any, target: Any) -> str:
    if reached is None or target is None:
        return "calm"
    return "good" if reached >= target else "bad"


def _said(span: dt.timedelta | None) -> str:
    return "—" if span is None else formats.span(int(span.total_seconds()))


def _in_minutes(span: dt.timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds() // 60)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
