"""Doors, what becomes of what comes through them, and why something is held."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Door(TextChoices):
    """By which way a mail reached us."""

    FETCHED = "fetched", _("fetched from the mailbox")
    HANDED = "handed", _("handed over by the mail server")


class Fate(TextChoices):
    """What became of a mail."""

    OPENED = "opened", _("became a matter")
    JOINED = "joined", _("joined its matter")
    AUTOMATIC = "automatic", _("written by a machine")
    HELD = "held", _("held, somebody has to look")


class Hold(TextChoices):
    """Why a mail is held: a sentence each."""

    TOO_LARGE = "too_large", _("It is too large to be taken in. Ask for smaller files.")
    HEADERS = "headers", _("Its head is longer than that of any honest mail.")
    NESTED = "nested", _("It holds more parts within parts than can be read.")
    BROKEN = "broken", _("It is damaged and cannot be read.")
    NO_SENDER = "no_sender", _("It does not say who sent it.")
    EMPTY = "empty", _("It says nothing and encloses nothing.")
    FLOOD = "flood", _("The same sender wrote more often within an hour than people do.")


# What the audit calls our deeds; read after a name.
DEEDS = {
    "reception.mailbox_added": _("added a mailbox"),
    "reception.mailbox_changed": _("changed a mailbox"),
    "reception.mailbox_retired": _("retired a mailbox"),
    "reception.mail_taken": _("took a mail in"),
    "reception.mail_held": _("held a mail"),
    "reception.mail_settled": _("dealt with a held mail"),
    "reception.acknowledged": _("acknowledged a mail"),
    "reception.sign_put_up": _("put up a sign with a code"),
    "reception.sign_taken_down": _("took down a sign with a code"),
    "reception.chat_taken": _("took matters from a group chat"),
}
