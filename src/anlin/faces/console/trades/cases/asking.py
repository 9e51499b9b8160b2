"""Asking afterwards: every follow-up, special ones with their countdown, the weekly sample."""

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django import forms as django_forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.cases import forms, words
from anlin.faces.kit.lists.columns import Column
from anlin.kernel.errors import NotThere
from anlin.trades.cases import actions, permissions, queries
from anlin.trades.cases.choices import CaseKind, FollowUpMethod, FollowUpRhythm
from anlin.trades.cases.models import DrawnOrder, FollowUp


class Filters(filters.FilterSet):  # type: ignore[misc]
    after = filters.ChoiceFilter(
        label=_("After"), empty_label=_("All"), field_name="case__kind", choices=CaseKind.choices
    )
    method = filters.ChoiceFilter(
        label=_("Asked by"), empty_label=_("All"), choices=FollowUpMethod.choices
    )
    rhythm = filters.ChoiceFilter(
        label=_("Occasion"), empty_label=_("All"), choices=FollowUpRhythm.choices
    )


class FollowUps(shell.ListPage):
    desk = "trades.cases"
    template_name = "console/cases/follow_ups.html"
    title = _("Follow-ups")
    right = permissions.SEE
    key = "followed_up_at"
    filters = Filters
    export_name = "follow-ups"
    export_right = permissions.SEE
    empty = _("Nobody was asked yet")
    empty_hint = _("Follow-ups are noted on the page of a matter.")
    columns: Sequence[Column] = (
        Column("number", _("Number"), get=lambda asked: asked.case.number),
        Column("title", _("Matter"), get=lambda asked: asked.case.title, leads=True),
        Column("after", _("After"), get=lambda asked: asked.case.get_kind_display()),
        Column("channel", _("Channel"), get=lambda asked: words.named(asked.case.channel)),
        Column("method", _("Asked by"), get=lambda asked: asked.get_method_display()),
        Column("rhythm", _("Occasion"), get=lambda asked: asked.get_rhythm_display()),
        Column(
            "is_satisfied",
            _("Is it really solved?"),
            kind="state",
            get=lambda asked: words.yes_or_no(yes=asked.is_satisfied),
            tone=lambda asked: "good" if asked.is_satisfied else "bad",
        ),
        Column("followed_up_at", _("When"), kind="moment"),
    )

    def rows(self) -> QuerySet:
        asked = queries.follow_ups_visible_to(self.actor)
        return asked.filter(case__project=self.project.id) if self.project else asked.none()

    def row_address(self, row: FollowUp) -> str:
        return reverse("console:case", args=[row.case_id])


class Special(shell.Page):
    """The board of special follow-ups: each counts down until somebody was there (A-FUP-12)."""

    desk = "trades.cases"
    template_name = "console/cases/special.html"
    title = _("Special follow-ups")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        owed = queries.owed_special(self.actor, self.project.id if self.project else None)
        return {"lines": [{"case": case, "where": words.where(case)} for case in owed[:100]]}


class Samples(shell.Page):
    desk = "trades.cases"
    template_name = "console/cases/samples.html"
    title = _("Weekly samples")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        draws = queries.draws_visible_to(self.actor).order_by("-week_from", "project__code")
        if self.project:
            draws = draws.filter(project=self.project.id)
        return {"draws": list(draws[:60])}


class OnDraw(shell.Page):
    desk = "trades.cases"
    right = permissions.SEE

    def prepare(self) -> None:
        super().prepare()
        found = queries.draws_visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotThere
        self.draw = found


class Sample(OnDraw):
    """One week of one office: every order, the seed, what was drawn and what was heard."""

    template_name = "console/cases/sample.html"
    title = _("Weekly sample")

    def context(self) -> dict[str, Any]:
        orders = self.draw.orders.select_related("order", "case", "follow_up").order_by("place")
        may_ask = permissions.may_ask_for_company(self.actor)
        return {"draw": self.draw, "orders": list(orders), "may_ask": may_ask}


class AskDrawn(shell.FormPage, OnDraw):
    form_class = forms.Heard
    title = _("Telephone about a drawn order")
    right = permissions.FOLLOW_UP
    done = _("The follow-up is on record.")

    def prepare(self) -> None:
        super().prepare()
        drawn = self.draw.orders.filter(pk=self.kwargs["drawn"], is_drawn=True)
        found = drawn.select_related("draw", "case", "order").first()
        if found is None:
            raise NotThere
        self.drawn: DrawnOrder = found

    @property
    def hint(self) -> str:
        return f"{self.drawn.order.number} {self.drawn.order.title}"

    @property
    def back_to(self) -> str:
        return reverse("console:case_sample", args=[self.draw.pk])

    def act(self, form: django_forms.Form) -> str:
        actions.ask_drawn(drawn=self.drawn, by=self.actor, at=self.now, **form.cleaned_data)
        return self.back_to
