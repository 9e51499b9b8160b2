"""Readings: what a person has not read, and what was said about a subject."""

from collections.abc import Sequence

from django.db.models import QuerySet

from anlin.ground.people import queries as people
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


def pointing_at(kind: str, keys: Sequence[str]) -> str | None:
    """Which of these subjects a message is about; one is enough."""
    found = Message.objects.filter(subject_kind=kind, subject_key__in=keys)
    return found.values_list("subject_key", flat=True).first()
