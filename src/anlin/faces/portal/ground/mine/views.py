"""A resident's own page: homes and household, phone, consents, the screen."""

from django import forms as django_forms
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.faces.kit import copies
from anlin.faces.kit.forms.fields import Form
from anlin.faces.portal import shell
from anlin.ground.people import actions
from anlin.ground.people import queries as people
from anlin.ground.people.choices import (
    PHONE_KINDS,
    ContactKind,
    Purpose,
    RequestKind,
    RetiredBecause,
)
from anlin.ground.people.models import ContactPoint, Person
from anlin.ground.tenure import queries as tenure
from anlin.kernel.errors import NotThere

HOW = "portal"


class OwnPage(shell.Page):
    """A page about the person who is signed in."""

    desk = "mine"
    person: Person

    def prepare(self) -> None:
        if self.actor.person_id is None:
            raise NotThere
        self.person = people.by_id(self.actor.person_id)

    @property
    def phones(self):
        """Their own numbers, in clear: nobody else is shown them here."""
        points = self.person.contact_points.filter(kind__in=PHONE_KINDS, retired_at=None)
        return points.order_by("-is_preferred", "id")


class Mine(OwnPage):
    template_name = "portal/ground/mine/mine.html"
    title = gettext_lazy("Mine")

    def context(self) -> dict:
        today = self.now.date()
        held = {t.unit.pk: t for t in tenure.units_of(self.person.pk, today) if t.unit}
        households = tenure.holders_of_many(held, today)
        own = set(people.same_person(self.person.pk))
        homes = [
            {
                "project": t.project.name,
                "address": str(t.unit),
                "holders": [(h, h.card.id in own) for h in households.get(unit_id, [])],
            }
            for unit_id, t in held.items()
        ]
        return {"person": self.person, "homes": homes, "phones": list(self.phones)}


class Phone(Form):
    phone = django_forms.CharField(
        label=gettext_lazy("New phone number"),
        max_length=20,
        widget=django_forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
        ),
        help_text=gettext_lazy("The service desk reaches you under it. The old number is let go."),
    )


class NewPhone(OwnPage, shell.FormPage):
    """Adds the new number and lets go of the one that was used until now."""

    form_class = Phone
    template_name = "portal/form.html"
    title = gettext_lazy("Change my phone")
    button = gettext_lazy("Save")
    done = gettext_lazy("From now on we reach you under the new number.")

    @property
    def back_to(self) -> str:
        return reverse("portal:mine")

    @transaction.atomic
    def act(self, form) -> str:
        old = list(self.phones)
        kept = actions.add_contact(
            person=self.person,
            kind=ContactKind.MOBILE,
            value=form.cleaned_data["phone"],
            is_preferred=True,
            by=self.actor,
            at=self.now,
        )
        for point in old:
            if point.pk != kept.pk and point.kind == kept.kind:
                actions.retire_contact(
                    point=point, because=RetiredBecause.CHANGED, by=self.actor, at=self.now
                )
        return self.back_to


class NotMe(OwnPage):
    """The number belongs to somebody else now: it finds this person no longer."""

    def post(self, request, *args, pk: int, **kwargs):
        point: ContactPoint | None = self.phones.filter(pk=pk).first()
        if point is None:
            raise NotThere
        actions.retire_contact(
            point=point, because=RetiredBecause.NOT_ME, by=self.actor, at=self.now
        )
        self.say(_("Nobody will look for you under this number any more."))
        return self.go(reverse("portal:mine"))

    def get(self, request, *args, **kwargs):
        return self.go(reverse("portal:mine"))


class Consents(OwnPage):
    """What personal data may be used for, purpose by purpose; taking back is as easy as giving."""

    template_name = "portal/ground/mine/consents.html"
    title = gettext_lazy("What my data may be used for")

    def context(self) -> dict:
        given = {p for p in Purpose if people.has_consented(self.person.pk, p)}
        return {"purposes": [(purpose, purpose in given) for purpose in Purpose]}

    def post(self, request, *args, **kwargs):
        purpose = next((p for p in Purpose if p.value == request.POST.get("purpose")), None)
        if purpose is None:
            raise NotThere
        if request.POST.get("deed") == "give":
            actions.give_consent(
                person=self.person, purpose=purpose, how=HOW, by=self.actor, at=self.now
            )
        else:
            actions.withdraw_consent(
                person=self.person, purpose=purpose, by=self.actor, at=self.now
            )
        self.say(_("Noted."))
        return self.go(reverse("portal:consents"))


class OwnData(OwnPage):
    """A copy of one's data, or their erasure: asked here, answered by the office."""

    template_name = "portal/ground/mine/data.html"
    title = gettext_lazy("My own data")

    def context(self) -> dict:
        return {"requests": people.requests_of(self.person.pk), "kinds": list(RequestKind)}

    def post(self, request, *args, **kwargs):
        kind = next((k for k in RequestKind if k.value == request.POST.get("kind")), None)
        if kind is None:
            raise NotThere
        due_on = copies.due_on(localdate(self.now))
        actions.ask(
            person=self.person, kind=kind, reason="", due_on=due_on, by=self.actor, at=self.now
        )
        self.say(_("We have your request and answer it in time."))
        return self.go(reverse("portal:own_data"))
