"""The steps of one work order; some need a form, some only a click."""

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.workorders import forms, words
from anlin.faces.console.trades.workorders.order import OnOrder
from anlin.faces.kit import steps
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotAllowed
from anlin.kernel.money import Money
from anlin.trades.workorders import actions, permissions, queries
from anlin.trades.workorders.choices import Manner, OrderStep, PauseReason
from anlin.trades.workorders.models import WorkOrder

DEEDS = {
    OrderStep.CLAIM: actions.claim,
    OrderStep.ACCEPT: actions.accept,
    OrderStep.ARRIVE: actions.arrive,
    OrderStep.RESUME: actions.resume,
}


def do_at_once(step: OrderStep, order: WorkOrder, *, by: Actor, at: datetime) -> None:
    DEEDS[step](order=order, by=by, at=at)


def step_address(order: WorkOrder, step: OrderStep) -> str:
    return reverse(f"console:workorder_{step.value}", args=[order.pk])


class StepPage(OnOrder, steps.StepPage, shell.FormPage):
    style = "console/desk.css"
    for_phone = True
    form_class: type[forms.Step] = forms.Step

    @property
    def thing(self) -> WorkOrder:
        return self.order

    @property
    def seen(self) -> str:
        return f"{self.order.state}:{self.order.round}:{self.order.assignee_id or ''}"

    @property
    def holder(self) -> str:
        return self.order.assignee.name if self.order.assignee else ""

    @property
    def tone(self) -> str:
        return words.STATE_TONES.get(self.order.state, "calm")

    def form_arguments(self) -> dict[str, Any]:
        return super().form_arguments() | {"order": self.order, "day": timezone.localdate()}

    @property
    def deed(self) -> dict[str, Any]:
        return {"order": self.order, "by": self.actor, "at": self.now}


class Claim(StepPage):
    title = _("Take from the pool")
    done = _("The order is yours.")

    def do(self, given: dict[str, Any]) -> None:
        actions.claim(**self.deed)


class Assign(StepPage):
    title = _("Dispatch")
    form_class = forms.Assign
    right = permissions.DISPATCH
    done = _("The order is dispatched.")

    def form_arguments(self) -> dict[str, Any]:
        on_roster = queries.next_on_roster(self.order.project_id, self.now)
        return super().form_arguments() | {"on_roster": on_roster}

    def do(self, given: dict[str, Any]) -> None:
        if given["to"] is None:
            actions.assign_by_roster(expected_until=given["expected_until"], **self.deed)
        else:
            actions.assign(**given, **self.deed)


class Accept(StepPage):
    title = _("Accept")
    form_class = forms.Accept
    done = _("Accepted.")

    def do(self, given: dict[str, Any]) -> None:
        actions.accept(**given, **self.deed)


class Decline(StepPage):
    title = _("Decline")
    form_class = forms.Decline
    done = _("Declined; it waits to be dispatched again.")

    def do(self, given: dict[str, Any]) -> None:
        actions.decline(**given, **self.deed)


class Arrive(StepPage):
    title = _("Arrived")
    done = _("On the spot; the time counts from now.")

    def do(self, given: dict[str, Any]) -> None:
        actions.arrive(**self.deed)


class Pause(StepPage):
    title = _("Pause")
    form_class = forms.Pause
    done = _("Paused.")

    def do(self, given: dict[str, Any]) -> None:
        given["reason"] = PauseReason(given["reason"])
        actions.pause(**given, **self.deed)


class Resume(StepPage):
    title = _("Go on")
    done = _("The work goes on.")

    def do(self, given: dict[str, Any]) -> None:
        actions.resume(**self.deed)


class Finish(StepPage):
    title = _("Finish")
    form_class = forms.Finish
    done = _("Finished; somebody else checks it.")

    def do(self, given: dict[str, Any]) -> None:
        actions.finish(**given, **self.deed)


class PassCheck(StepPage):
    title = _("Pass the check")
    form_class = forms.PassCheck
    right = permissions.CHECK
    done = _("The work is right; the order is closed.")

    def do(self, given: dict[str, Any]) -> None:
        actions.pass_check(**given, **self.deed)


class SendBack(StepPage):
    title = _("Send back")
    form_class = forms.SendBack
    right = permissions.CHECK
    done = _("Sent back to be done again.")

    def do(self, given: dict[str, Any]) -> None:
        actions.send_back(**given, **self.deed)


class Cancel(StepPage):
    title = _("Cancel the order")
    form_class = forms.Cancel
    right = permissions.DISPATCH
    done = _("Cancelled.")

    def do(self, given: dict[str, Any]) -> None:
        actions.cancel(**given, **self.deed)


class UsePart(StepPage):
    title = _("Material used")
    form_class = forms.UsePart
    done = _("Noted.")

    def do(self, given: dict[str, Any]) -> None:
        price = given.pop("price")
        given["unit_price"] = Money.yuan(price) if price is not None else None
        actions.use_part(**given, **self.deed)


class Photo(StepPage):
    title = _("Photo")
    form_class = forms.Photo
    done = _("Kept.")

    def do(self, given: dict[str, Any]) -> None:
        documents.keep(
            given["photo"],
            name=given["photo"].name,
            subject=self.order.subject,
            kind=DocumentKind(given["kind"]),
            project_id=self.order.project_id,
            by=self.actor,
            at=self.now,
        )


class KeepManner(StepPage):
    """A tick on the checklist of manners: one button each, nothing to fill in."""

    title = _("Manners of the visit")

    def act(self, form: django_forms.Form) -> str:
        asked = self.request.POST.get("manner", "")
        if asked not in Manner.values:
            raise NotAllowed
        actions.keep_manner(manner=Manner(asked), **self.deed)
        return self.back


PAGES: dict[str, type[StepPage]] = {
    OrderStep.CLAIM.value: Claim,
    OrderStep.ASSIGN.value: Assign,
    OrderStep.ACCEPT.value: Accept,
    OrderStep.DECLINE.value: Decline,
    OrderStep.ARRIVE.value: Arrive,
    OrderStep.PAUSE.value: Pause,
    OrderStep.RESUME.value: Resume,
    OrderStep.FINISH.value: Finish,
    OrderStep.PASS.value: PassCheck,
    OrderStep.SEND_BACK.value: SendBack,
    OrderStep.CANCEL.value: Cancel,
    "part": UsePart,
    "photo": Photo,
    "manner": KeepManner,
}


def offered(actor: Actor, order: WorkOrder) -> list[dict[str, Any]]:
    """What this actor may do with the order now."""
    return [
        {
            "name": step.value,
            "title": PAGES[step.value].title,
            "address": step_address(order, step),
            "danger": step in {OrderStep.CANCEL, OrderStep.DECLINE},
            "at_once": step in words.AT_ONCE,
        }
        for step in permissions.steps_for(actor, order)
    ]
