"""Voices of all activities: what waits for an answer, who is owed a visit; and the panel beside a matter."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.bonds.relations import actions, permissions, queries
from anlin.bonds.relations.choices import ActivityKind, Leaning, VoiceState
from anlin.bonds.relations.models import Voice
from anlin.faces.console import shell
from anlin.faces.console.bonds.relations import forms, words
from anlin.faces.console.bonds.relations.pages import (
    Listed,
    OfDesk,
    OnVoice,
    StepPage,
    state_column,
)
from anlin.faces.console.finding import one
from anlin.faces.kit.lists.columns import Column, Tab, label_of
from anlin.ground.people import queries as people
from anlin.ground.workforce import queries as workforce
from anlin.trades.cases import queries as cases
from anlin.trades.cases.models import Case


def owed_visit(rows: QuerySet, _page: Any) -> QuerySet:
    return rows.filter(activity__kind=ActivityKind.QUESTIONNAIRE, visited_at=None)


class Voices(Listed, shell.ListPage):
    title = _("What people said")
    tabs = (
        Tab("waiting", _("Wait for an answer"), lambda rows, _page: rows.filter(state=VoiceState.OPEN)),
        Tab("visit", _("Owed a visit"), owed_visit),
        Tab("all", pgettext_lazy("voices", "All"), lambda rows, _page: rows),
    )  # fmt: skip
    columns = (
        Column("words", pgettext_lazy("voice", "Words"), leads=True, get=lambda row: people.without_phones(row.words)[:60]),
        state_column(pgettext_lazy("voice", "State"), VoiceState),
        Column("leaning", pgettext_lazy("voice", "What it is"), get=label_of("leaning", Leaning)),
        Column("activity", _("Said at"), get=lambda row: row.activity.title),
        Column("unit", _("Home"), get=lambda row: row.unit and row.unit.address),
        Column("important", _("Important client"), get=lambda row: _("visit in person") if row.is_important else ""),
        Column("said_at", pgettext_lazy("voice", "When"), kind="moment"),
    )  # fmt: skip
    key = "said_at"
    export_name = "voices"
    export_right = permissions.SEE
    empty = _("Nobody waits here")
    empty_hint = _(
        "What people say at visits, talks and on questionnaires is noted at the activity."
    )

    def rows(self) -> QuerySet:
        return self.in_project(queries.voices_visible_to(self.actor), "activity__project")

    def gather(self, rows: Sequence[Any]) -> None:
        important = queries.important_of({row.person_id for row in rows if row.person_id})
        for row in rows:
            row.is_important = row.person_id in important

    def row_address(self, row: Model) -> str:
        return reverse("console:activity", args=[row.activity_id]) + f"#voice-{row.pk}"


class OneStep(OnVoice, StepPage):
    @property
    def thing(self) -> Voice:
        return self.voice


class Raise(OneStep):
    title = _("Make it a matter")
    hint = _("It goes the way of every matter: sorted, passed on, answered, followed up.")
    done = _("It is a matter now.")

    def do(self, given: dict[str, Any]) -> None:
        actions.raise_matter(voice=self.voice, **self.by)


class Answer(OneStep):
    title = _("Note the answer")
    form_class = forms.Answer
    for_phone = True
    done = _("The answer is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.answer(voice=self.voice, words=given["answer"], **self.by)


class VisitAfter(OneStep):
    title = _("Note the visit afterwards")
    hint = _("Everybody who wrote something is visited; important clients in person.")
    form_class = forms.VisitAfter
    for_phone = True
    done = _("The visit is on record.")

    def form_arguments(self) -> dict[str, Any]:
        staff = workforce.works_in(self.voice.activity.project_id, self.today)
        begin = {"staff": self.actor.staff_id, "visited_at": self.now, "seen": self.seen}
        return {"staff": staff, "initial": begin}

    def do(self, given: dict[str, Any]) -> None:
        actions.visit_after(voice=self.voice, **given, **self.by)


STEPS: dict[str, type[OneStep]] = {"raise": Raise, "answer": Answer, "visit": VisitAfter}


class OfCase(OfDesk, shell.Page):
    """What stands beside a matter: where it was said, and which measures its like led to."""

    template_name = "console/bonds/relations/panel.html"
    part = "panel"
    title = _("Where it was said")

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.case: Case = one(cases.visible_to(self.actor), pk=self.kwargs["pk"])

    def context(self) -> dict[str, Any]:
        voice = queries.voice_of_case(self.case.pk)
        mine = queries.measures_visible_to(self.actor)
        return {
            "activity": voice.activity if voice else None,
            "measures": [
                (each, words.tone(each.state))
                for each in mine.filter(pk__in=queries.measures_of_case(self.case.pk).values("pk"))
            ],
        }


def silent(rows: QuerySet, page: Any) -> QuerySet:
    return rows.filter(last_contact__lt=queries.silent_since(page.now))


class Silent(Listed, shell.ListPage):
    """Owners whom nobody has met or heard for long; senior managers keep an eye on everybody (A-CASE-23)."""

    right = permissions.LEAD
    title = _("Owners without contact")
    hint = _("Nobody met, asked or heard them: matters, follow-ups, voices and visits all count.")
    tabs = (
        Tab("silent", _("Half a year and longer"), silent),
        Tab("never", pgettext_lazy("contact", "Never"), lambda rows, _page: rows.filter(last_contact=queries.NEVER)),
        Tab("all", pgettext_lazy("contact", "All owners"), lambda rows, _page: rows),
    )  # fmt: skip
    columns = (
        Column("name", _("Owner"), leads=True, get=lambda row: people.masked_name_of(row.person)),
        Column("unit", _("Home"), get=lambda row: row.unit.address),
        Column("last_contact", _("Last contact"), get=queries.known_contact, kind="moment"),
        Column("begins_on", _("Owner since"), kind="day"),
    )  # fmt: skip
    key = "begins_on"
    newest_first = False
    empty = _("Everybody was met or heard")
    empty_hint = _("Owners stand here when nobody has met or heard them for half a year.")

    def rows(self) -> QuerySet:
        if self.project is None:
            return queries.owners_by_contact(0, self.today).none()
        return queries.owners_by_contact(self.project.id, self.today)

    def row_address(self, row: Model) -> str:
        """A visit to them is planned."""
        return f"{reverse('console:activity_plan')}?kind=visit&home={row.unit.address}"
