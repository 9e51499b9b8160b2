"""Mailboxes of the project one works in: which address, and where its mails lie."""

from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.kit.forms.fields import Form
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project
from anlin.kernel.errors import NotThere
from anlin.trades.reception import actions, permissions, queries
from anlin.trades.reception.models import Mailbox


class InProject(shell.Page):
    desk = "trades.reception"
    right = permissions.ARRANGE

    @property
    def here(self) -> Project:
        if self.project is None:
            raise NotThere
        return estate.visible_to(self.actor).get(pk=self.project.id)


class Mailboxes(InProject):
    template_name = "console/trades/reception/mailboxes.html"
    title = _("Mailboxes")

    def context(self) -> dict[str, Any]:
        if self.project is None or not permissions.may_arrange(self.actor, self.project.id):
            raise NotThere
        return {"mailboxes": queries.mailboxes_of(self.project.id)}


class Where(Form):
    server = django_forms.CharField(
        label=_("Server of the mailbox"),
        required=False,
        max_length=200,
        help_text=_("IMAP over TLS. Empty: a mail server of yours hands the mails over."),
    )
    port = django_forms.IntegerField(label=_("Port"), initial=993, min_value=1, max_value=65535)
    user_name = django_forms.CharField(label=_("User name"), required=False, max_length=254)
    password = django_forms.CharField(
        label=_("Password"),
        required=False,
        max_length=200,
        strip=False,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept sealed and never shown. Empty: what was kept stays, or ANLIN_IMAP_PASSWORD of the environment counts."),
    )  # fmt: skip
    folder = django_forms.CharField(label=_("Folder"), initial="INBOX", max_length=80)


class NewMailbox(Where):
    address = django_forms.CharField(
        label=_("Address"),
        max_length=254,
        help_text=_("What is written to this address becomes a matter of this project."),
    )
    field_order = ("address",)


class AddMailbox(shell.FormPage, InProject):
    form_class = NewMailbox
    title = _("Add a mailbox")
    done = _("Mails to this address are taken in from now on.")

    @property
    def back_to(self) -> str:
        return reverse("console:mailboxes")

    def act(self, form: django_forms.Form) -> str:
        actions.add_mailbox(project=self.here, by=self.actor, at=self.now, **form.cleaned_data)
        return self.back_to


class OfMailbox(shell.FormPage):
    """Of whichever project it is, not only the one worked in now."""

    desk = "trades.reception"
    right = permissions.ARRANGE

    def prepare(self) -> None:
        super().prepare()
        found = queries.standing_mailboxes().filter(pk=self.kwargs["pk"]).first()
        if found is None or not permissions.may_arrange(self.actor, found.project_id):
            raise NotThere
        self.mailbox: Mailbox = found

    @property
    def hint(self) -> str:
        return self.mailbox.address

    @property
    def back_to(self) -> str:
        return reverse("console:mailboxes")


class ChangeMailbox(OfMailbox):
    form_class = Where
    title = _("Where its mails lie")
    done = _("It is noted.")

    def form_arguments(self) -> dict[str, Any]:
        names = ("server", "port", "user_name", "folder")
        return {"initial": {name: getattr(self.mailbox, name) for name in names}}

    def act(self, form: django_forms.Form) -> str:
        actions.change_mailbox(mailbox=self.mailbox, by=self.actor, at=self.now, **form.cleaned_data)  # fmt: skip
        return self.back_to


class RetireMailbox(OfMailbox):
    form_class = Form
    title = _("Retire the mailbox")
    button = _("Retire the mailbox")
    done = _("Nothing is taken in over this address any more.")

    def act(self, form: django_forms.Form) -> str:
        actions.retire_mailbox(mailbox=self.mailbox, by=self.actor, at=self.now)
        return self.back_to
