"""Coming and going: registering people into roles, transfers, endings."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.ground.residents import forms
from anlin.faces.console.ground.residents.places import (
    AboutHousehold,
    AboutTenure,
    InResidents,
    people_seen,
)
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people import actions as people
from anlin.ground.people import permissions as people_rights
from anlin.ground.people import queries as people_known
from anlin.ground.people.models import Person
from anlin.ground.tenure import actions, permissions
from anlin.ground.tenure.choices import EndedBecause, TenureRole
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Invalid, require


class Register(shell.FormPage, InResidents):
    form_class = forms.Register
    title = _("Register somebody")
    hint = _("Somebody with this name and phone who is known already is not registered twice.")
    done = _("They are in the register.")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_edit(self.actor, self.project_id))
        require(people_rights.may_edit(self.actor))

    @property
    def back_to(self) -> str:
        return reverse("console:residents:list")

    def form_arguments(self) -> dict:
        given = {name: self.request.GET.get(name, "") for name in ("room", "role")}
        return {"initial": {**given, "begins_on": timezone.localdate(self.now)}}

    @transaction.atomic
    def act(self, form) -> str:
        given = form.cleaned_data
        new = people.NewPerson(
            name=given["name"],
            phones=(given["phone"],) if given["phone"] else (),
            sex=given["sex"],
            email=given["email"],
            identity_number=given["identity_number"],
        )
        person = known_or_new(new, by=self.actor, at=self.now)
        tenure = actions.NewTenure(
            project=one(Project.objects.all(), pk=self.project_id),
            unit=unit_meant(self.project_id, given["room"]),
            person=person,
            role=TenureRole(given["role"]),
            begins_on=given["begins_on"],
            share=given["share"],
        )
        actions.begin(new=tenure, by=self.actor, at=self.now)
        return reverse("console:residents:person", args=[person.pk])


class Transfer(shell.FormPage, AboutHousehold):
    form_class = forms.Transfer
    title = _("Transfer the unit")
    done = _("The unit has new owners.")

    def prepare(self) -> None:
        super().prepare()
        require(self.may_edit)
        require(people_rights.may_edit(self.actor))

    @property
    def hint(self) -> str:
        return self.unit.address

    def form_arguments(self) -> dict:
        return {"initial": {"on": timezone.localdate(self.now)}}

    @transaction.atomic
    def act(self, form) -> str:
        told = {"by": self.actor, "at": self.now}
        to = [
            (known_or_new(_new(name, phone), **told), share)
            for name, phone, share in form.cleaned_data["owners"]
        ]
        on: date = form.cleaned_data["on"]
        actions.transfer(unit=self.unit, to=to, on=on, **told)
        return self.back_to


class End(shell.FormPage, AboutTenure):
    form_class = forms.End
    title = _("End it")
    done = _("It has ended.")

    def form_arguments(self) -> dict:
        return {"initial": {"on": timezone.localdate(self.now)}}

    def act(self, form) -> str:
        given = form.cleaned_data
        actions.end(
            tenure=self.tenure,
            on=given["on"],
            because=EndedBecause(given["because"]),
            by=self.actor,
            at=self.now,
        )
        return self.back_to


def known_or_new(new: people.NewPerson, *, by: Actor, at) -> Person:
    """Whoever of this name is reached under this phone, as far as the actor may see; else somebody new."""
    if new.phones:
        same_name = people_known.find_by_name(new.name).values("pk")
        known = people_known.find_by_phone(new.phones[0]).filter(pk__in=same_name)
        found = people_seen(by).filter(pk__in=known.values("pk")).first()
        if found is not None:
            return found
    return people.register(new=new, by=by, at=at)


def unit_meant(project_id: int, room: str) -> Unit | None:
    """The one unit somebody wrote; None for no room at all."""
    if not room.strip():
        return None
    unit = estate.find_unit(project_id, room)
    if unit is None:
        raise Invalid(
            _("No single unit fits “%(text)s”. Write it as 3-2-1502."), field="room", text=room
        )
    return unit


def _new(name: str, phone: str) -> people.NewPerson:
    return people.NewPerson(name=name, phones=(phone,) if phone else ())
