"""Looking after a place and its people around the work: words by radio, going ahead, watching the effect."""

from django.db import models
from django.db.models import Q

from anlin.ground.workforce.models import Department, Staff
from anlin.trades.workorders.choices import ContactHow, TransferGrade, VisitKind
from anlin.trades.workorders.models.order import WorkOrder


class Contact(models.Model):
    """A word with the crew about an order, by radio or telephone (B-REP-13)."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="contacts")
    how = models.CharField(max_length=8, choices=ContactHow)
    words = models.CharField(max_length=400)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.words


class FirstCall(models.Model):
    """Somebody went ahead while every crew was out, to calm and to examine (B-REP-14, B-REP-15).

    `desk_held_by` took the desk over meanwhile, None when whoever went did not sit there. What was found and
    exactly where is relayed to the crew, and the order is their next.
    """

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="first_calls")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    desk_held_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    examined_at = models.DateTimeField(null=True)
    spot = models.CharField(max_length=120, blank=True)
    found = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(examined_at=None), name="first_call_one_under_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.sent_at}"


class Watch(models.Model):
    """The effect of a repaired major defect is watched: who visits, how often, until when (A-REP-07)."""

    order = models.OneToOneField(WorkOrder, on_delete=models.PROTECT, related_name="watch")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    every_days = models.PositiveSmallIntegerField()
    begins_on = models.DateField()
    next_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_days__gte=1), name="watch_every_day_at_most"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_because=""), name="watch_ended_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} → {self.staff_id}"


class Visit(models.Model):
    """A line of the special record: somebody looked at the effect on the spot and wrote it down."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=8, choices=VisitKind)
    visitor = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=400)
    is_holding = models.BooleanField()
    visited_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.effect


class Damage(models.Model):
    """Damage reported during or after the works, and the insurer's claim it became (B-REP-26)."""

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="damages")
    words = models.CharField(max_length=400)
    insurer = models.CharField(max_length=80, blank=True)
    claim_number = models.CharField(max_length=60, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.words


class Transfer(models.Model):
    """A problem the office could not solve, put to a department: by telephone, or on a numbered form.

    An ordinary one goes by telephone, a complex or serious one on the fault transfer form (A-REP-16).
    """

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="transfers")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=8, choices=TransferGrade)
    form_number = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=400)
    transferred_at = models.DateTimeField()
    transferred_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(grade=TransferGrade.ORDINARY) | ~Q(form_number=""),
                name="transfer_with_form_unless_ordinary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} → {self.department_id}"
