"""Mailboxes of projects."""

import re
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.reception import permissions
from anlin.trades.reception.errors import AddressTaken, NoAddress, ServerMissing
from anlin.trades.reception.models import Mailbox

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[a-z0-9.-]{1,189}")


@transaction.atomic
def add_mailbox(
    *,
    project: Project,
    address: str,
    by: Actor,
    at: datetime,
    server: str = "",
    port: int = 993,
    user_name: str = "",
    password: str = "",
    folder: str = "INBOX",
) -> Mailbox:
    """Let mails to this address become matters of the project. Refused with `NoAddress`, `AddressTaken` or `ServerMissing`."""
    require(permissions.may_arrange(by, project.pk))
    written = address.strip().lower()
    if not _ADDRESS.fullmatch(written):
        raise NoAddress(address=address.strip()[:80])
    if bool(server.strip()) != bool(user_name.strip()):
        raise ServerMissing

    with rows.once(AddressTaken()):
        mailbox = Mailbox.objects.create(
            project=project,
            address=written,
            server=server.strip(),
            port=port,
            user_name=user_name.strip(),
            password=password or None,
            folder=folder.strip() or "INBOX",
            added_at=at,
        )

    _record("reception.mailbox_added", mailbox, by=by, at=at)
    return mailbox


@transaction.atomic
def change_mailbox(
    *,
    mailbox: Mailbox,
    server: str,
    port: int,
    user_name: str,
    password: str,
    folder: str,
    by: Actor,
    at: datetime,
) -> Mailbox:
    """Say anew where its mails lie; an empty password leaves the one that is kept. Refused with `ServerMissing`."""
    require(permissions.may_arrange(by, mailbox.project_id))
    if bool(server.strip()) != bool(user_name.strip()):
        raise ServerMissing

    told = {"password": password} if password else {}
    rows.change(
        mailbox,
        expecting=("server", "port", "user_name", "folder", "retired_at"),
        server=server.strip(),
        port=port,
        user_name=user_name.strip(),
        folder=folder.strip() or "INBOX",
        trouble="",
        **told,
    )

    _record("reception.mailbox_changed", mailbox, by=by, at=at)
    return mailbox


@transaction.atomic
def retire_mailbox(*, mailbox: Mailbox, by: Actor, at: datetime) -> Mailbox:
    """Take nothing in over this address any more; what came stays, and the password is forgotten."""
    require(permissions.may_arrange(by, mailbox.project_id))

    rows.change(mailbox, expecting=("retired_at",), retired_at=at, password=None)

    _record("reception.mailbox_retired", mailbox, by=by, at=at)
    return mailbox


def _record(deed: str, mailbox: Mailbox, *, by: Actor, at: datetime) -> None:
    audit.record(deed, mailbox.subject, by=by, at=at, project_id=mailbox.project_id)
