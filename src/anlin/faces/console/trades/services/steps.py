"""The steps of one service request, each a small form."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.services import forms, words
from anlin.faces.console.trades.services.service import OnService
from anlin.faces.kit.forms import steps
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere
from anlin.trades.services import actions, permissions, queries
from anlin.trades.services.choices import Heard, ServiceState, ServiceStep
from anlin.trades.services.models import Plan, ServiceRequest
from anlin.trades.workorders import permissions as workorders


class StepPage(OnService, steps.StepPage, shell.FormPage):
    style = "console/desk.css"
    form_class: type[forms.Step] = forms.Step

    @property
    def thing(self) -> ServiceRequest:
        return self.request_made

    @property
    def seen(self) -> str:
        made = self.request_made
        plan = queries.current_plan(made)
        return f"{made.state}:{made.round}:{plan.version if plan else 0}"

    @property
    def tone(self) -> str:
        return words.STATE_TONES.get(self.request_made.state, "calm")

    def form_arguments(self) -> dict[str, Any]:
        more = {"request": self.request_made, "day": timezone.localdate()}
        return super().form_arguments() | more

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.now}

    @property
    def deed(self) -> dict[str, Any]:
        return {"request": self.request_made, **self.by}

    @property
    def plan(self) -> Plan:
        """The version the owner and we talk about."""
        plan = queries.current_plan(self.request_made)
        if plan is None:
            raise NotThere
        return plan


class Appoint(StepPage):
    title = _("Appoint for the survey")
    form_class = forms.Appoint
    right = permissions.PLAN
    done = _("Somebody is appointed for the survey.")

    def do(self, given: dict[str, Any]) -> None:
        actions.appoint(**given, **self.deed)


class Survey(StepPage):
    title = _("Note the survey")
    form_class = forms.Survey
    for_phone = True
    done = _("The survey is on record.")

    @transaction.atomic
    def do(self, given: dict[str, Any]) -> None:
        photo = given.pop("photo")
        actions.survey(**given, **self.deed)
        if photo is not None:
            made = self.request_made
            documents.keep(
                photo,
                name=photo.name,
                subject=made.subject,
                kind=DocumentKind.PHOTO_BEFORE,
                project_id=made.project_id,
                **self.by,
            )


class Propose(StepPage):
    title = _("Submit proposal and schedule")
    form_class = forms.Propose
    right = permissions.PLAN
    done = _("Both lie before the owner.")

    def initial(self) -> dict[str, Any]:
        plan = queries.current_plan(self.request_made)
        names = ("proposal", "schedule", "begins_on", "ends_on")
        return {name: getattr(plan, name) for name in names} if plan else {}

    def do(self, given: dict[str, Any]) -> None:
        actions.propose(**given, **self.deed)


class Remark(StepPage):
    title = _("What the owner says")
    form_class = forms.Words
    right = permissions.FILE
    done = _("Noted.")

    def do(self, given: dict[str, Any]) -> None:
        actions.remark(plan=self.plan, words=given["words"], how=Heard(given["how"]), **self.by)


class AgreeForOwner(StepPage):
    title = _("The owner agrees")
    form_class = forms.Told
    right = permissions.FILE
    done = _("The owner's agreement is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.agree_for_owner(plan=self.plan, how=Heard(given["how"]), **self.by)


class AgreeForCompany(StepPage):
    title = _("Agree for the company")
    right = permissions.PLAN
    done = _("The company's agreement is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.agree_for_company(plan=self.plan, **self.by)


class Begin(StepPage):
    title = _("Begin the work")
    right = permissions.WORK
    done = _("The work has begun.")

    def do(self, given: dict[str, Any]) -> None:
        actions.begin(**self.deed)


class Log(StepPage):
    title = _("Write in the log")
    form_class = forms.Log
    right = permissions.WORK
    for_phone = True
    done = _("Noted.")

    def do(self, given: dict[str, Any]) -> None:
        actions.log(**given, **self.deed)


class Order(StepPage):
    title = _("Raise an order")
    form_class = forms.Order
    right = workorders.RAISE
    done = _("The order is raised.")

    def do(self, given: dict[str, Any]) -> None:
        actions.raise_order(**given, **self.deed)


class Report(StepPage):
    title = _("Deliver the report")
    form_class = forms.Report
    right = permissions.WORK
    done = _("The report is delivered; the owner decides.")

    def do(self, given: dict[str, Any]) -> None:
        actions.report(**given, **self.deed)


class Accept(StepPage):
    title = _("The owner accepts")
    form_class = forms.Accept
    right = permissions.FILE
    done = _("The acceptance is on record.")

    def do(self, given: dict[str, Any]) -> None:
        given["how"] = Heard(given["how"])
        actions.accept(**given, **self.deed)


class Demand(StepPage):
    title = _("The owner demands rectification")
    form_class = forms.Words
    right = permissions.FILE
    done = _("The demand is on record; the work goes on.")

    def do(self, given: dict[str, Any]) -> None:
        given["how"] = Heard(given["how"])
        actions.demand(**given, **self.deed)


class Close(StepPage):
    title = pgettext_lazy("service", "Close")
    right = permissions.PLAN
    done = _("The service request is closed.")

    def do(self, given: dict[str, Any]) -> None:
        actions.close(**self.deed)


class Withdraw(StepPage):
    title = pgettext_lazy("service", "Withdraw")
    form_class = forms.Withdraw
    done = _("Withdrawn.")

    def do(self, given: dict[str, Any]) -> None:
        actions.withdraw(**given, **self.deed)


PAGES: dict[str, type[StepPage]] = {
    "appoint": Appoint,
    "survey": Survey,
    "propose": Propose,
    "remark": Remark,
    "agree_for_owner": AgreeForOwner,
    "agree_for_company": AgreeForCompany,
    "begin": Begin,
    "log": Log,
    "order": Order,
    "report": Report,
    "accept": Accept,
    "demand": Demand,
    "close": Close,
    "withdraw": Withdraw,
}


def offered(actor: Actor, made: ServiceRequest) -> list[dict[str, Any]]:
    """What this actor may do with the request now."""
    names = [step.value for step in permissions.steps_for(actor, made)]
    if ServiceStep.AGREE in names:
        at = names.index(ServiceStep.AGREE)
        names[at : at + 1] = _sides(actor, made)
    if made.state == ServiceState.RUNNING and permissions.may_work(actor, made):
        may_raise = workorders.may_raise(actor, made.project_id)
        names = ["log", *(["order"] if may_raise else []), *names]
    return [
        {
            "name": name,
            "title": PAGES[name].title,
            "address": reverse(f"console:service_{name}", args=[made.pk]),
            "danger": name in {"withdraw", "demand"},
        }
        for name in names
    ]


def _sides(actor: Actor, made: ServiceRequest) -> list[str]:
    """Whose agreement is still missing and may be noted by this actor."""
    plan = queries.current_plan(made)
    if plan is None:
        return []
    may_speak = permissions.may_speak_for_owner(actor, made)
    names = ["agree_for_owner"] if may_speak and plan.owner_agreed_at is None else []
    if plan.company_agreed_at is None and permissions.may_plan(actor, made):
        names.append("agree_for_company")
    return [*names, "remark"] if may_speak else names
