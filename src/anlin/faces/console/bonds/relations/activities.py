"""Activities as a list, one of them, and their steps."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.bonds.relations import actions, permissions, queries
from anlin.bonds.relations.choices import (
    ActivityKind,
    ActivityState,
    Leaning,
    VoiceState,
)
from anlin.bonds.relations.models import Activity
from anlin.faces.console import shell
from anlin.faces.console.bonds.relations import forms, words
from anlin.faces.console.bonds.relations.pages import (
    Listed,
    OfDesk,
    OnActivity,
    StepPage,
    home_of,
    in_state,
    person_of,
)
from anlin.faces.kit.lists.columns import Column, label_of
from anlin.ground.people import queries as people
from anlin.ground.people.choices import CareKind
from anlin.ground.workforce import queries as workforce
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents import queries as kept
from anlin.instruments.documents.choices import DocumentKind


class Activities(Listed, shell.ListPage):
    adds = ("console:activity_plan", _("Plan an activity"), permissions.HOLD)
    title = _("Visits and opinions")
    hint = _("We go out and ask. Whoever spoke gets an answer.")
    tabs = (
        in_state("planned", pgettext_lazy("activities", "Planned"), ActivityState.PLANNED),
        in_state("held", pgettext_lazy("activities", "Held"), ActivityState.HELD),
        in_state("cancelled", pgettext_lazy("activities", "Cancelled"), ActivityState.CANCELLED),
    )
    columns = (
        Column("title", pgettext_lazy("activity", "Theme"), leads=True),
        Column("kind", pgettext_lazy("activity", "What it is"), get=label_of("kind", ActivityKind)),
        Column("begins_at", pgettext_lazy("activity", "Begins"), kind="moment"),
        Column("host", _("Host"), get=lambda row: row.host.name),
        Column("unit", _("Home"), get=lambda row: row.unit and row.unit.address),
        Column("present", _("Came"), kind="number"),
        Column(
            "voices", pgettext_lazy("relations", "Voices"), kind="number", get=lambda row: row.spoke
        ),
        Column("waiting", _("Wait for an answer"), kind="number", get=lambda row: row.waiting),
    )
    key = "begins_at"
    export_name = "activities"
    export_right = permissions.SEE
    empty = _("No activity stands here")
    empty_hint = _("A receive-day, a visit, a talk or a questionnaire is planned above.")

    def rows(self) -> QuerySet:
        counted = queries.visible_to(self.actor).annotate(
            spoke=Count("voices"), waiting=Count("voices", filter=Q(voices__state=VoiceState.OPEN))
        )
        return self.in_project(counted)

    def row_address(self, row: Model) -> str:
        return reverse("console:activity", args=[row.pk])


class Plan(OfDesk, shell.FormPage):
    right = permissions.HOLD
    title = _("Plan an activity")
    form_class = forms.Plan
    button = pgettext_lazy("activity", "Plan it")
    done = _("It is planned.")

    @property
    def back_to(self) -> str:
        return reverse("console:activities")

    def form_arguments(self) -> dict[str, Any]:
        asked = self.request.GET  # type: ignore[attr-defined]
        drives = self.in_project(queries.drives_visible_to(self.actor)).filter(concluded_at=None)
        begin = {"host": self.actor.staff_id, "begins_at": self.now}
        given = {name: asked[name][:40] for name in ("kind", "home", "drive") if name in asked}
        return {
            "staff": workforce.works_in(self.here.pk, self.today),
            "drives": drives,
            "initial": begin | given,
        }

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        unit = home_of(self.here.pk, given.pop("home"))
        kind, by_chance = ActivityKind(given.pop("kind")), given.pop("is_by_chance")
        if unit is not None and not given["title"]:
            given["title"] = f"{kind.label} {unit.address}"
        new = actions.NewActivity(
            project=self.here, kind=kind, unit=unit, is_planned=not by_chance, **given
        )
        activity = actions.plan(new=new, **self.by)
        name = "activity_ask" if kind == ActivityKind.QUESTIONNAIRE else "activity"
        return reverse(f"console:{name}", args=[activity.pk])


class Detail(OnActivity, shell.Page):
    template_name = "console/bonds/relations/activity.html"

    @property
    def title(self) -> str:
        return self.activity.title

    def context(self) -> dict[str, Any]:
        activity: Activity = self.activity
        voices = list(activity.voices.select_related("unit", "person", "matter", "visited_by"))
        cards = people.cards({one.person_id for one in voices if one.person_id})
        may_hold = permissions.may_hold(self.actor, activity.project_id)
        return {
            "activity": activity,
            "tone": words.tone(activity.state),
            "minutes": people.without_phones(activity.minutes or ""),
            "voices": [spoken(one, cards) for one in voices],
            "may_hold": may_hold,
            "may_lead": permissions.may_lead(self.actor, activity.project_id),
            "next_steps": offered(activity) if may_hold else [],
            "is_questionnaire": activity.kind == ActivityKind.QUESTIONNAIRE,
            "told": queries.told_by(activity),
            "replies": activity.replies.count(),
            "visited": sum(one.visited_at is not None for one in voices),
            "photos": list(kept.of_subject(activity.subject)),
        }


def spoken(voice: Any, cards: Any) -> dict[str, Any]:
    """A voice as a page shows it: words without phones, the name masked."""
    card = cards.get(voice.person_id)
    name = card.masked_name if card else people.masked_name(voice.name) if voice.name else ""
    return {
        "row": voice,
        "words": people.without_phones(voice.words),
        "answer": people.without_phones(voice.answer or ""),
        "visit_said": people.without_phones(voice.visit_said or ""),
        "name": name,
        "tone": words.tone(voice.state),
        "is_open": voice.state == VoiceState.OPEN,
        "may_be_raised": voice.state != VoiceState.MATTER,
        "is_important": bool(card and CareKind.IMPORTANT in card.care),
        "is_owed_visit": voice.visited_at is None,
    }


class OneStep(OnActivity, StepPage):
    @property
    def thing(self) -> Activity:
        return self.activity


class Hold(OneStep):
    title = _("Note how it went")
    hint = _("A publication of complaint channels needs a photo of where it hangs.")
    form_class = forms.Hold
    for_phone = True
    done = _("It is on record.")

    def initial(self) -> dict[str, Any]:
        return {"held_at": min(self.activity.begins_at, self.now)}

    def do(self, given: dict[str, Any]) -> None:
        photo = given.pop("photo")
        with transaction.atomic():
            actions.hold(activity=self.activity, has_photo=bool(photo), **given, **self.by)
            if photo:
                documents.keep(
                    photo, name=photo.name, subject=self.activity.subject, kind=DocumentKind.PHOTO,
                    project_id=self.activity.project_id, **self.by,
                )  # fmt: skip


class Cancel(OneStep):
    title = pgettext_lazy("activity", "Cancel it")
    form_class = forms.Cancel
    done = _("It is cancelled.")

    def do(self, given: dict[str, Any]) -> None:
        actions.cancel(activity=self.activity, reason=given["reason"], **self.by)


class NoteVoice(OnActivity, shell.FormPage):
    """Words, and at once what becomes of them: an answer, a matter, or they wait."""

    right = permissions.HOLD
    title = _("Note what somebody said")
    form_class = forms.NoteVoice
    button = _("Note it")
    done = _("It is noted.")

    def form_arguments(self) -> dict[str, Any]:
        unit = self.activity.unit
        begin = {"said_at": self.now, "home": unit.address if unit else ""}
        return {"initial": begin}

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        unit = home_of(self.activity.project_id, given["home"])
        with transaction.atomic():
            voice = actions.note_voice(
                activity=self.activity, leaning=Leaning(given["leaning"]), words=given["words"],
                said_at=given["said_at"], unit=unit, name=given["name"],
                person=person_of(unit, given["name"], self.today), **self.by,
            )  # fmt: skip
            if given["becomes_matter"]:
                actions.raise_matter(voice=voice, **self.by)
            elif given["answer"].strip():
                actions.answer(voice=voice, words=given["answer"], **self.by)
        return self.address


class Ask(OnActivity, shell.FormPage):
    right = permissions.HOLD
    title = _("Questions of the questionnaire")
    form_class = forms.Ask
    button = _("Ask these questions")
    done = _("Residents find the questionnaire in the portal from its first day on.")

    def form_arguments(self) -> dict[str, Any]:
        known = list(self.activity.questions.order_by("rank"))
        lines = {
            is_scale: "\n".join(one.words for one in known if one.is_scale == is_scale)
            for is_scale in (True, False)
        }
        return {"initial": {"scales": lines[True], "wordings": lines[False]}}

    def act(self, form: Any) -> str:
        asked = [
            actions.Asked(line.strip()[:200], is_scale)
            for name, is_scale in (("scales", True), ("wordings", False))
            for line in form.cleaned_data[name].splitlines()
            if line.strip()
        ]
        actions.ask(activity=self.activity, questions=asked, **self.by)
        return self.address


class Paper(OnActivity, shell.FormPage):
    right = permissions.HOLD
    title = _("Take in an answered questionnaire")
    form_class = forms.Paper
    button = _("Take it in")
    done = _("It is taken in. The next one can follow.")

    def form_arguments(self) -> dict[str, Any]:
        return {"questions": list(self.activity.questions.order_by("rank"))}

    def act(self, form: Any) -> str:
        unit = home_of(self.activity.project_id, form.cleaned_data["home"])
        actions.reply(
            activity=self.activity, points=form.points, words=form.written, unit=unit,
            person=person_of(unit, form.cleaned_data["name"], self.today), **self.by,
        )  # fmt: skip
        return reverse("console:activity_paper", args=[self.activity.pk])


STEPS: dict[str, type[OneStep]] = {"hold": Hold, "cancel": Cancel}


def offered(activity: Activity) -> list[dict[str, Any]]:
    if activity.state != ActivityState.PLANNED:
        return []
    return [
        {
            "name": name,
            "title": page.title,
            "address": reverse(f"console:activity_{name}", args=[activity.pk]),
            "danger": name == "cancel",
        }
        for name, page in STEPS.items()
    ]
