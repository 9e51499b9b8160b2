"""The course of a piece of work: what happened to it besides its states. Only ever added to."""

from django.db import models
from django.db.models import F, Q

from anlin.ground.workforce.models import Staff
from anlin.trades.workorders.choices import Grade, Manner, PauseReason
from anlin.trades.workorders.models.order import WorkOrder


class Decline(models.Model):
    """Somebody an order was given to could not take it, and said why."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="declines")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    declined_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason


class Pause(models.Model):
    """Work stood still over a half-open period of time; the last pause may be open."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=12, choices=PauseReason)
    words = models.CharField(max_length=200, blank=True)
    customer_agreed = models.BooleanField(default=False)
    paused_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(resumed_at=None), name="pause_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Span(models.Model):
    """The time one person spent on an order, from arriving to finishing or pausing."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="spans")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="span_not_backwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.started_at}"


class PartUsed(models.Model):
    """Material that went into an order; the price is per unit, in fen, None when nobody knows it yet."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(max_length=80)
    quantity = models.DecimalField(max_digits=10, decimal_places=3)
    measure = models.CharField(max_length=12)
    unit_price_fen = models.PositiveIntegerField(null=True)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="part_used_positive")
        ]

    def __str__(self) -> str:
        return self.name


class ManualStep(models.Model):
    """A manner of the visit that was kept: greeted, asked, covered, protected, tested, cleared."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="manners")
    manner = models.CharField(max_length=12, choices=Manner)
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "manner"], name="manner_once")]

    def __str__(self) -> str:
        return self.manner


class Check(models.Model):
    """Somebody other than the worker looked at the work of one round: right or not, and how it scores.

    The four standards are quality, time, cost and environment (B-REP-19), 1 to 5 each, None where
    nobody said; `grade` is what the customer gave (B-REP-10).
    """

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField()
    grade = models.PositiveSmallIntegerField(choices=Grade, null=True)
    quality = models.PositiveSmallIntegerField(null=True)
    time = models.PositiveSmallIntegerField(null=True)
    cost = models.PositiveSmallIntegerField(null=True)
    environment = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "round"], name="order_check_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.round}"
