"""The steps of one complaint, each a small form."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.complaints import forms, words
from anlin.faces.console.trades.complaints.complaint import OnComplaint
from anlin.faces.kit.forms import steps
from anlin.kernel.actors import Actor
from anlin.trades.complaints import actions, permissions, queries
from anlin.trades.complaints.choices import CauseGroup, CauseSide, ComplaintState, Level, Mark
from anlin.trades.complaints.models import Announcement, Complaint, CorrectiveReport, TrainingCase


class StepPage(OnComplaint, steps.StepPage, shell.FormPage):
    style = "console/desk.css"
    form_class: type[forms.Step] = forms.Step

    @property
    def thing(self) -> Complaint:
        return self.complaint

    @property
    def seen(self) -> str:
        return f"{self.complaint.level}:{self.complaint.state}"

    @property
    def tone(self) -> str:
        return words.STATE_TONES.get(self.complaint.state, "calm")

    def form_arguments(self) -> dict[str, Any]:
        return super().form_arguments() | {"complaint": self.complaint, "day": self.today}

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.now}

    @property
    def deed(self) -> dict[str, Any]:
        return {"complaint": self.complaint, **self.by}


class See(OnComplaint, shell.Page):
    """One click: whoever it was reported to has taken note."""

    http_method_names = ("post",)
    title = _("Take note")

    def post(self, request, *args, **kwargs) -> HttpResponse:
        actions.see(complaint=self.complaint, by=self.actor, at=self.now)
        self.say(_now("You have taken note of it."))
        return self.go(self.address)


class Marks(StepPage):
    title = _("Class the complaint")
    form_class = forms.Marks
    done = _("The complaint is classed.")

    def initial(self) -> dict[str, Any]:
        return {"marks": [mark.value for mark in words.marked(self.complaint)]}

    def do(self, given: dict[str, Any]) -> None:
        actions.mark(marks={Mark(value) for value in given["marks"]}, **self.deed)


class Contact(StepPage):
    title = _("Tell the client")
    form_class = forms.Told
    right = permissions.HANDLE
    done = _("The contact is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.contact(**given, **self.deed)


class HandUp(StepPage):
    title = _("Hand up to the quality department")
    form_class = forms.Words
    right = permissions.HANDLE
    done = _("The quality department has it now.")

    def do(self, given: dict[str, Any]) -> None:
        actions.hand_up(**given, **self.deed)


class Correct(StepPage):
    title = _("Write the corrective plan")
    form_class = forms.Correct
    right = permissions.LEAD
    done = _("The plan lies before the office.")

    def do(self, given: dict[str, Any]) -> None:
        actions.plan(**given, **self.deed)


class Prove(StepPage):
    title = _("Prove what was carried out")
    form_class = forms.Prove
    right = permissions.HANDLE
    for_phone = True
    done = _("The proof is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.prove(**given, **self.deed)


class Visit(StepPage):
    title = _("Note the closing visit")
    form_class = forms.Told
    right = permissions.LEAD
    for_phone = True
    done = _("The visit is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.visit(**given, **self.deed)


class Concede(StepPage):
    title = _("Ask for a concession")
    form_class = forms.Concession_
    done = _("Somebody above decides on it.")

    def do(self, given: dict[str, Any]) -> None:
        actions.ask_concession(**given, **self.deed)


class Decide(StepPage):
    title = _("Decide on a concession")
    form_class = forms.Decide
    right = permissions.GRANT
    done = _("The decision is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.decide_concession(**given, **self.by)


class Report(StepPage):
    title = _("Write the corrective report")
    form_class = forms.Report
    right = permissions.LEAD
    done = _("The report is written.")

    def do(self, given: dict[str, Any]) -> None:
        actions.report(**given, **self.deed)


class Announce(StepPage):
    title = _("Announce it to the whole company")
    form_class = forms.Announce
    right = permissions.LEAD
    done = _("Everybody can read it now.")

    def do(self, given: dict[str, Any]) -> None:
        actions.announce(**given, **self.deed)


class Conclude(StepPage):
    title = _("Conclude the complaint")
    form_class = forms.Conclude
    done = _("The complaint is concluded.")

    def initial(self) -> dict[str, Any]:
        return {"cause_side": self.complaint.cause_side}

    def do(self, given: dict[str, Any]) -> None:
        side, group = CauseSide(given["cause_side"]), CauseGroup(given["cause_group"])
        actions.conclude(cause_side=side, cause_group=group, **self.deed)


class Teach(StepPage):
    title = _("Put it into the training library")
    form_class = forms.Teach
    right = permissions.LEAD
    done = _("It stands in the library.")

    def do(self, given: dict[str, Any]) -> None:
        actions.write_training_case(**given, **self.deed)


PAGES: dict[str, type[StepPage]] = {
    "marks": Marks,
    "contact": Contact,
    "hand_up": HandUp,
    "correct": Correct,
    "prove": Prove,
    "visit": Visit,
    "concede": Concede,
    "decide": Decide,
    "report": Report,
    "announce": Announce,
    "conclude": Conclude,
    "teach": Teach,
}


def offered(actor: Actor, complaint: Complaint) -> list[dict[str, Any]]:
    """What this actor may do with the complaint now, what comes next first."""
    names = [*_course(actor, complaint), *_around(actor, complaint)]
    return [
        {
            "name": name,
            "title": PAGES[name].title,
            "address": reverse(f"console:complaint_{name}", args=[complaint.pk]),
            "danger": False,
        }
        for name in names
    ]


def _course(actor: Actor, complaint: Complaint) -> list[str]:
    handles, leads = (
        permissions.may_handle(actor, complaint),
        permissions.may_lead(actor, complaint),
    )
    state = ComplaintState(complaint.state)
    if complaint.level == Level.OFFICE:
        steps_ = {
            ComplaintState.OPENED: ["contact", "hand_up"],
            ComplaintState.VISITED: ["conclude", "hand_up"],
        }.get(state, [])
        return steps_ if handles else []
    whose = {
        ComplaintState.OPENED: ("correct", leads),
        ComplaintState.PLANNED: ("prove", handles),
        ComplaintState.PROVED: ("visit", leads),
        ComplaintState.VISITED: ("conclude", leads),
    }
    name, may = whose.get(state, ("", False))
    return [name] if may else []


def _around(actor: Actor, complaint: Complaint) -> list[str]:
    handles, leads = (
        permissions.may_handle(actor, complaint),
        permissions.may_lead(actor, complaint),
    )
    if complaint.state == ComplaintState.OVER:
        is_told = TrainingCase.objects.filter(complaint=complaint).exists()
        return ["teach"] if leads and not is_told else []
    names = ["marks", "concede"] if handles or leads else []
    if (
        permissions.may_grant(actor, complaint)
        and complaint.concessions.filter(decided_at=None).exists()
    ):
        names.append("decide")
    if leads and complaint.is_serious:
        written = CorrectiveReport.objects.filter(complaint=complaint)
        if not written.exists():
            names.append("report")
        elif not Announcement.objects.filter(report__in=written).exists():
            names.append("announce")
    return names


def may_see_now(actor: Actor, complaint: Complaint) -> bool:
    return queries.unseen(actor, complaint.case.project_id).filter(pk=complaint.pk).exists()
