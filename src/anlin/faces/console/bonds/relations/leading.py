"""Collections of opinions, measures with their trackings, and how residents can complain."""

import re
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.bonds.relations import actions, permissions, queries
from anlin.bonds.relations.choices import MeasureState
from anlin.bonds.relations.models import Drive, Measure, Voice
from anlin.faces.console import shell
from anlin.faces.console.bonds.relations import forms, words
from anlin.faces.console.bonds.relations.pages import (
    Listed,
    OfDesk,
    OnDrive,
    OnMeasure,
    StepPage,
    in_state,
    state_column,
)
from anlin.faces.console.finding import address_of, one
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.ground.people import queries as people
from anlin.ground.workforce import queries as workforce
from anlin.kernel.errors import Invalid
from anlin.trades.cases import queries as cases
from anlin.trades.cases.models import Case

OFFERED = 40


class Drives(Listed, shell.ListPage):
    adds = ("console:drive_open", _("Open a collection of opinions"), permissions.LEAD)
    title = _("Collections of opinions")
    tabs = (
        Tab("open", pgettext_lazy("drives", "Running"), lambda rows, _page: rows.filter(concluded_at=None)),
        Tab("over", pgettext_lazy("drives", "Concluded"), lambda rows, _page: rows.exclude(concluded_at=None)),
    )  # fmt: skip
    columns = (
        Column("theme", pgettext_lazy("activity", "Theme"), leads=True),
        Column("first_on", pgettext_lazy("period", "First day"), kind="day"),
        Column("last_on", pgettext_lazy("period", "Last day"), kind="day"),
        Column("asked", _("Activities"), kind="number", get=lambda row: row.asked),
        Column(
            "taken",
            pgettext_lazy("relations", "Measures"),
            kind="number",
            get=lambda row: row.taken,
        ),
        Column("opened_at", pgettext_lazy("drive", "Opened"), kind="moment"),
    )
    key = "opened_at"
    empty = _("No collection of opinions")
    empty_hint = _("A theme over some weeks, asked about at visits, talks and with questionnaires.")

    def rows(self) -> QuerySet:
        counted = queries.drives_visible_to(self.actor).annotate(
            asked=Count("activities", distinct=True), taken=Count("measures", distinct=True)
        )
        return self.in_project(counted)

    def row_address(self, row: Model) -> str:
        return reverse("console:drive", args=[row.pk])


class OpenDrive(OfDesk, shell.FormPage):
    right = permissions.LEAD
    title = _("Open a collection of opinions")
    form_class = forms.OpenDrive
    button = pgettext_lazy("drive", "Open it")
    done = _("It is open. Plan the activities at which people are asked.")

    @property
    def back_to(self) -> str:
        return reverse("console:drives")

    def act(self, form: Any) -> str:
        drive = actions.open_drive(project=self.here, **form.cleaned_data, **self.by)
        return reverse("console:drive", args=[drive.pk])


class OneDrive(OnDrive, shell.Page):
    template_name = "console/bonds/relations/drive.html"

    @property
    def title(self) -> str:
        return self.drive.theme

    def context(self) -> dict[str, Any]:
        drive: Drive = self.drive
        return {
            "drive": drive,
            "drawn": queries.drawn_by(drive),
            "activities": list(drive.activities.select_related("host").order_by("begins_at")),
            "measures": [
                (each, words.tone(each.state))
                for each in drive.measures.select_related("staff").order_by("due_on", "pk")
            ],
            "may_lead": permissions.may_lead(self.actor, drive.project_id),
            "may_hold": permissions.may_hold(self.actor, drive.project_id),
        }


class Conclude(OnDrive, shell.FormPage):
    right = permissions.LEAD
    title = _("Conclude the collection")
    hint = _("What everything that was said shows. Each shortcoming gets a measure.")
    form_class = forms.Conclude
    button = pgettext_lazy("drive", "Conclude it")
    done = _("It is concluded. Tell those who spoke what comes of it.")

    def act(self, form: Any) -> str:
        actions.conclude(drive=self.drive, learnt=form.cleaned_data["learnt"], **self.by)
        return self.address


def late(rows: QuerySet, page: Any) -> QuerySet:
    return rows.filter(state=MeasureState.OPEN, due_on__lt=page.today)


class Measures(Listed, shell.ListPage):
    adds = ("console:measure_take", _("Name a shortcoming"), permissions.LEAD)
    title = _("Shortcomings and measures")
    tabs = (
        in_state("open", pgettext_lazy("measures", "Under way"), MeasureState.OPEN),
        Tab("late", pgettext_lazy("measures", "Late"), late),
        in_state("done", pgettext_lazy("measures", "Done"), MeasureState.DONE),
        in_state("dropped", pgettext_lazy("measures", "Given up"), MeasureState.DROPPED),
    )
    columns = (
        Column("shortcoming", _("Shortcoming"), leads=True),
        state_column(pgettext_lazy("measure", "State"), MeasureState),
        Column("staff", _("By whom"), get=lambda row: row.staff.name),
        Column("due_on", _("Until when"), kind="day"),
        Column("drive", _("Collection"), get=lambda row: row.drive and row.drive.theme),
        Column("taken_at", pgettext_lazy("measure", "Named"), kind="moment"),
    )  # fmt: skip
    key = "taken_at"
    export_name = "measures"
    export_right = permissions.SEE
    empty = _("No measure stands here")
    empty_hint = _(
        "A measure names a shortcoming that people's words show, and what is done about it."
    )

    def rows(self) -> QuerySet:
        return self.in_project(queries.measures_visible_to(self.actor))

    def row_address(self, row: Model) -> str:
        return reverse("console:measure", args=[row.pk])


