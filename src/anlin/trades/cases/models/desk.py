"""What the desk keeps besides matters: its log, and the opinion boxes with every opening."""

import uuid

from django.db import models

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Building, Project
from anlin.kernel.subjects import Subject
from anlin.trades.cases.choices import LogKind
from anlin.trades.cases.models.case import Case


class LogEntry(models.Model):
    """A line in the log of whoever is on duty: a call, a word by radio, a hand-off (B-INT-15).

    `case` is the matter it became or belongs to; what concerns nobody outside has none (A-CASE-24).
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="log_entries")
    kind = models.CharField(max_length=10, choices=LogKind)
    words = vault.SealedTextField()
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="log_entries")
    logged_at = models.DateTimeField()
    logged_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["project", "-logged_at", "-id"], name="log_of_project")]

    def __str__(self) -> str:
        return f"{self.kind} {self.logged_at}"


class OpinionBox(models.Model):
    """A box for slips at a visible place: at the gate (no building) or in the lobby of a building (B-INT-05)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="opinion_boxes")
    building = models.ForeignKey(
        Building, null=True, on_delete=models.PROTECT, related_name="opinion_boxes"
    )
    place = models.CharField(max_length=80)
    put_up_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "place"],
                condition=models.Q(taken_down_at=None),
                name="opinion_box_once_at_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def subject(self) -> Subject:
        return Subject("opinion_box", str(self.pk))


class BoxOpening(models.Model):
    """Somebody opened a box and took out so many slips, perhaps none (B-INT-06); each slip is a case."""

    box = models.ForeignKey(OpinionBox, on_delete=models.PROTECT, related_name="openings")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    slips = models.PositiveSmallIntegerField()
    cases = models.ManyToManyField(Case, related_name="from_boxes")

    def __str__(self) -> str:
        return f"{self.box_id} {self.opened_at}"
