"""What every page of this desk is about: the chosen project, a building, a unit."""

from django.utils.functional import cached_property

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.ground.estate import permissions, queries
from anlin.ground.estate.models import Building, Project, Unit
from anlin.kernel.errors import NotThere, require


class InEstate(shell.Page):
    desk = "ground.estate"
    right = permissions.SEE

    @cached_property
    def here(self) -> Project:
        """The project that was chosen in the top bar."""
        if self.project is None:
            raise NotThere
        return one(queries.visible_to(self.actor), pk=self.project.id)

    @property
    def may_edit(self) -> bool:
        return permissions.may_edit(self.actor, self.here.pk)


class AboutBuilding(InEstate):
    building: Building

    def prepare(self) -> None:
        super().prepare()
        buildings = Building.objects.select_related("project")
        self.building = one(
            buildings.filter(project__in=queries.visible_to(self.actor)), pk=self.kwargs["pk"]
        )

    @cached_property
    def here(self) -> Project:
        return self.building.project


class AboutUnit(InEstate):
    unit: Unit

    def prepare(self) -> None:
        super().prepare()
        units = queries.units_visible_to(self.actor).select_related(
            "building", "entrance", "project"
        )
        self.unit = one(units, pk=self.kwargs["pk"])

    @cached_property
    def here(self) -> Project:
        return self.unit.project


class Changes:
    """Mixed into a form page whose form nobody should see who may not send it."""

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        require(self.may_edit)  # type: ignore[attr-defined]
