"""Tables of asking afterwards: attempts, their end, contradictions."""

from django.db import models
from django.db.models import Q

from anlin.trades.callbacks.choices import Ruling, Way
from anlin.trades.cases.models import Case, FollowUp


class Attempt(models.Model):
    """Somebody tried to reach the person a follow-up is owed to; only ever added to."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attempts")
    round = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8, choices=Way)
    is_reached = models.BooleanField()
    tried_at = models.DateTimeField()
    tried_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["case", "round"], name="attempt_of_round")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.way}"


class Unreached(models.Model):
    """The follow-up of a round ended without anybody having been reached; its protocol are the attempts.

    It counts in no figure as content.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="unreached")
    round = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField()
    ended_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="unreached_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"


class Review(models.Model):
    """A follow-up heard one thing and the person themselves said the other, in one round; a supervisor decides."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField()
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+")
    is_content_at_follow_up = models.BooleanField()
    opened_at = models.DateTimeField()
    ruling = models.CharField(max_length=12, choices=Ruling, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="review_once_a_round"),
            models.CheckConstraint(
                condition=Q(decided_at=None) | (~Q(ruling="") & ~Q(reason="")),
                name="review_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"
