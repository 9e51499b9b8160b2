"""Who is owed a follow-up, in which order; one click notes an attempt."""

from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.kit.forms.fields import Form
from anlin.ground.people import queries as people
from anlin.kernel.errors import NotThere
from anlin.trades.callbacks import actions, queries
from anlin.trades.callbacks.choices import Way, Why
from anlin.trades.cases import permissions
from anlin.trades.cases import queries as cases
from anlin.trades.cases.models import Case
from anlin.trades.workorders import permissions as workorders


class Tried(Form):
    way = django_forms.ChoiceField(label=_("Which way"), choices=Way.choices)
    is_reached = django_forms.BooleanField(label=_("The person was reached"), required=False)


class Worklist(shell.Page):
    desk = "trades.callbacks"
    template_name = "console/trades/callbacks/worklist.html"
    title = _("Follow-up worklist")
    right = permissions.FOLLOW_UP

    def context(self) -> dict[str, Any]:
        owed = queries.owed(self.actor, self.project.id if self.project else None)
        phones = people.masked_phones_of(
            one.case.reporter_id for one in owed if one.case.reporter_id is not None
        )
        return {"lines": [_line(one, phones) for one in owed], "ways": Way.choices}


class OnCase(shell.FormPage):
    """One matter that the actor may ask about."""

    desk = "trades.callbacks"
    right = permissions.FOLLOW_UP

    def prepare(self) -> None:
        super().prepare()
        found = cases.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotThere
        self.case: Case = found

    @property
    def hint(self) -> str:
        return f"{self.case.number} {self.case.title}"

    @property
    def back_to(self) -> str:
        return reverse("console:callbacks")


class Attempt(OnCase):
    title = _("Note an attempt")
    form_class = Tried

    def act(self, form: django_forms.Form) -> str:
        said = form.cleaned_data
        way, is_reached = Way(said["way"]), said["is_reached"]
        actions.note_attempt(
            case=self.case, way=way, is_reached=is_reached, by=self.actor, at=self.now
        )
        if is_reached:
            return reverse("console:case_follow_up", args=[self.case.pk])
        self.say(_("The attempt is noted."))
        return self.back_to


class Unreached(OnCase):
    title = _("End as not reached")
    form_class = Form
    done = _("Ended as not reached; it counts nowhere as content.")

    def act(self, form: django_forms.Form) -> str:
        actions.end_unreached(case=self.case, by=self.actor, at=self.now)
        return self.back_to


class DoorVisits(shell.Page):
    """Repaired major defects that are looked at on the spot by somebody the office named (A-FUP-04)."""

    desk = "trades.callbacks"
    template_name = "console/trades/callbacks/visits.html"
    title = _("Door visits for major defects")
    right = workorders.SEE

    def context(self) -> dict[str, Any]:
        orders = queries.door_visits(self.actor, self.project.id if self.project else None)
        today = timezone.localdate(self.now)
        return {"orders": list(orders[:100]), "today": today}


def _line(one: queries.Owed, phones: dict[int, str]) -> dict[str, Any]:
    case = one.case
    name, phone = _masked(case, phones)
    return {
        "case": case,
        "why": one.why,
        "why_word": one.why.label,
        "due": case.special_due_at if one.why == Why.SPECIAL else None,
        "name": name,
        "phone": phone,
        "tries": one.tries,
        "may_give_up": one.may_give_up,
        "ask": _asking(one),
    }


def _masked(case: Case, phones: dict[int, str]) -> tuple[str, str]:
    if case.reporter is None:
        return (
            people.masked_name(case.reporter_name or ""),
            people.masked_phone(case.reporter_phone or ""),
        )
    return people.masked_name_of(case.reporter), phones.get(case.reporter.pk, "")


def _asking(one: queries.Owed) -> str:
    if one.drawn is not None:
        return reverse("console:case_ask_drawn", args=[one.drawn.draw_id, one.drawn.pk])
    return reverse("console:case_follow_up", args=[one.case.pk])
