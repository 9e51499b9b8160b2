"""Parking spaces, equipment rooms, premises, shared parts, and what keeps them well."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.estate import forms
from anlin.faces.console.ground.estate.places import Changes, InEstate
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.ground.estate import actions, queries
from anlin.ground.estate.choices import Nature, SpaceKind, TreatmentKind
from anlin.ground.estate.models import Project, Space
from anlin.kernel.errors import Invalid


def _of_kind(kind: SpaceKind):
    return lambda rows, _page: rows.filter(kind=kind)


class Spaces(shell.ListPage, InEstate):
    title = _("Spaces and shared parts")
    template_name = "console/ground/estate/spaces.html"
    key = "code"
    newest_first = False
    size = 50
    columns = (
        Column("name", pgettext_lazy("thing", "Name"), leads=True),
        Column("code", _("Code")),
        Column("kind", _("Kind"), get=lambda space: space.get_kind_display()),
        Column("nature", _("Belongs to"), get=lambda space: space.get_nature_display()),
        Column("building.name", _("Building")),
        Column("serves_unit.address", _("Unit")),
        Column("area_m2", _("Area"), kind="area"),
    )
    tabs = (Tab("all", _("All")), *(Tab(k.value, k.label, _of_kind(k)) for k in SpaceKind))
    export_name = "spaces"
    empty = _("No space yet")
    empty_hint = _("Add what stands outside the flats: parking, equipment rooms, roofs, land.")

    def rows(self):
        return queries.spaces_of(self.here.pk).select_related("building", "serves_unit")

    def row_address(self, row) -> str:
        return reverse("console:estate:space", args=[row.pk])


class Add(Changes, shell.FormPage, InEstate):
    form_class = forms.Space
    title = _("Add a space")
    done = _("The space is in the register.")

    @property
    def back_to(self) -> str:
        return reverse("console:estate:spaces")

    def form_arguments(self) -> dict:
        return {"buildings": queries.buildings_of(self.here.pk)}

    def act(self, form) -> str:
        given = dict(form.cleaned_data)
        serves = given.pop("serves")
        unit = queries.find_unit(self.here.pk, serves) if serves else None
        if serves and unit is None:
            raise Invalid(
                _("No single unit fits “%(text)s”. Write it as 3-2-1502."),
                field="serves",
                text=serves,
            )
        given |= {"kind": SpaceKind(given["kind"]), "nature": Nature(given["nature"])}
        actions.add_space(project=self.here, serves_unit=unit, **given, by=self.actor, at=self.now)
        return self.back_to


class AboutSpace(InEstate):
    space: Space

    def prepare(self) -> None:
        super().prepare()
        spaces = Space.objects.select_related("project", "building", "serves_unit")
        visible = spaces.filter(project__in=queries.visible_to(self.actor))
        self.space = one(visible, pk=self.kwargs["pk"])

    @property
    def here(self) -> Project:
        return self.space.project


class SpacePage(AboutSpace):
    template_name = "console/ground/estate/space.html"

    @property
    def title(self) -> str:
        return self.space.name

    def context(self) -> dict:
        treatments = self.space.treatments.order_by("-treated_on", "-id")
        return {"space": self.space, "site": self.here, "treatments": treatments}


class Treat(Changes, shell.FormPage, AboutSpace):
    form_class = forms.Treatment
    title = _("Note upkeep")
    done = _("It is kept.")

    @property
    def back_to(self) -> str:
        return reverse("console:estate:space", args=[self.space.pk])

    def form_arguments(self) -> dict:
        return {"initial": {"on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        given = form.cleaned_data
        actions.treat(
            space=self.space,
            kind=TreatmentKind(given["kind"]),
            on=given["on"],
            words=given["words"],
            condition=given["condition"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to
