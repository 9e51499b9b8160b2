"""The entries and the chain that seals them. Triggers in the migrations let both only grow."""

from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """One deed of one actor on one subject.

    Written in the deed's own transaction; never changed, never deleted. Holds references and no
    names, so that nobody's data need to be deleted here. On PostgreSQL a trigger gives the id, see
    `chain`.
    """

    at = models.DateTimeField()
    deed = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=64)
    project_id = models.BigIntegerField(null=True)
    actor_ref = models.CharField(max_length=80)
    request_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "-id"], name="audit_entry_subject"),
            models.Index(fields=["project_id", "-id"], name="audit_entry_project"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.deed} {self.subject_kind}:{self.subject_key}"


class Link(models.Model):
    """The seal on one entry: a hash over the entry and over the link before it.

    Made by the sealer once no older entry can appear any more. `previous_id` is the entry sealed
    before, 0 for the first; being unique, it lets the chain fork nowhere.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    previous_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.hash}"


class Watermark(models.Model):
    """Up to which entry the sealer may go once every transaction before `xid` has ended. One row."""

    entry_id = models.BigIntegerField()
    xid = models.BigIntegerField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id} after {self.xid}"
