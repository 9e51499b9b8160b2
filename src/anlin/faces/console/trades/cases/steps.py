"""The steps of the loop, each a small form that stands in the matter's page or alone."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.cases import dispatch, forms, words
from anlin.faces.console.trades.cases.matter import OnCase
from anlin.faces.kit.forms import steps
from anlin.kernel.actors import Actor
from anlin.trades.cases import actions, permissions, queries
from anlin.trades.cases.choices import CaseKind, CaseState, CaseStep
from anlin.trades.cases.models import Case
from anlin.trades.workorders import permissions as work
from anlin.trades.workorders.choices import ServiceNature, Urgency


class StepPage(OnCase, steps.StepPage, shell.FormPage):
    style = "console/desk.css"
    form_class: type[forms.Step] = forms.Step

    @property
    def thing(self) -> Case:
        return self.case

    @property
    def seen(self) -> str:
        return f"{self.case.state}:{self.case.round}"

    @property
    def holder(self) -> str:
        return words.holder(self.case)

    @property
    def tone(self) -> str:
        return words.STATE_TONES.get(self.case.state, "calm")

    def form_arguments(self) -> dict[str, Any]:
        return super().form_arguments() | {"case": self.case}

    @property
    def deed(self) -> dict[str, Any]:
        return {"case": self.case, "by": self.actor, "at": self.now}


class Sort(StepPage):
    title = _("Sort")
    form_class = forms.Sort
    right = permissions.SORT
    done = _("The matter is sorted.")

    def initial(self) -> dict[str, Any]:
        case = self.case
        hint = queries.urgency_hint(case.words)
        return {
            "kind": case.kind,
            "trade": case.trade_id,
            "about": case.about_id,
            "service_nature": case.service_nature or ServiceNature.ROUTINE,
            "urgency": case.urgency or hint,
            "need": case.need,
            "is_need_confirmed": case.need_confirmed_at is not None,
            "is_out_of_scope": case.is_out_of_scope,
        }

    def do(self, given: dict[str, Any]) -> None:
        given["kind"] = CaseKind(given["kind"])
        given["service_nature"] = ServiceNature(given["service_nature"])
        given["urgency"] = Urgency(given["urgency"])
        actions.sort(**given, **self.deed)


class PassOn(StepPage):
    title = _("Pass on")
    form_class = forms.PassOn
    right = permissions.PASS_ON
    done = _("The matter is passed on.")

    def initial(self) -> dict[str, Any]:
        return {
            "department": self.case.department_id,
            "with_order": self.case.kind == CaseKind.REPAIR,
            "repair_class": dispatch.repair_class_of(self.case),
        }

    def form_arguments(self) -> dict[str, Any]:
        project_id = self.case.project_id
        return super().form_arguments() | {
            "may_raise": work.may_raise(self.actor, project_id),
            "may_dispatch": work.may_dispatch(self.actor, project_id),
            "day": self.today,
        }

    def do(self, given: dict[str, Any]) -> None:
        dispatch.pass_on(self.case, given, by=self.actor, at=self.now)


class HandBack(StepPage):
    title = _("Hand back")
    form_class = forms.HandBack
    right = permissions.RETURN_RESULT
    done = _("The matter is back at the desk.")

    def do(self, given: dict[str, Any]) -> None:
        actions.hand_back(**given, **self.deed)


class Return(StepPage):
    title = _("Return the result")
    form_class = forms.Return
    right = permissions.RETURN_RESULT
    done = _("The result is back; the desk can answer.")

    def do(self, given: dict[str, Any]) -> None:
        actions.return_result(**given, **self.deed)


class Answer(StepPage):
    title = pgettext_lazy("deed", "Answer")
    form_class = forms.Answer
    right = permissions.ANSWER
    done = _("The answer is on record.")

    def initial(self) -> dict[str, Any]:
        channel = self.case.channel
        # Another desk may propose words: a standard answer of the handbook.
        proposed = self.request.GET.get("words", "")[:2000]
        return {"channel": channel.pk if channel.is_outbound else None, "words": proposed}

    def do(self, given: dict[str, Any]) -> None:
        actions.answer(**given, **self.deed)


class Agree(StepPage):
    title = _("Satisfied")
    form_class = forms.Agree
    right = permissions.FOLLOW_UP
    done = _("Their satisfaction is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.agree(**given, **self.deed)


class Object(StepPage):
    title = _("Not satisfied")
    form_class = forms.Object
    right = permissions.FOLLOW_UP
    done = _("The matter runs through the loop once more.")

    def do(self, given: dict[str, Any]) -> None:
        actions.object_(**given, **self.deed)


class Close(StepPage):
    title = pgettext_lazy("deed", "Close")
    right = permissions.ANSWER
    done = _("The matter is closed.")

    def do(self, given: dict[str, Any]) -> None:
        actions.close(**self.deed)


class CloseUnsatisfied(StepPage):
    title = _("Close although not satisfied")
    form_class = forms.CloseUnsatisfied
    right = permissions.CLOSE_UNSATISFIED
    done = _("The matter is closed; it stays unsatisfied in every statistic.")

    def do(self, given: dict[str, Any]) -> None:
        actions.close_unsatisfied(**given, **self.deed)


class Reopen(StepPage):
    title = _("Reopen")
    form_class = forms.Reopen
    right = permissions.FOLLOW_UP
    done = _("The matter is open again.")

    def do(self, given: dict[str, Any]) -> None:
        actions.reopen(**given, **self.deed)


PAGES: dict[str, type[StepPage]] = {
    CaseStep.SORT.value: Sort,
    CaseStep.PASS_ON.value: PassOn,
    CaseStep.HAND_BACK.value: HandBack,
    CaseStep.RETURN.value: Return,
    CaseStep.ANSWER.value: Answer,
    CaseStep.AGREE.value: Agree,
    CaseStep.OBJECT.value: Object,
    CaseStep.CLOSE.value: Close,
    CaseStep.CLOSE_UNSATISFIED.value: CloseUnsatisfied,
    CaseStep.REOPEN.value: Reopen,
}
# The step that usually comes next stands first; the rest keep the order of the table.
USUAL = {
    CaseState.SORTED: CaseStep.PASS_ON,
    CaseState.PASSED: CaseStep.RETURN,
    CaseState.AGREED: CaseStep.CLOSE,
}
DANGER = {CaseStep.CLOSE_UNSATISFIED}


def offered(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """The buttons under the head: what this actor may do with the matter as it stands."""
    usual = USUAL.get(CaseState(case.state))
    allowed = sorted(permissions.steps_for(actor, case), key=lambda step: step != usual)
    return [
        {
            "name": step.value,
            "title": PAGES[step.value].title,
            "address": reverse(f"console:case_{step.value}", args=[case.pk]),
            "danger": step in DANGER,
        }
        for step in allowed
    ]
