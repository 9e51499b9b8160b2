"""Batches of rows read in, with what became of each row."""

import uuid

from django.db import models

from anlin.foundation.vault import api as vault


class Batch(models.Model):
    """One file read in for one purpose: previewed, applied, perhaps undone.

    `kind` names the importer. The counts say how many rows were created, updated, unchanged and
    refused. Kept for good, so that every imported thing can be traced to its file.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed"
        APPLYING = "applying"
        APPLIED = "applied"
        UNDONE = "undone"
        FAILED = "failed"

    kind = models.CharField(max_length=60)
    project_id = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREVIEWED)
    counts = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=100)

    class Meta:
        indexes = [
            models.Index(fields=["project_id", "kind", "-id"], name="batch_list"),
            models.Index(fields=["file_sha256"], name="batch_file"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_name}"


class BatchRow(models.Model):
    """What became of one row of the file: which thing it made or changed, or why it was refused.

    `before` is what the importer needs to undo it; nobody else reads it. The reason is sealed, since
    it repeats the cell that was refused.
    """

    class Outcome(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        REFUSED = "refused"

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    row_number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    reason = vault.SealedTextField(null=True)
    subject_kind = models.CharField(max_length=40, default="", blank=True)
    subject_key = models.CharField(max_length=80, default="", blank=True)
    before = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "row_number", "subject_kind", "subject_key"],
                name="batch_row_noted_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="refused") | models.Q(reason__isnull=False),
                name="batch_row_refused_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["batch", "outcome", "row_number"], name="batch_row_list")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.row_number}: {self.outcome}"
