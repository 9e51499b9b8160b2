"""The buildings of a project: listed, added, with entrances and units."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.ground.estate import forms
from anlin.faces.console.ground.estate.places import AboutBuilding, Changes, InEstate
from anlin.faces.kit.lists.columns import Column
from anlin.ground.estate import actions, queries
from anlin.ground.estate.choices import PropertyType, UnitStatus


class Buildings(shell.ListPage, InEstate):
    title = _("Buildings")
    template_name = "console/ground/estate/buildings.html"
    key = "code"
    newest_first = False
    size = 50
    columns = (
        Column("name", _("Building"), leads=True),
        Column("get_property_type_display", _("Use"), get=lambda b: b.get_property_type_display()),
        Column("storeys", _("Storeys"), kind="number"),
        Column("unit_count", _("Units"), kind="number"),
    )
    export_name = "buildings"
    empty = _("No building yet")
    empty_hint = _("Add the first one, or import the roster.")

    def rows(self):
        return queries.buildings_of(self.here.pk)

    def row_address(self, row) -> str:
        return reverse("console:estate:plan", args=[row.pk])


class Add(Changes, shell.FormPage, InEstate):
    form_class = forms.Building
    title = _("Add a building")
    done = _("The building is in the register.")

    @property
    def back_to(self) -> str:
        return reverse("console:estate:buildings")

    def form_arguments(self) -> dict:
        return {"initial": {"property_type": self.here.property_type}}

    def act(self, form) -> str:
        given = form.cleaned_data
        given["property_type"] = PropertyType(given["property_type"])
        building = actions.add_building(project=self.here, **given, by=self.actor, at=self.now)
        return reverse("console:estate:plan", args=[building.pk])


class AddEntrance(Changes, shell.FormPage, AboutBuilding):
    form_class = forms.Entrance
    title = _("Add an entrance")
    done = _("The entrance is in the register.")

    @property
    def hint(self) -> str:
        return self.building.name

    @property
    def back_to(self) -> str:
        return reverse("console:estate:plan", args=[self.building.pk])

    def act(self, form) -> str:
        actions.add_entrance(
            building=self.building, **form.cleaned_data, by=self.actor, at=self.now
        )
        return self.back_to


class AddUnits(Changes, shell.FormPage, AboutBuilding):
    form_class = forms.Units
    title = _("Add units")
    done = _("The units are in the register.")

    @property
    def hint(self) -> str:
        return self.building.name

    @property
    def back_to(self) -> str:
        return reverse("console:estate:plan", args=[self.building.pk])

    def form_arguments(self) -> dict:
        today = timezone.localdate(self.now)
        return {"entrances": self.building.entrances.order_by("code"), "initial": {"since": today}}

    def act(self, form) -> str:
        given = dict(form.cleaned_data)
        codes, status = given.pop("codes"), UnitStatus(given.pop("status"))
        new = [
            actions.NewUnit(building=self.building, code=code, status=status, **given)
            for code in codes
        ]
        actions.add_units(project=self.here, new=new, by=self.actor, at=self.now)
        return self.back_to
