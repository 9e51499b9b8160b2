"""The steps of one violation, each a small form; none of them punishes."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.trades.violations import forms, words
from anlin.faces.kit.forms import steps
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.trades.violations import actions, permissions, queries
from anlin.trades.violations.choices import Result, Way
from anlin.trades.violations.choices import ViolationState as S
from anlin.trades.violations.models import Objection, Violation


class OnViolation:
    """Mixed in before a page of one violation; loads it again after a conflict."""

    desk = "trades.violations"
    right: str | None = permissions.SEE
    actor: Any
    kwargs: Any

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.violation: Violation = one(queries.visible_to(self.actor), pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("console:violation", args=[self.violation.pk])


class StepPage(OnViolation, steps.StepPage, shell.FormPage):
    style = "console/desk.css"
    form_class: type[steps.Step] = steps.Step
    right = permissions.HANDLE

    @property
    def thing(self) -> Violation:
        return self.violation

    @property
    def seen(self) -> str:
        return self.violation.state

    @property
    def tone(self) -> str:
        return words.STATE_TONES.get(self.violation.state, "calm")

    @property
    def deed(self) -> dict[str, Any]:
        return {"violation": self.violation, "by": self.actor, "at": self.now}

    def keep(self, photo: Any, kind: DocumentKind) -> None:
        documents.keep(
            photo, name=photo.name, subject=self.violation.subject, kind=kind,
            project_id=self.violation.case.project_id, by=self.actor, at=self.now,
        )  # fmt: skip


class Talk(StepPage):
    title = _("Note a talk")
    hint = _(
        "Listen, then explain: one look for all, and what their own home gains by it. Stay calm; threaten with nothing."
    )
    form_class = forms.Talk
    for_phone = True
    done = _("The talk is on record.")

    def initial(self) -> dict[str, Any]:
        return {"happened_at": self.now}

    def do(self, given: dict[str, Any]) -> None:
        way, result = Way(given.pop("way")), Result(given.pop("result"))
        actions.talk(way=way, result=result, **given, **self.deed)


class Aid(StepPage):
    title = _("Ask for legal aid")
    hint = _(
        "Only after friendly coordination did not help; the lawyer advises, nobody is punished."
    )
    right = permissions.RULE
    form_class = forms.Aid
    done = _("Legal aid is asked for.")

    def do(self, given: dict[str, Any]) -> None:
        actions.ask_for_aid(**given, **self.deed)


class Photo(StepPage):
    title = _("Photo of the finding")
    form_class = forms.Photo
    for_phone = True
    done = _("Kept.")

    def do(self, given: dict[str, Any]) -> None:
        self.keep(given["photo"], DocumentKind.PHOTO_BEFORE)


class Look(StepPage):
    title = _("Look again")
    hint = _("Put right is what a photo shows.")
    form_class = forms.Look
    for_phone = True
    done = _("The second look is on record.")

    def do(self, given: dict[str, Any]) -> None:
        photo = given.pop("photo")
        with transaction.atomic():
            actions.look_again(has_photo=bool(photo), **given, **self.deed)
            if photo:
                self.keep(photo, DocumentKind.PHOTO_AFTER)


class Objecting(StepPage):
    title = _("Note an objection")
    form_class = forms.Object
    done = _("The objection is on record; a manager rules on it.")

    def do(self, given: dict[str, Any]) -> None:
        actions.object_(**given, **self.deed)


class Tolerate(StepPage):
    title = _("Tolerate it")
    right = permissions.RULE
    form_class = forms.Tolerate
    done = _("It is tolerated.")

    def do(self, given: dict[str, Any]) -> None:
        actions.tolerate(**given, **self.deed)


class HandOver(StepPage):
    title = _("Tell the authority")
    right = permissions.RULE
    form_class = forms.HandOver
    done = _("The authority was told.")

    def do(self, given: dict[str, Any]) -> None:
        actions.hand_over(**given, **self.deed)


class RuleOn(shell.FormPage):
    """The ruling on one objection."""

    desk = "trades.violations"
    right = permissions.RULE
    title = _("Rule on the objection")
    form_class = forms.RuleOn
    button = _("Rule")
    done = _("The ruling is on record.")

    def prepare(self) -> None:
        super().prepare()
        mine = Objection.objects.filter(violation__in=queries.visible_to(self.actor))
        self.objection: Objection = one(
            mine.select_related("violation__case"), pk=self.kwargs["pk"]
        )

    @property
    def hint(self) -> str:
        return self.objection.words

    @property
    def back_to(self) -> str:
        return reverse("console:violation", args=[self.objection.violation_id])

    def act(self, form: Any) -> str:
        actions.rule_on(objection=self.objection, by=self.actor, at=self.now, **form.cleaned_data)
        return self.back_to


PAGES: dict[str, type[StepPage]] = {
    "talk": Talk,
    "photo": Photo,
    "look": Look,
    "object": Objecting,
    "aid": Aid,
    "tolerate": Tolerate,
    "hand_over": HandOver,
}
RULED = {"aid", "tolerate", "hand_over"}
RUNNING = (S.FOUND, S.TALKED, S.AIDED)


def offered(actor: Actor, violation: Violation) -> list[dict[str, Any]]:
    """What this actor may do with the violation now, what comes next first."""
    if violation.state not in RUNNING:
        return []
    names = [name for name in PAGES if name not in RULED]
    if not permissions.may_handle(actor, violation.case):
        names = []
    if permissions.may_rule(actor, violation.case.project_id):
        names += ["aid"] if violation.state == S.TALKED else []
        names += ["tolerate", "hand_over"]
    return [
        {
            "name": name,
            "title": PAGES[name].title,
            "address": reverse(f"console:violation_{name}", args=[violation.pk]),
            "danger": False,
        }
        for name in names
    ]
