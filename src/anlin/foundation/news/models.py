"""The outbox: letters that wait for their listeners."""

from django.db import models

OPEN_STATES = ("waiting", "dead")


class Letter(models.Model):
    """One event, kept for one listener that wants to hear it after the commit.

    Born in the publisher's transaction; ends delivered (and is pruned a month later), or dead after
    the last try, until somebody retries it or drops it with a reason. While it is waiting or dead,
    later letters to the same listener about the same subject wait behind it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        DEAD = "dead"
        DROPPED = "dropped"

    event = models.CharField(max_length=120)
    payload = models.JSONField()
    listener = models.CharField(max_length=200)
    subject_ref = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    posted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    last_error = models.TextField(default="", blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=100, default="", blank=True)
    reason = models.TextField(default="", blank=True)

    class Meta:
        # Partial, so that a sweep costs what is waiting and not what was ever told.
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(state="waiting"), name="letter_due"
            ),
            models.Index(
                fields=["listener", "subject_ref", "id"],
                condition=models.Q(state__in=OPEN_STATES),
                name="letter_order",
            ),
            models.Index(fields=["id"], condition=models.Q(state="dead"), name="letter_dead"),
            models.Index(
                fields=["settled_at"],
                condition=models.Q(state__in=("delivered", "dropped")),
                name="letter_settled",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim=None, claimed_until=None)
                | models.Q(claim__isnull=False, claimed_until__isnull=False),
                name="letter_claim_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN_STATES, settled_at=None)
                | models.Q(state__in=("delivered", "dropped"), settled_at__isnull=False),
                name="letter_settled_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.listener}"
