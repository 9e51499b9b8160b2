"""What the pages of this desk are about: a household, a person, a tenure; and who may see them."""

from django.db.models import QuerySet
from django.urls import reverse

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Unit
from anlin.ground.people import permissions as people_rights
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.tenure import permissions, queries
from anlin.ground.tenure.models import Tenure
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere, require


class InResidents(shell.Page):
    desk = "ground.residents"
    right = permissions.SEE

    @property
    def project_id(self) -> int:
        """The project that was chosen in the top bar."""
        if self.project is None:
            raise NotThere
        return self.project.id


class AboutHousehold(InResidents):
    unit: Unit

    def prepare(self) -> None:
        super().prepare()
        projects = self.actor.projects_with(permissions.SEE)
        units = Unit.objects.select_related("building", "entrance", "project")
        units = units if projects is None else units.filter(project__in=projects)
        self.unit = one(units, pk=self.kwargs["pk"])

    @property
    def may_edit(self) -> bool:
        return permissions.may_edit(self.actor, self.unit.project_id)

    @property
    def back_to(self) -> str:
        return reverse("console:residents:household", args=[self.unit.pk])


class AboutTenure(InResidents):
    tenure: Tenure

    def prepare(self) -> None:
        super().prepare()
        tenures = queries.visible_to(self.actor).select_related("unit", "project", "person")
        self.tenure = one(tenures, pk=self.kwargs["pk"])
        require(permissions.may_edit(self.actor, self.tenure.project_id))

    @property
    def hint(self) -> str:
        card = people.card(self.tenure.person_id)
        return f"{self.tenure.unit or self.tenure.project} · {card.masked_name}"

    @property
    def back_to(self) -> str:
        if self.tenure.unit_id is None:
            return reverse("console:residents:person", args=[self.tenure.person_id])
        return reverse("console:residents:household", args=[self.tenure.unit_id])


class AboutPerson(InResidents):
    person: Person

    def prepare(self) -> None:
        super().prepare()
        self.person = one(people_seen(self.actor), pk=self.kwargs["pk"])

    @property
    def may_edit(self) -> bool:
        return people_rights.may_edit(self.actor)

    @property
    def hint(self) -> str:
        return people.card(self.person.pk).masked_name

    @property
    def back_to(self) -> str:
        return reverse("console:residents:person", args=[self.person.pk])


class ChangesPerson(AboutPerson):
    def prepare(self) -> None:
        super().prepare()
        require(self.may_edit)


def people_seen(actor: Actor) -> QuerySet[Person]:
    """People with a tenure in the actor's projects; the right to see units alone opens nobody."""
    require(people_rights.may_see(actor))
    return queries.people_visible_to(actor)


def units_meant(project_id: int, text: str) -> list[int]:
    return [unit.pk for unit in estate.units_meant(project_id, text)[:100]]
