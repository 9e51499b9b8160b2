"""The table of messages."""

import uuid

from django.db import models
from django.db.models import Q

from anlin.foundation.vault import api as vault
from anlin.instruments.correspondence.choices import Channel, MessageState
from anlin.kernel.ids import public_ref
from anlin.kernel.subjects import Subject


class Message(models.Model):
    """One message to one person by one channel, about one subject.

    Born queued; one in the portal is sent by being there, one by mail when the server takes it. Ends
    read, or failed until somebody sends it again. Never deleted. `tries` counts the times the mail
    server was asked; the address is the one it went to, whatever the person's address is today.
    A reply to a mail goes out from the `sender` it was written to and names it in `answers`, the ids of
    mails, the nearest last; to somebody we do not know it has no person.
    """

    ref = models.CharField(max_length=16, unique=True, default=public_ref, editable=False)
    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("estate.Project", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="messages")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    subject_kind = models.CharField(max_length=32)
    subject_key = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    body = vault.SealedTextField()
    address = vault.SealedTextField(null=True)
    sender = models.CharField(max_length=254, blank=True, default="", db_default="")
    answers = vault.SealedTextField(null=True)
    state = models.CharField(
        max_length=8, choices=MessageState.choices, default=MessageState.QUEUED
    )
    queued_at = models.DateTimeField()
    queued_by = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    failed_reason = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "queued_at"]),
            models.Index(
                fields=["person"],
                condition=Q(channel=Channel.IN_PROGRAM, state=MessageState.SENT),
                name="message_unread",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel=Channel.EMAIL, address__isnull=False)
                | ~Q(channel=Channel.EMAIL),
                name="message_by_mail_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MessageState.SENT, MessageState.READ], sent_at__isnull=False)
                | Q(state__in=[MessageState.QUEUED, MessageState.FAILED], sent_at=None),
                name="message_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.READ, read_at__isnull=False)
                | (~Q(state=MessageState.READ) & Q(read_at=None)),
                name="message_read_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.FAILED) | ~Q(failed_reason=""),
                name="message_failed_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"message:{self.pk}"

    @property
    def subject(self) -> Subject:
        """What the message is about."""
        return Subject(self.subject_kind, self.subject_key)

    @property
    def own_subject(self) -> Subject:
        """The message itself, as the audit names it."""
        return Subject("message", self.ref)
