"""Readings: what a person has not read, and what was said about a subject."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.ground.people import queries as people
from anlin.ground.people.choices import Fate
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.instruments.correspondence.choices import Channel, MessageState
from anlin.instruments.correspondence.models import Message
from anlin.kernel.errors import NotThere
from anlin.kernel.ids import heard
from anlin.kernel.subjects import Subject


def in_portal_of(person_id: int) -> QuerySet[Message]:
    """Everything the person finds in the portal, newest first."""
    messages = Message.objects.filter(
        person__in=people.same_person(person_id), channel=Channel.IN_PROGRAM
    )
    return messages.order_by("-queued_at", "-pk")


def unread_for(person_id: int) -> QuerySet[Message]:
    """What waits in the portal to be read, newest first."""
    return in_portal_of(person_id).filter(state=MessageState.SENT)


def of_subject(subject: Subject) -> QuerySet[Message]:
    """What was said about the subject by every channel, oldest first."""
    messages = Message.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    return messages.select_related("person").order_by("queued_at", "pk")


def not_delivered(project_ids: frozenset[int] | None) -> QuerySet[Message]:
    """What the mail server refused, oldest first; `None` means in every project."""
    failed = Message.objects.filter(state=MessageState.FAILED).order_by("queued_at", "pk")
    return failed if project_ids is None else failed.filter(project__in=project_ids)


def by_ref(ref: str) -> Message:
    """The message, or `NotThere`."""
    message = Message.objects.filter(ref=heard(ref)).first()
    if message is None:
        raise NotThere
    return message


def identifier_of(message: Message) -> str:
    """The Message-ID under which it goes out, however often it is sent."""
    _name, sender = parseaddr(message.sender or settings.DEFAULT_FROM_EMAIL)
    return f"<{message.ref}@{sender.rpartition('@')[2] or 'localhost'}>"


def find_by_identifiers(identifiers: Sequence[str]) -> Message | None:
    """The mail of ours that one of these Message-IDs names, the first that does."""
    refs = [identifier.strip("<>").partition("@")[0] for identifier in identifiers]
    sent = Message.objects.filter(ref__in=refs, channel=Channel.EMAIL)
    found = {identifier_of(message): message for message in sent}
    return next((found[each] for each in identifiers if each in found), None)


def pointing_at(kind: str, keys: Sequence[str]) -> str | None:
    """Which of these subjects a message is about; one is enough."""
    found = Message.objects.filter(subject_kind=kind, subject_key__in=keys)
    return found.values_list("subject_key", flat=True).first()


def held_on(person_ids: Sequence[int]) -> Holding:
    """What we wrote to the person, for a copy of their data."""
    sent = Message.objects.filter(person__in=list(person_ids)).order_by("queued_at", "pk")
    lines = [
        Line(
            what=message.get_channel_display(),
            text=f"{message.title}\n{message.body}",
            at=message.queued_at,
        )
        for message in sent
    ]
    return Holding(_("Messages to you"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    count = Message.objects.filter(person__in=list(person_ids)).count()
    return [Verdict(what=_("messages to them"), count=count, fate=Fate.ERASED)]
