"""Fetching mails from where they lie: IMAP over TLS, each marked as read only after it is safe with us."""

import imaplib
import os
import re
import ssl
from datetime import datetime

from django.conf import settings

from anlin.foundation import rows
from anlin.foundation.upkeep import api as upkeep
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.reception import permissions, queries
from anlin.trades.reception.actions.taking import take_in
from anlin.trades.reception.choices import Door
from anlin.trades.reception.errors import MailboxAway
from anlin.trades.reception.models import Mailbox
from anlin.trades.reception.rules import letters

PASSWORD = "ANLIN_IMAP_PASSWORD"  # noqa: S105  (the name of a variable)
SECONDS = 30
MOST_AT_ONCE = 200
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
# A line of the protocol, not of a mail: those come as literals.
_NAME = re.compile(r'["\\\r\n\x00]')


def fetch_all(*, by: Actor, at: datetime) -> int:
    """Fetch every mailbox that lies on a server; one that cannot be read keeps no other from it. How many mails came."""
    taken = 0
    for mailbox in queries.mailboxes_to_fetch():
        try:
            taken += fetch(mailbox=mailbox, by=by, at=at)
            trouble = ""
        except MailboxAway as away:
            trouble = str(away)[:200]
        rows.change(mailbox, expecting=("retired_at",), fetched_at=at, trouble=trouble)
    return taken


def fetch(*, mailbox: Mailbox, by: Actor, at: datetime) -> int:
    """Take in what is unread there and mark it as read; how many mails were there.

    Runs outside of a transaction. Killed between taking and marking, the next run is given the mail once more, knows it
    and only marks it. Nothing is deleted there. Refused with `MailboxAway`, or while the house is closed to changes.
    """
    require(permissions.may_take(by, mailbox.project_id))
    closure = upkeep.closure()
    if closure is not None:
        raise upkeep.HouseClosed(closure)

    try:
        with _opened(mailbox) as server:
            return _fetch(server, mailbox, by=by, at=at)
    except (OSError, imaplib.IMAP4.error) as trouble:
        # The server's own words may repeat user names; what kind of trouble it is says enough.
        raise MailboxAway(address=mailbox.address, trouble=_said(trouble)) from None


def _opened(mailbox: Mailbox) -> imaplib.IMAP4_SSL:
    trust = ssl.create_default_context(cafile=settings.IMAP_AUTHORITY or None)
    server = imaplib.IMAP4_SSL(mailbox.server, mailbox.port, ssl_context=trust, timeout=SECONDS)
    try:
        server.login(mailbox.user_name, mailbox.password or os.environ.get(PASSWORD, ""))
    except BaseException:
        server.shutdown()
        raise
    return server


def _fetch(server: imaplib.IMAP4_SSL, mailbox: Mailbox, *, by: Actor, at: datetime) -> int:
    found, _told = server.select(f'"{_NAME.sub("", mailbox.folder)}"')
    if found != "OK":
        raise imaplib.IMAP4.error("NO such folder")
    _ok, answers = server.uid("SEARCH", "UNSEEN")
    unread = (answers[0] or b"").split()[:MOST_AT_ONCE]
    for uid in unread:
        raw = _raw(server, uid.decode("ascii"))
        if raw is not None:
            take_in(raw=raw, mailbox=mailbox, door=Door.FETCHED, by=by, at=at)
            server.uid("STORE", uid.decode("ascii"), "+FLAGS.SILENT", r"(\Seen)")
    return len(unread)


def _raw(server: imaplib.IMAP4_SSL, uid: str) -> bytes | None:
    """The mail byte for byte without marking it; of one that is too large its head, and enough bytes to say so."""
    _ok, told = server.uid("FETCH", uid, "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(part for part in told if isinstance(part, bytes)))
    is_large = size is not None and int(size[1]) > letters.MAX_BYTES
    wanted = f"(BODY.PEEK[]<0.{letters.MAX_BYTES + 1}>)" if is_large else "(BODY.PEEK[])"
    _ok, told = server.uid("FETCH", uid, wanted)
    return next((part[1] for part in told if isinstance(part, tuple)), None)


def _said(trouble: Exception) -> str:
    if isinstance(trouble, ssl.SSLError):
        return "TLS"
    return type(trouble).__name__
