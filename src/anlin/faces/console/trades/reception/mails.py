"""Mails that came in: the list, one mail, its bytes, and dealing with one that is held."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from anlin.faces.console import shell
from anlin.faces.kit.forms.fields import Form
from anlin.faces.kit.lists.columns import Column, Tab
from anlin.ground.people import queries as people
from anlin.kernel.errors import NotThere
from anlin.trades.reception import actions, permissions, queries
from anlin.trades.reception.choices import Fate
from anlin.trades.reception.models import Mail


class Mails(shell.ListPage):
    desk = "trades.reception"
    template_name = "console/trades/reception/mails.html"
    title = _("Mails that came in")
    right = permissions.SEE
    key = "received_at"
    tabs = (
        Tab("all", pgettext_lazy("mails", "All"), lambda rows, _page: rows),
        Tab("held", pgettext_lazy("mails", "Held"), lambda rows, _page: rows.filter(fate=Fate.HELD, settled_at=None)),
    )  # fmt: skip
    empty = _("No mail came in")
    empty_hint = _("Every mail to a mailbox of this project stands here, with what became of it.")

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        return (
            Column("received_at", _("When"), kind="moment"),
            Column("title", _("About"), get=_about, leads=True),
            Column("sender", pgettext_lazy("mail", "From"), get=_from),
            Column("fate", _("What became of it"), get=lambda mail: mail.get_fate_display()),
            Column("case", _("Matter"), get=lambda mail: mail.case.number if mail.case else ""),
        )

    def rows(self) -> QuerySet:
        mails = queries.visible_to(self.actor)
        return mails.filter(project=self.project.id) if self.project else mails

    def row_address(self, row: Mail) -> str:
        return reverse("console:mail", args=[row.pk])

    def context(self) -> dict[str, Any]:
        here = self.project.id if self.project else None
        return {"may_arrange": here is not None and permissions.may_arrange(self.actor, here)}


def _about(mail: Mail) -> str:
    return people.without_phones(mail.title or (mail.words or "")[:60]) or "—"


def _from(mail: Mail) -> str:
    """Who it is from, as far as a list may say it."""
    name = people.masked_name(mail.sender_name) if mail.sender_name else ""
    _who, _at, domain = (mail.sender or "").rpartition("@")
    return f"{name} ***@{domain}".strip() if domain else "—"


class OfMail(shell.Page):
    desk = "trades.reception"
    right = permissions.SEE

    def prepare(self) -> None:
        super().prepare()
        mail = queries.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if mail is None:
            raise NotThere
        self.mail: Mail = mail


class MailPage(OfMail):
    template_name = "console/trades/reception/mail.html"

    @property
    def title(self) -> str:
        return _about(self.mail)

    def context(self) -> dict[str, Any]:
        may_take = permissions.may_take(self.actor, self.mail.project_id)
        waits = self.mail.fate == Fate.HELD and self.mail.settled_at is None
        return {
            "mail": self.mail,
            "sender": _from(self.mail),
            "has_original": queries.has_original(self.mail),
            "may_take": may_take,
            "may_settle": may_take and waits,
        }


class Settle(OfMail, shell.FormPage):
    form_class = Form
    right = permissions.TAKE
    title = _("Dealt with")
    button = _("Dealt with")
    done = _("It waits for nobody any more.")

    @property
    def hint(self) -> str:
        return str(self.mail.get_hold_display())

    @property
    def back_to(self) -> str:
        return reverse("console:mail", args=[self.mail.pk])

    def act(self, form) -> str:
        actions.settle(mail=self.mail, by=self.actor, at=self.now)
        return reverse("console:mails")


@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail byte for byte, to be kept or shown to somebody who knows mails; never opened by the browser."""
    actor = getattr(request, "actor", None)
    if not actor or not actor.is_staff:
        raise Http404
    mail = queries.visible_to(actor).filter(pk=pk).first()
    if mail is None or not permissions.may_take(actor, mail.project_id):
        raise Http404
    raw = queries.original_of(mail)
    if raw is None:
        raise Http404
    response = HttpResponse(raw, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{mail.ref}.eml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
