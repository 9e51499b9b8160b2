"""What can be done with a duty: prove it, waive it, let its clock stand still and run again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.instruments.duties import words
from anlin.faces.console.instruments.duties.duty import OnDuty
from anlin.faces.kit.forms import steps
from anlin.faces.kit.forms.steps import Step
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents import queries as kept
from anlin.instruments.documents.choices import DocumentKind
from anlin.instruments.duty import actions, permissions, queries
from anlin.instruments.duty.choices import Proof, State
from anlin.instruments.duty.models import Occurrence
from anlin.kernel.actors import Actor

OWED = {State.OPEN, State.LATE, State.MISSED}


class ProveForm(Step):
    words = forms.CharField(
        label=gettext_lazy("What was done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )
    file = forms.FileField(label=gettext_lazy("Document"), required=False)

    also = forms.TypedMultipleChoiceField(
        label=gettext_lazy("The same deed did this as well"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
    )

    def __init__(self, *args: Any, hint: str, alike: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The library takes help for markup, and what a pack says is what somebody wrote.
        self.fields["words"].help_text = escape(hint)
        self.fields["also"].choices = alike  # type: ignore[attr-defined]
        if not alike:
            del self.fields["also"]


class BecauseForm(Step):
    because = forms.CharField(
        label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300
    )


@dataclass(frozen=True)
class Thing:
    """A duty as the head of a step shows it."""

    number: str
    title: str
    state: str

    def get_state_display(self) -> str:
        return self.state


class StepPage(OnDuty, steps.StepPage, shell.FormPage):
    now: Any
    style = "console/desk.css"
    for_phone = True

    @property
    def thing(self) -> Thing:
        said = words.line(self.duty, self.now)
        return Thing(f"{self.duty.scheduled_on:%Y-%m-%d}", said["title"], said["state"])

    @property
    def seen(self) -> str:
        duty = self.duty
        return f"{duty.done_at}:{duty.waived_at}:{duty.withdrawn_at}:{duty.last_at}"

    @property
    def tone(self) -> str:
        return words.line(self.duty, self.now)["tone"]

    @property
    def deed(self) -> dict[str, Any]:
        return {"occurrence": self.duty, "by": self.actor, "at": self.now}


class Prove(StepPage):
    title = gettext_lazy("Record that it was done")
    form_class = ProveForm
    done = gettext_lazy("Recorded.")

    def form_arguments(self) -> dict[str, Any]:
        hint = queries.rule_of(self.duty.standing).evidence.what
        alike = [
            (row.pk, f"{queries.title_of(row.standing.rule)} {row.scheduled_on:%Y-%m-%d}")
            for row in queries.alike(self.duty, self.now)
        ]
        return super().form_arguments() | {"hint": hint, "alike": alike}

    @transaction.atomic
    def do(self, given: dict[str, Any]) -> None:
        if given["file"] is not None:
            keep(self.duty, given["file"], by=self.actor, at=self.now)
        also = given.get("also", ())
        actions.give_evidence(words=given["words"], also=also, **self.deed)


class Done(StepPage):
    """One click, where nothing has to be attached or what is asked for is attached already."""

    title = pgettext_lazy("duty", "Done")
    done = gettext_lazy("Recorded.")

    def do(self, given: dict[str, Any]) -> None:
        actions.give_evidence(words=_("Done as laid down."), **self.deed)


class Waive(StepPage):
    title = pgettext_lazy("duty", "Waive")
    form_class = BecauseForm
    done = gettext_lazy("Waived; the reason stands beside it.")

    def do(self, given: dict[str, Any]) -> None:
        actions.waive(**given, **self.deed)


class Pause(StepPage):
    title = gettext_lazy("Stop the clock")
    form_class = BecauseForm
    done = gettext_lazy("The clock stands still.")

    def do(self, given: dict[str, Any]) -> None:
        actions.pause(**given, **self.deed)


class Resume(StepPage):
    title = gettext_lazy("Let the clock run")
    done = gettext_lazy("The clock runs again.")

    def do(self, given: dict[str, Any]) -> None:
        actions.resume(**self.deed)


PAGES: dict[str, type[StepPage]] = {
    "prove": Prove,
    "done": Done,
    "waive": Waive,
    "pause": Pause,
    "resume": Resume,
}


def keep(duty: Occurrence, file: Any, *, by: Actor, at: datetime) -> None:
    documents.keep(
        file, name=file.name, subject=duty.subject, kind=DocumentKind.OTHER, project_id=duty.project_id,
        by=by, at=at,
    )  # fmt: skip


def address(duty: Occurrence, name: str) -> str:
    return reverse(f"console:duty_{name}", args=[duty.pk])


def is_at_hand(duty: Occurrence, attached: frozenset[str]) -> bool:
    """Whether one click suffices: a signed entry is asked for, or the document is there (`attached` holds such keys)."""
    rule = queries.rule_of(duty.standing)
    if rule.cover is not None:
        # Somebody was there or nobody was; the roster says so.
        return False
    proof = rule.evidence.proof
    return proof == Proof.ENTRY or (proof == Proof.DOCUMENT and str(duty.pk) in attached)


def attached_to(duties: list[Occurrence]) -> frozenset[str]:
    """Keys of those that have a document; one query."""
    return kept.keys_with_documents("duty", [str(duty.pk) for duty in duties])


def offered(actor: Actor, duty: Occurrence, now: datetime) -> list[dict[str, Any]]:
    """What this actor may do with it now."""
    state, project_id = queries.state_of(duty, now), duty.project_id
    rule = queries.rule_of(duty.standing)
    names = []
    if state in OWED and permissions.may_discharge(actor, project_id):
        names.append("prove")
        clock = rule.clock
        if clock is not None and clock.pausable and duty.missed_at is None:
            stopped = duty.pauses.filter(until_at=None).exists()
            names.append("resume" if stopped else "pause")
    if state in {*OWED, State.AHEAD}:
        by_law = rule.confidence is not None
        if permissions.may_waive(actor, project_id, is_statutory=by_law):
            names.append("waive")
    return [
        {
            "name": name,
            "title": PAGES[name].title,
            "address": address(duty, name),
            "danger": name == "waive",
        }
        for name in names
    ]
