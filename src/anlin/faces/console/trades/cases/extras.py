"""Deeds beside the loop: the title, interim reply, asking again, cause and prevention, linking, notes, photos."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console.trades.cases import forms
from anlin.faces.console.trades.cases.steps import StepPage
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents import permissions as documents_permissions
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Invalid
from anlin.trades.cases import actions, permissions, queries
from anlin.trades.cases.choices import CaseKind, CaseState, NoteKind, Part
from anlin.trades.cases.models import Case
from anlin.trades.services import permissions as services

ASKABLE = {CaseState.ANSWERED, CaseState.AGREED, CaseState.CLOSED}


class Retitle(StepPage):
    title = _("Correct the title")
    form_class = forms.Retitle
    right = permissions.SORT
    done = _("The title is corrected.")

    @property
    def seen(self) -> str:
        """Of the title itself: correcting it moves the matter to no other state."""
        return sha256(self.case.title.encode()).hexdigest()[:16]

    def initial(self) -> dict[str, Any]:
        return {"title": self.case.title}

    def do(self, given: dict[str, Any]) -> None:
        actions.retitle(**given, **self.deed)


class Withholding(StepPage):
    title = _("Fees are withheld because of this")
    form_class = forms.Withholding
    right = permissions.SORT
    done = _("Noted.")

    def initial(self) -> dict[str, Any]:
        return {"is_withheld": "no" if self.case.fees_withheld_at else "yes"}

    def do(self, given: dict[str, Any]) -> None:
        actions.note_withholding(**given, **self.deed)


class FollowUp(StepPage):
    title = _("Ask again")
    form_class = forms.FollowUp
    right = permissions.FOLLOW_UP
    done = _("The follow-up is on record.")

    def initial(self) -> dict[str, Any]:
        return {"method": queries.proposed_method(self.case)}

    def do(self, given: dict[str, Any]) -> None:
        actions.follow_up(**given, **self.deed)


class Interim(StepPage):
    title = _("Interim reply")
    form_class = forms.Interim
    right = permissions.ANSWER
    done = _("The interim reply is on record.")

    def initial(self) -> dict[str, Any]:
        channel = self.case.channel
        return {"channel": channel.pk if channel.is_outbound else None}

    def do(self, given: dict[str, Any]) -> None:
        actions.give_interim_reply(**given, **self.deed)


class Origin(StepPage):
    title = _("Cause and prevention")
    form_class = forms.Origin
    right = permissions.ANSWER
    done = _("Cause and prevention are on record.")

    def initial(self) -> dict[str, Any]:
        names = ("facts", "origin_cause", "prevention", "effect_on_order")
        return {name: getattr(self.case, name) for name in names}

    def do(self, given: dict[str, Any]) -> None:
        actions.note_origin(**given, **self.deed)


class Note(StepPage):
    title = _("Note")
    form_class = forms.Note
    done = _("Noted.")

    @transaction.atomic
    def do(self, given: dict[str, Any]) -> None:
        given["kind"], photo = NoteKind(given["kind"]), given.pop("photo")
        actions.note(**given, **self.deed)
        if photo is not None:
            keep_file(self.case, photo, given["words"][:200], by=self.actor, at=self.now)


class TakeOn(StepPage):
    title = _("It has reached us")
    right = permissions.RETURN_RESULT
    done = _("The desk sees that it has reached you.")

    def do(self, given: dict[str, Any]) -> None:
        actions.take_on(**self.deed)


class Remind(StepPage):
    title = _("Remind")
    form_class = forms.Remind
    right = permissions.PASS_ON
    done = _("The reminder stands with the matter.")

    def do(self, given: dict[str, Any]) -> None:
        actions.remind(**given, **self.deed)


class BringIn(StepPage):
    title = _("Bring somebody in")
    form_class = forms.BringIn
    right = permissions.ANSWER
    done = _("They take part now.")

    def do(self, given: dict[str, Any]) -> None:
        given["part"] = Part(given["part"])
        actions.bring_in(**given, **self.deed)


class Photo(StepPage):
    title = _("Photo or file")
    form_class = forms.Photo
    right = documents_permissions.KEEP
    done = _("Kept.")

    def do(self, given: dict[str, Any]) -> None:
        keep_file(self.case, given["photo"], given["note"], by=self.actor, at=self.now)


def keep_file(case: Case, file: Any, note: str, *, by: Actor, at: datetime) -> None:
    is_picture = (file.content_type or "").startswith("image/")
    documents.keep(
        file,
        name=file.name,
        subject=case.subject,
        kind=DocumentKind.PHOTO if is_picture else DocumentKind.OTHER,
        project_id=case.project_id,
        note=note,
        by=by,
        at=at,
    )


class Cause(StepPage):
    title = _("Common cause")
    form_class = forms.LinkToCause
    right = permissions.LINK
    done = _("The matters are linked.")

    def form_arguments(self) -> dict[str, Any]:
        case = self.case
        likely = queries.similar_open(
            project_id=case.project_id,
            words=case.words,
            unit_id=case.unit_id,
            building_id=case.unit.building_id if case.unit else None,
        )
        others = [one.case for one in likely if one.case.pk != case.pk]
        return super().form_arguments() | {"likely": others}

    def do(self, given: dict[str, Any]) -> None:
        matters = [self.case, *given["others"]]
        if given["cause"] is None and not given["title"].strip():
            raise Invalid(_("Choose a known cause or write a new one."), field="title")
        with transaction.atomic():
            if given["cause"] is None:
                actions.name_cause(title=given["title"], cases=matters, by=self.actor, at=self.now)
                return
            for case in matters:
                actions.link(case=case, cause=given["cause"], by=self.actor, at=self.now)


class Unlink(StepPage):
    title = _("Take off the common cause")
    right = permissions.LINK
    done = _("The matter stands by itself again.")

    def do(self, given: dict[str, Any]) -> None:
        actions.unlink(**self.deed)


class AnswerAll(StepPage):
    title = _("Answer everybody with this cause")
    form_class = forms.AnswerAll
    right = permissions.LINK

    def do(self, given: dict[str, Any]) -> None:
        if self.case.cause is None:
            raise Invalid(_("This matter is not linked to a cause. Link it first."))
        answers = actions.answer_all(cause=self.case.cause, by=self.actor, at=self.now, **given)
        self.say(_("Answered: %(count)s matters.") % {"count": len(answers)})


class PlanService(StepPage):
    title = _("Plan a service")
    form_class = forms.PlanService
    right = permissions.PASS_ON

    def do(self, given: dict[str, Any]) -> None:
        planned = actions.plan_service(**given, **self.deed)
        self.say(_("%(number)s is filed.") % {"number": planned.number})


class Look(StepPage):
    """Who it is from, in clear; the answer is the panel itself, never a page that could be stored."""

    title = _("Look at name and phone")
    form_class = forms.Look

    def act(self, form: Any) -> HttpResponse:
        reporter = actions.look(why=form.cleaned_data["why"], **self.deed)
        self.template_name = "console/cases/clear.html"
        response = self.answer(clear=reporter, part="clear")
        response["Cache-Control"] = "no-store"
        return response


PAGES: dict[str, type[StepPage]] = {
    "follow_up": FollowUp,
    "interim": Interim,
    "origin": Origin,
    "retitle": Retitle,
    "withholding": Withholding,
    "take_on": TakeOn,
    "remind": Remind,
    "bring_in": BringIn,
    "note": Note,
    "photo": Photo,
    "cause": Cause,
    "unlink": Unlink,
    "answer_all": AnswerAll,
    "plan_service": PlanService,
    "look": Look,
}


def offered(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """What may be done beside the loop, the follow-up first where it is due."""
    may_tell = permissions.may_answer(actor, case)
    may_link = permissions.may_link(actor, case.project_id)
    is_askable = case.state in ASKABLE or case.special_due_at is not None
    is_with_department = case.state == CaseState.PASSED
    allowed = {
        "follow_up": is_askable and permissions.may_follow_up(actor, case),
        "interim": case.is_open and may_tell,
        "origin": case.kind == CaseKind.COMPLAINT and may_tell,
        "cause": case.cause_id is None and case.is_open and may_link,
        "answer_all": case.cause_id is not None and may_link,
        "unlink": case.cause_id is not None and may_link,
        "plan_service": case.is_open
        and case.sorted_at is not None
        and permissions.may_pass_on(actor, case)
        and services.may_file(actor, case.project_id, None),
        "take_on": is_with_department and permissions.may_return(actor, case),
        "remind": is_with_department and permissions.may_remind(actor, case),
        "bring_in": case.is_open and may_tell,
        "retitle": permissions.may_retitle(actor, case),
        "withholding": permissions.may_sort(actor, case),
        "note": permissions.may_note(actor, case),
        "photo": actor.may(documents_permissions.KEEP, case.project_id),
    }
    return [step(name, case) for name, is_allowed in allowed.items() if is_allowed]


def step(name: str, case: Case) -> dict[str, Any]:
    address = reverse(f"console:case_{name}", args=[case.pk])
    return {"name": name, "title": PAGES[name].title, "address": address}
