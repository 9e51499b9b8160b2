"""What the desk keeps besides matters: the duty log and the opinion boxes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import django_filters as filters
from django import forms as django_forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.cases.forms import long_text
from anlin.faces.kit.forms.fields import Form
from anlin.faces.kit.lists.columns import Column
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Building, Project
from anlin.ground.people import queries as people
from anlin.ground.workforce import queries as workforce
from anlin.kernel.errors import NotThere
from anlin.trades.cases import actions, permissions, queries
from anlin.trades.cases.choices import LogKind
from anlin.trades.cases.models import LogEntry, OpinionBox


class Filters(filters.FilterSet):  # type: ignore[misc]
    kind = filters.ChoiceFilter(label=_("Kind"), empty_label=_("All"), choices=LogKind.choices)


class InProject(shell.Page):
    desk = "trades.cases"
    right = permissions.OPEN

    @property
    def here(self) -> Project:
        if self.project is None:
            raise NotThere
        return estate.visible_to(self.actor).get(pk=self.project.id)


class DutyLog(shell.ListPage):
    desk = "trades.cases"
    template_name = "console/cases/log.html"
    title = _("Duty log")
    right = permissions.SEE
    key = "logged_at"
    filters = Filters
    export_name = "duty-log"
    export_right = permissions.SEE
    empty = _("Nothing stands in the log")
    empty_hint = _("Calls, words by radio and hand-offs are written down here, each with its time.")

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        return (
            Column("logged_at", _("When"), kind="moment"),
            Column("kind", _("Kind"), get=lambda entry: entry.get_kind_display()),
            Column("words", _("What"), get=_without_phones, leads=True),
            Column("case", _("Matter"), get=lambda entry: entry.case.number if entry.case else ""),
            Column("by", _("Who"), get=lambda entry: self._names.get(entry.logged_by, "")),
        )

    def rows(self) -> QuerySet:
        entries = queries.log_visible_to(self.actor)
        return entries.filter(project=self.project.id) if self.project else entries.none()

    def row_address(self, row: LogEntry) -> str:
        return reverse("console:case", args=[row.case_id]) if row.case_id else ""

    def context(self) -> dict[str, Any]:
        here = self.project
        return {"may_write": here is not None and permissions.may_open(self.actor, here.id)}

    def answer(self, *args, **facts):
        self._names = workforce.names_of({row.logged_by for row, _to in facts.get("lines", [])})
        return super().answer(*args, **facts)

    def export(self):
        self._names = workforce.names_of(self.chosen_rows.values_list("logged_by", flat=True))
        return super().export()


def _without_phones(entry: LogEntry) -> str:
    return people.without_phones(entry.words)


class Line(Form):
    kind = django_forms.ChoiceField(label=_("Kind"), choices=LogKind.choices)
    words = long_text(_("What"))
    number = django_forms.CharField(
        label=_("Number of the matter"),
        required=False,
        max_length=20,
        help_text=_("Empty: it belongs to no matter."),
    )


class WriteLine(shell.FormPage, InProject):
    form_class = Line
    title = _("Write in the log")
    done = _("It stands in the log.")

    @property
    def back_to(self) -> str:
        return reverse("console:case_log")

    def act(self, form: django_forms.Form) -> str:
        given = form.cleaned_data
        number = given["number"].strip()
        cases = queries.visible_to(self.actor).filter(project=self.here, number=number)
        case = cases.first() if number else None
        if number and case is None:
            raise NotThere
        actions.log(
            project=self.here,
            kind=LogKind(given["kind"]),
            words=given["words"],
            case=case,
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class Boxes(shell.Page):
    """Every box with its openings of this week; what is still owed stands out (B-INT-06)."""

    desk = "trades.cases"
    template_name = "console/cases/boxes.html"
    title = _("Opinion boxes")
    right = permissions.SEE

    def context(self) -> dict[str, Any]:
        if self.project is None or not self.actor.may(permissions.SEE, self.project.id):
            raise NotThere
        here = self.project.id
        monday = self.now.date() - timedelta(days=self.now.weekday())
        return {
            "boxes": queries.boxes_of_week(here, monday),
            "week": queries.boxes_of_week(here, monday - timedelta(days=7)),
            "without": queries.buildings_without_box(here),
            "may_open": permissions.may_open(self.actor, here),
            "may_put_up": permissions.may_link(self.actor, here),
        }


class NewBox(Form):
    place = django_forms.CharField(label=_("Visible place"), max_length=80)
    building = django_forms.ModelChoiceField(
        label=_("Lobby of building"),
        queryset=Building.objects.none(),
        required=False,
        help_text=_("Empty: at the gate of the estate."),
    )

    def __init__(self, *args, buildings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings
        self.fields["building"].label_from_instance = lambda building: building.name


class PutUpBox(shell.FormPage, InProject):
    form_class = NewBox
    title = _("Put up an opinion box")
    right = permissions.LINK
    done = _("The box is registered.")

    @property
    def back_to(self) -> str:
        return reverse("console:case_boxes")

    def form_arguments(self) -> dict[str, Any]:
        return {"buildings": Building.objects.filter(project=self.here).order_by("code")}

    def act(self, form: django_forms.Form) -> str:
        actions.put_up_box(project=self.here, by=self.actor, at=self.now, **form.cleaned_data)
        return self.back_to


class Slips(Form):
    slips = long_text(
        _("Slips"),
        required=False,
        rows=8,
        help_text=_(
            "What is written on each, with an empty line between two. Nothing: the box was empty."
        ),
    )

    def clean_slips(self) -> list[str]:
        written = self.cleaned_data["slips"].replace("\r\n", "\n").split("\n\n")
        return [slip.strip() for slip in written if slip.strip()]


class OpenBox(shell.FormPage, InProject):
    form_class = Slips
    title = _("Open an opinion box")
    done = _("The opening is on record; every slip is a matter now.")

    def prepare(self) -> None:
        super().prepare()
        hanging = OpinionBox.objects.filter(project=self.here, taken_down_at=None)
        box = hanging.select_related("project").filter(pk=self.kwargs["pk"]).first()
        if box is None:
            raise NotThere
        self.box: OpinionBox = box

    @property
    def hint(self) -> str:
        return self.box.place

    @property
    def back_to(self) -> str:
        return reverse("console:case_boxes")

    def act(self, form: django_forms.Form) -> str:
        actions.open_box(box=self.box, slips=form.cleaned_data["slips"], by=self.actor, at=self.now)
        return self.back_to
