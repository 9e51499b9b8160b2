"""Forms about one person: contacts, care, consent, notes, access to the portal."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from anlin.faces.console import shell
from anlin.faces.console.ground.residents import forms
from anlin.faces.console.ground.residents.person import readable
from anlin.faces.console.ground.residents.places import AboutPerson, ChangesPerson, InResidents
from anlin.foundation.accounts import api as accounts
from anlin.ground.people import actions, permissions
from anlin.ground.people.choices import CareKind, ContactKind, NoteKind, Purpose
from anlin.kernel.errors import Refusal, require


class Disown(shell.FormPage, InResidents):
    form_class = forms.Disown
    title = gettext_lazy("“Not me any more”")
    button = gettext_lazy("Retire the number")

    def prepare(self) -> None:
        super().prepare()
        require(permissions.may_edit(self.actor))

    @property
    def back_to(self) -> str:
        return reverse("console:residents:list")

    def act(self, form) -> str:
        count = actions.disown(phone=form.cleaned_data["phone"], by=self.actor, at=self.now)
        said = ngettext(
            "The number is retired with %(count)s person.",
            "The number is retired with %(count)s people.",
            count,
        )
        self.say(said % {"count": count})
        return self.back_to


class AddContact(shell.FormPage, ChangesPerson):
    form_class = forms.Contact
    title = gettext_lazy("Add a contact")
    done = gettext_lazy("The contact is added.")

    def act(self, form) -> str:
        given = form.cleaned_data
        actions.add_contact(
            person=self.person,
            kind=ContactKind(given["kind"]),
            value=given["value"],
            is_preferred=given["is_preferred"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class Rename(shell.FormPage, ChangesPerson):
    form_class = forms.Rename
    title = gettext_lazy("Correct the name")
    done = gettext_lazy("The name is corrected.")

    def form_arguments(self) -> dict:
        return {"initial": {"sex": self.person.sex}}

    def act(self, form) -> str:
        actions.rename(person=self.person, **form.cleaned_data, by=self.actor, at=self.now)
        return self.back_to


class Care(shell.FormPage, ChangesPerson):
    form_class = forms.Care
    title = gettext_lazy("Special care")
    done = gettext_lazy("The marks are changed.")

    def _standing(self) -> set[str]:
        return set(self.person.care_marks.filter(lifted_at=None).values_list("kind", flat=True))

    def form_arguments(self) -> dict:
        return {"initial": {"kinds": self._standing()}}

    @transaction.atomic
    def act(self, form) -> str:
        wanted, standing = set(form.cleaned_data["kinds"]), self._standing()
        told = {"person": self.person, "by": self.actor, "at": self.now}
        for kind in sorted(wanted - standing):
            actions.mark_care(kind=CareKind(kind), **told)
        for kind in sorted(standing - wanted):
            actions.lift_care(kind=CareKind(kind), **told)
        return self.back_to


class BestTimeToCall(shell.FormPage, ChangesPerson):
    """Its form stands on the person's page, too."""

    form_class = forms.BestTimeToCall
    title = gettext_lazy("Best time to call")
    done = gettext_lazy("The best time to call is changed.")

    def form_arguments(self) -> dict:
        return {"initial": {"call_time": self.person.call_time}}

    def act(self, form) -> str:
        actions.note_call_time(person=self.person, **form.cleaned_data, by=self.actor, at=self.now)
        return self.back_to


class Consent(shell.FormPage, ChangesPerson):
    form_class = forms.Consent
    title = gettext_lazy("Consent")
    done = gettext_lazy("It is recorded.")

    def act(self, form) -> str:
        purpose = Purpose(form.cleaned_data["purpose"])
        told = {"person": self.person, "purpose": purpose, "by": self.actor, "at": self.now}
        if form.cleaned_data["deed"] == "give":
            actions.give_consent(how=form.cleaned_data["how"], **told)
        else:
            actions.withdraw_consent(**told)
        return self.back_to


class KeepNote(shell.FormPage, AboutPerson):
    form_class = forms.Note
    title = gettext_lazy("Keep a sensitive note")
    done = gettext_lazy("It is kept.")

    def prepare(self) -> None:
        super().prepare()
        require(bool(readable(self)))

    def form_arguments(self) -> dict:
        return {"kinds": readable(self)}

    def act(self, form) -> str:
        given = form.cleaned_data
        actions.note(
            person=self.person,
            kind=NoteKind(given["kind"]),
            purpose=Purpose(given["purpose"]),
            text=given["text"],
            by=self.actor,
            at=self.now,
        )
        return self.back_to


class GiveAccount(shell.FormPage, ChangesPerson):
    """Without a password: the person sets one by the link in a mail, or the desk hands one out."""

    form_class = forms.Account
    title = gettext_lazy("Access to the portal")
    done = gettext_lazy("They may sign in to the portal.")

    @transaction.atomic
    def act(self, form) -> str:
        given = form.cleaned_data
        if self.person.account_id is not None:
            raise HasAccount
        account = accounts.open_account(
            username=given["username"], password=None, phone=given["phone"], at=self.now
        )
        actions.give_account(person=self.person, account=account, by=self.actor, at=self.now)
        return self.back_to


class HasAccount(Refusal):
    sentence = gettext_lazy("This person may sign in to the portal already.")
