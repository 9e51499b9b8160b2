"""The project: its profile, phase, milestones and the developer's schedules."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.ground.estate import forms
from anlin.faces.console.ground.estate.places import Changes, InEstate
from anlin.ground.estate import actions, permissions, queries
from anlin.ground.estate.choices import (
    MilestoneKind,
    OperatingMode,
    Phase,
    PropertyType,
    ScheduleKind,
)
from anlin.ground.estate.models import Schedule
from anlin.kernel.errors import require


class Profile(InEstate):
    template_name = "console/ground/estate/project.html"

    @property
    def title(self) -> str:
        return self.here.name if self.project else _("Property")

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.project is None:
            return self.answer(may_open=permissions.may_open_projects(self.actor))
        milestones = {MilestoneKind(line.kind): line for line in self.here.milestones.all()}
        today = timezone.localdate(self.now)
        days = {kind: line.on for kind, line in milestones.items()}
        return self.answer(
            site=self.here,
            facts=_facts(self.here),
            phase=queries.phase_on(today, days).label,
            steps=_bar(days, today),
            milestones=[(kind, milestones.get(kind)) for kind in MilestoneKind],
            deadlines=queries.deadlines(days).items(),
            schedules=_newest(self.here.schedules.order_by("kind", "-version", "starts_on", "id")),
            buildings=queries.buildings_of(self.here.pk),
            may_open=permissions.may_open_projects(self.actor),
        )


class Edit(Changes, shell.FormPage, InEstate):
    form_class = forms.Profile
    title = gettext_lazy("Profile of the project")
    done = gettext_lazy("The profile is changed.")

    @property
    def back_to(self) -> str:
        return reverse("console:estate:project")

    def form_arguments(self) -> dict:
        names = forms.Profile.base_fields
        return {"initial": {name: getattr(self.here, name) for name in names}}

    def act(self, form) -> str:
        actions.change_profile(
            project=self.here, values=form.cleaned_data, by=self.actor, at=self.now
        )
        return self.back_to


class Open(shell.FormPage, InEstate):
    form_class = forms.NewProject
    title = gettext_lazy("Open a project")
    hint = gettext_lazy("The record may stand long before there is a unit or an owner.")
    done = gettext_lazy("The project is in the register. Choose it in the top bar.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_open_projects(self.actor))

    def act(self, form) -> str:
        values = form.cleaned_data | {
            "property_type": PropertyType(form.cleaned_data["property_type"]),
            "operating_mode": OperatingMode(form.cleaned_data["operating_mode"]),
        }
        actions.open_project(new=actions.NewProject(**values), by=self.actor, at=self.now)
        return reverse("console:estate:project")


class SetMilestone(Changes, shell.FormPage, InEstate):
    form_class = forms.Milestone
    title = gettext_lazy("Set a milestone")
    hint = gettext_lazy("The phase and all deadlines counted from it follow at once.")
    done = gettext_lazy("The milestone is set.")

    @property
    def back_to(self) -> str:
        return reverse("console:estate:project")

    def form_arguments(self) -> dict:
        kind = self.request.GET.get("kind", "")
        known = self.here.milestones.filter(kind=kind).first()
        told = {"on": known.on, "is_actual": known.is_actual} if known else {}
        return {"initial": {"kind": kind, **told}}

    def act(self, form) -> str:
        given = form.cleaned_data
        actions.set_milestone(
            project=self.here,
            kind=MilestoneKind(given["kind"]),
            on=given["on"],
            is_actual=given["is_actual"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class KeepSchedule(Changes, shell.FormPage, InEstate):
    form_class = forms.Schedule
    title = gettext_lazy("Keep a schedule of the developer")
    hint = gettext_lazy("It becomes the next version; older ones stay.")
    done = gettext_lazy("The schedule is kept.")

    @property
    def back_to(self) -> str:
        return reverse("console:estate:project")

    def act(self, form) -> str:
        actions.keep_schedule(
            project=self.here,
            kind=ScheduleKind(form.cleaned_data["kind"]),
            lines=form.cleaned_data["lines"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


def _facts(project) -> list[tuple[str, object, str]]:
    """The ten attributes (A-EST-01) with how to write them, then what else is known."""
    place = " ".join(part for part in (project.city, project.district, project.location) if part)
    return [
        (_("Location"), place, "text"),
        (_("Land area"), project.land_area_m2, "area"),
        (_("Gross floor area"), project.gross_floor_area_m2, "area"),
        (_("Green area"), project.green_area_m2, "area"),
        (_("Handed over on"), project.handover_on, "day"),
        (_("Unit types"), project.unit_types, "text"),
        (_("Households"), project.household_count, "text"),
        (_("Parking spaces"), project.parking_count, "text"),
        (_("Shared facilities"), project.shared_facilities, "text"),
        (_("Mechanical and electrical equipment"), project.equipment_summary, "text"),
        (_("Use"), project.get_property_type_display(), "text"),
        (_("Run by"), project.get_operating_mode_display(), "text"),
        (_("Developer"), project.developer_name, "text"),
        (_("Management company"), project.manager_name, "text"),
    ]


def _bar(days: dict, today) -> list[dict]:
    """The five phases as steps: over, now, to come."""
    starts, now = queries.phase_starts(days), queries.phase_on(today, days)
    order = [phase for phase in Phase if phase != Phase.NOT_STARTED]
    here = order.index(now) if now in order else -1
    return [
        {
            "title": phase.label,
            "from": starts.get(phase),
            "place": "here" if place == here else "done" if place < here else "",
        }
        for place, phase in enumerate(order)
    ]


def _newest(lines) -> list[tuple[ScheduleKind, int, list[Schedule]]]:
    """The newest version of each of the three schedules."""
    found: dict[str, list[Schedule]] = {kind: [] for kind in ScheduleKind.values}
    for line in lines:
        kept = found[line.kind]
        if not kept or kept[0].version == line.version:
            kept.append(line)
    return [
        (ScheduleKind(kind), kept[0].version if kept else 0, kept) for kind, kept in found.items()
    ]
