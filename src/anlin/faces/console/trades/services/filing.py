"""The desk takes an application for somebody, or files one for the project."""

from django import forms as django_forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.services import forms
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.kernel.errors import Invalid, NotThere, require
from anlin.trades.services import actions, permissions


class FileRequest(shell.FormPage):
    desk = "trades.services"
    title = gettext_lazy("File a service request")
    right = permissions.FILE
    form_class = forms.New

    def prepare(self) -> None:
        super().prepare()
        here = self.project and estate.visible_to(self.actor).filter(pk=self.project.id).first()
        if not here:
            raise NotThere
        self.here: Project = here
        require(permissions.may_file(self.actor, here.pk, None))

    @property
    def back_to(self) -> str:
        return reverse("console:services")

    @property
    def hint(self) -> str:
        return self.here.name

    def act(self, form: django_forms.Form) -> str:
        given = dict(form.cleaned_data)
        given["unit"] = self._unit(given["unit"])
        given["person"] = self._person(given["unit"], given["person"])
        request = actions.file_request(
            new=actions.NewRequest(project=self.here, **given), by=self.actor, at=self.now
        )
        self.say(_("%(number)s is filed.") % {"number": request.number})
        return reverse("console:service", args=[request.pk])

    def _unit(self, said: str) -> Unit | None:
        if not said.strip():
            return None
        unit = estate.find_unit(self.here.pk, said)
        if unit is None:
            raise Invalid(_("There is no such home here. Write it as 3-2-1502."), field="unit")
        return unit

    def _person(self, unit: Unit | None, name: str) -> Person | None:
        if unit is None:
            return None
        owners = tenure.owners(unit.pk, self.now.date()).select_related("person")
        named = [held.person for held in owners if not name or held.person.name == name]
        if len({person.pk for person in named}) != 1:
            raise Invalid(
                _("Write the full name of one of the owners of this home."), field="person"
            )
        return named[0]