class TakeMeasure(OfDesk, shell.FormPage):
    """With the voices of a collection or of one activity to choose from, or of the whole project."""

    right = permissions.LEAD
    title = _("Name a shortcoming")
    hint = _("What people's words show, what is done about it, by whom and until when.")
    form_class = forms.TakeMeasure
    button = _("Take the measure")
    done = _("The measure is taken.")

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        asked: str = self.request.GET.get("drive", "")  # type: ignore[attr-defined]
        mine = self.in_project(queries.drives_visible_to(self.actor))
        self.drive: Drive | None = one(mine, pk=asked) if asked.isdecimal() else None

    @property
    def back_to(self) -> str:
        if self.drive:
            return reverse("console:drive", args=[self.drive.pk])
        return reverse("console:measures")

    def form_arguments(self) -> dict[str, Any]:
        voices = queries.voices_visible_to(self.actor).filter(activity__project=self.here.pk)
        if self.drive:
            voices = voices.filter(activity__drive=self.drive)
        newest = voices.order_by("-said_at", "-pk").values("pk")[:OFFERED]
        return {
            "staff": workforce.works_in(self.here.pk, self.today),
            "voices": Voice.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))
            .select_related("activity")
            .order_by("-said_at", "-pk"),
        }

    def act(self, form: Any) -> str:
        given = dict(form.cleaned_data)
        voices, matters = list(given.pop("voices")), self._matters(given.pop("matters"))
        taken = actions.take_measure(
            project=self.here, drive=self.drive, voices=voices, matters=matters, **given, **self.by
        )
        return reverse("console:measure", args=[taken.pk])

    def _matters(self, said: str) -> list[Case]:
        numbers = set(re.split(r"[\s,，、;；]+", said.strip())) - {""}
        mine = cases.visible_to(self.actor).filter(project=self.here.pk, number__in=numbers)
        found = list(mine)
        missing = sorted(numbers - {case.number for case in found})
        if missing:
            raise Invalid(
                _("There is no such matter here: %(number)s") % {"number": missing[0]},
                field="matters",
            )
        return found


class OneMeasure(OnMeasure, shell.Page):
    template_name = "console/bonds/relations/measure.html"

    @property
    def title(self) -> str:
        return self.measure.shortcoming

    def context(self) -> dict[str, Any]:
        measure: Measure = self.measure
        leads = permissions.may_lead(self.actor, measure.project_id)
        is_mine = measure.staff_id == self.actor.staff_id
        return {
            "measure": measure,
            "tone": words.tone(measure.state),
            "is_late": measure.state == MeasureState.OPEN and measure.due_on < self.today,
            "voices": [
                (each, people.without_phones(each.words))
                for each in measure.voices.select_related("activity").order_by("said_at", "pk")
            ],
            "matters": list(measure.matters.order_by("pk")),
            "trackings": list(measure.trackings.order_by("tracked_at", "pk")),
            "next_steps": offered(measure, leads=leads) if leads or is_mine else [],
        }


class OneStep(OnMeasure, StepPage):
    right = permissions.SEE

    @property
    def thing(self) -> Measure:
        return self.measure


class Track(OneStep):
    title = _("Note how it goes")
    hint = _("When owners' words change the plan, say what changed.")
    form_class = forms.Track
    for_phone = True
    done = _("It is on record.")

    def initial(self) -> dict[str, Any]:
        return {"due_on": self.measure.due_on}

    def do(self, given: dict[str, Any]) -> None:
        actions.track(measure=self.measure, **given, **self.by)


class Finish(OneStep):
    title = pgettext_lazy("measure", "Finish it")
    form_class = forms.End
    for_phone = True
    done = _("The measure is done.")

    def do(self, given: dict[str, Any]) -> None:
        actions.finish(measure=self.measure, **given, **self.by)


class DropIt(OneStep):
    right = permissions.LEAD
    title = pgettext_lazy("measure", "Give it up")
    form_class = forms.Drop
    done = _("It is given up.")

    def do(self, given: dict[str, Any]) -> None:
        actions.drop(measure=self.measure, **given, **self.by)


STEPS: dict[str, type[OneStep]] = {"track": Track, "finish": Finish, "drop": DropIt}


def offered(measure: Measure, *, leads: bool) -> list[dict[str, Any]]:
    if measure.state != MeasureState.OPEN:
        return []
    return [
        {
            "name": name,
            "title": page.title,
            "address": reverse(f"console:measure_{name}", args=[measure.pk]),
            "danger": name == "drop",
        }
        for name, page in STEPS.items()
        if leads or name != "drop"
    ]


class Lines(OfDesk, shell.Page):
    """Which telephone residents complain by, and when they were last told (A-CMP-01, A-CMP-19)."""

    template_name = "console/bonds/relations/lines.html"
    title = _("Complaint lines")

    def context(self) -> dict[str, Any]:
        here = self.project.id if self.project else None
        return {
            "projects_reached": queries.reach(self.actor, self.now),
            "profile": address_of("console:settings:desk"),
            "may_lead_somewhere": self.actor.may_anywhere(permissions.LEAD),
            "may_hold_here": here is not None and permissions.may_hold(self.actor, here),
        }
