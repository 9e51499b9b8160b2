"""Mailboxes of projects and every mail that came to them."""

import uuid

from django.db import models
from django.db.models import Q

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Project
from anlin.kernel.ids import public_ref
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case
from anlin.trades.reception.choices import Door, Fate, Hold

SENDER = "reception.sender"


class Mailbox(models.Model):
    """An address to which people of one project write. Retired, never deleted.

    With a `server` its mails are fetched there (IMAP over TLS); without, the mail server hands them over. The password
    may be left empty: then the one of the environment counts.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="mailboxes")
    address = models.CharField(max_length=254)
    server = models.CharField(max_length=200, blank=True)
    port = models.PositiveIntegerField(default=993)
    user_name = models.CharField(max_length=254, blank=True)
    password = vault.SealedTextField(null=True)
    folder = models.CharField(max_length=80, default="INBOX")
    added_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(retired_at=None), name="mailbox_address_once"
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def subject(self) -> Subject:
        return Subject("mailbox", str(self.pk))


class Mail(models.Model):
    """One mail as it came: what was read of it, what became of it, and of which matter it is a part.

    `key` is a hash of its Message-ID, or of the whole where it has none: the same one of the same sender to the same
    mailbox is taken once. `named` is a matter of somebody else whose number it names: nothing was added to that.
    """

    ref = models.CharField(max_length=16, unique=True, default=public_ref, editable=False)
    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="mails")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="mails")
    door = models.CharField(max_length=8, choices=Door)
    key = models.CharField(max_length=64)
    message_id = vault.SealedTextField(null=True)
    sender = vault.SealedTextField(null=True)
    sender_index = vault.BlindIndexField(
        of="sender", purpose=SENDER, form=str.lower, max_length=40, blank=True, db_index=True
    )
    sender_name = vault.SealedTextField(null=True)
    title = vault.SealedTextField(null=True)
    words = vault.SealedTextField(null=True)
    rest = vault.SealedTextField(null=True)
    # Files that were not kept, each with the reason.
    left_out = vault.SealedTextField(null=True)
    fate = models.CharField(max_length=10, choices=Fate)
    hold = models.CharField(max_length=12, choices=Hold, blank=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="mails")
    named = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "key", "sender_index"], name="mail_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(fate__in=[Fate.OPENED, Fate.JOINED], case__isnull=False)
                | Q(fate__in=[Fate.AUTOMATIC, Fate.HELD]),
                name="mail_taken_has_its_matter",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-received_at", "-id"], name="mail_of_project"),
            models.Index(fields=["project", "key"], name="mail_by_key"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def subject(self) -> Subject:
        return Subject("mail", str(self.pk))


class Original(models.Model):
    """The mail byte for byte, folded and sealed: evidence, and what a held mail is judged by. Let go after its term."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mail = models.OneToOneField(Mail, on_delete=models.PROTECT, related_name="original")
    folded = vault.SealedTextField(null=True)
    let_go_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"original of {self.mail_id}"
