"""Versions of what the reader has learned."""

import uuid

from django.db import models
from django.db.models import F, Q

from anlin.foundation.vault import api as vault
from anlin.instruments.reading.rules.teaching import sign_test


class Version(models.Model):
    """Weights learned at one moment and how they did beside what was in use then.

    `taken_at` is when it first read along; which one does now is all that changes.

    The weights hold pieces of what several people wrote, so they are sealed.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learned_at = models.DateTimeField()
    learned_by = models.CharField(max_length=80)
    examples = models.PositiveIntegerField()
    entries = models.PositiveSmallIntegerField()
    held_out = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    right_before = models.PositiveIntegerField()
    only_new = models.PositiveIntegerField()
    only_before = models.PositiveIntegerField()
    before = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    weights = vault.SealedTextField()
    taken_at = models.DateTimeField(null=True)
    is_in_use = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_in_use"], condition=Q(is_in_use=True), name="one_version_in_use"
            ),
            models.CheckConstraint(
                condition=Q(right__lte=F("held_out")) & Q(right_before__lte=F("held_out")),
                name="version_right_of_held_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.learned_at:%Y-%m-%d}"

    @property
    def share(self) -> int:
        """Of a hundred messages it had not seen, how many it put right; something was asked."""
        return round(100 * self.right / self.held_out)

    @property
    def share_before(self) -> int:
        return round(100 * self.right_before / self.held_out)

    @property
    def chance(self) -> int:
        """How likely such a difference is if neither is better, in a hundred."""
        return round(100 * sign_test(self.only_new, self.only_before))
