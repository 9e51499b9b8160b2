"""Where a follow-up and the person's own rating contradict each other: the list, and the decision."""

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.kit.forms.fields import Form
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.kernel.errors import NotThere
from anlin.trades.callbacks import actions, permissions, queries
from anlin.trades.callbacks.choices import Ruling
from anlin.trades.callbacks.models import Review
from anlin.trades.cases import permissions as cases


def _heard(review: Review) -> Any:
    return _("content") if review.is_content_at_follow_up else _("not content")


def _said(review: Review) -> Any:
    return _("not content") if review.is_content_at_follow_up else _("content")


class Reviews(shell.ListPage):
    desk = "trades.callbacks"
    template_name = "console/trades/callbacks/list.html"
    title = _("Contradictions")
    right = cases.SEE
    key = "opened_at"
    tabs = (
        Tab("open", _("To decide"), lambda rows, _page: rows.filter(decided_at=None)),
        Tab("decided", _("Decided"), lambda rows, _page: rows.exclude(decided_at=None)),
    )
    columns = (
        Column("number", _("Number"), get=lambda review: review.case.number),
        Column("title", _("Matter"), get=lambda review: review.case.title, leads=True),
        Column("heard", _("At the follow-up"), get=_heard),
        Column("said", _("In the portal"), get=_said),
        Column("ruling", _("Decision"), get=lambda review: review.get_ruling_display()),
        Column("reason", _("Reason")),
        Column("opened_at", _("Since"), kind="moment"),
    )
    empty = _("No contradiction waits for a decision")
    empty_hint = _(
        "One is opened when a follow-up and the person's own rating say different things."
    )

    def rows(self) -> QuerySet:
        found = queries.reviews_visible_to(self.actor)
        return found.filter(case__project=self.project.id) if self.project else found.none()

    def row_address(self, row: Any) -> str:
        if row.decided_at is None and permissions.may_decide(self.actor, row):
            return reverse("console:callback_decide", args=[row.pk])
        return reverse("console:case", args=[row.case_id])


class Decided(Form):
    ruling = django_forms.ChoiceField(
        label=_("Which word holds"), choices=Ruling.choices, widget=django_forms.RadioSelect
    )
    reason = django_forms.CharField(
        label=_("Reason"), max_length=400, widget=django_forms.Textarea({"rows": 3})
    )


class Decide(shell.FormPage):
    desk = "trades.callbacks"
    title = _("Decide on the contradiction")
    right = permissions.REVIEW
    form_class = Decided
    done = _("It is decided.")

    def prepare(self) -> None:
        super().prepare()
        found = queries.reviews_visible_to(self.actor).filter(pk=self.kwargs["review"]).first()
        if found is None:
            raise NotThere
        self.review: Review = found

    @property
    def hint(self) -> str:
        return _("%(number)s %(title)s: at the follow-up %(heard)s, in the portal %(said)s") % {
            "number": self.review.case.number,
            "title": self.review.case.title,
            "heard": _heard(self.review),
            "said": _said(self.review),
        }

    @property
    def back_to(self) -> str:
        return reverse("console:callback_reviews")

    def act(self, form: django_forms.Form) -> str:
        said = form.cleaned_data
        actions.decide(
            review=self.review,
            ruling=Ruling(said["ruling"]),
            reason=said["reason"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to
