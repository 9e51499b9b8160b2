"""Pasting a group chat: what it says message by message, and which messages become matters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from anlin.faces.console import shell
from anlin.faces.console.trades.reception.mailboxes import InProject
from anlin.faces.kit.forms.fields import DayInput, Form
from anlin.ground.people import queries as people
from anlin.kernel.errors import NotThere
from anlin.trades.cases.models import Case
from anlin.trades.reception import actions, permissions, queries

TAKE = "take"


@dataclass(frozen=True)
class Line:
    """A message as the preview shows it; `case` is the matter it became before."""

    key: str
    name: str
    at: datetime | None
    text: str
    quotation: str
    resident: str
    is_chosen: bool
    case: Case | None


class Paste(Form):
    text = django_forms.CharField(
        label=_("Messages of the group"),
        max_length=100_000,
        widget=django_forms.Textarea(attrs={"rows": 10}),
        help_text=_("Copy them in the chat and paste them here, with names and times as they are."),
    )
    day = django_forms.DateField(
        label=_("Day"),
        required=False,
        widget=DayInput(),
        help_text=_("Of messages beside which no date stands. Empty: today."),
    )


class Chat(shell.FormPage, InProject):
    """Read first; what was ticked becomes matters with the second button. The text stays until then."""

    form_class = Paste
    template_name = "console/trades/reception/chat.html"
    title = _("Matters from a group chat")
    right = permissions.TAKE

    def prepare(self) -> None:
        super().prepare()
        if self.project is None or not permissions.may_take(self.actor, self.project.id):
            raise NotThere

    def answer(self, *args: Any, form: django_forms.Form, **facts: Any) -> HttpResponse:
        return super().answer(*args, form=form, lines=self._lines(form), **facts)

    def act(self, form: django_forms.Form) -> str | HttpResponse:
        if TAKE not in self.request.POST:
            return self.answer(form=form)
        opened = actions.take_from_chat(
            project=self.here,
            said=self._said(form),
            chosen=set(self.request.POST.getlist("chosen")),
            by=self.actor,
            at=self.now,
        )
        self.say(_opened(len(opened)))
        return reverse("console:cases")

    def _said(self, form: django_forms.Form) -> list:
        given = form.cleaned_data
        return queries.messages_of(given["text"], on=given["day"] or self.now.date())

    def _lines(self, form: django_forms.Form) -> list[Line]:
        if not form.is_bound or "text" not in getattr(form, "cleaned_data", {}):
            return []
        if "day" not in form.cleaned_data:
            return []
        said = self._said(form)
        here = self.here.pk
        taken = queries.taken_from_chat(here, said)
        known = queries.residents_called({each.plain_name for each in said}, here, self.now)
        chosen = set(self.request.POST.getlist("chosen"))
        return [
            Line(
                each.key,
                each.name,
                each.at and each.at.replace(tzinfo=get_default_timezone()),
                people.without_phones(each.text),
                people.without_phones(each.quotation),
                _resident(known.get(each.plain_name)),
                each.key in chosen,
                taken.get(each.key),
            )
            for each in said
        ]


def _opened(number: int) -> str:
    said = ngettext("%(number)s matter was opened.", "%(number)s matters were opened.", number)
    return said % {"number": number}


def _resident(known: tuple | None) -> str:
    if known is None:
        return ""
    person, unit = known
    return " ".join(filter(None, (people.masked_name_of(person), unit.address if unit else "")))
