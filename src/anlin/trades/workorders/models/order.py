"""The piece of work itself."""

from django.db import models
from django.db.models import Q

from anlin.ground.estate.choices import Nature
from anlin.ground.estate.models import Project, Space, Unit
from anlin.ground.people.models import Person
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.subjects import Subject
from anlin.trades.workorders.choices import (
    OPEN_STATES,
    Grade,
    OrderState,
    PartKind,
    RepairClass,
    ServiceNature,
    Source,
    Urgency,
)
from anlin.trades.workorders.models.catalogue import Fault


class WorkOrder(models.Model):
    """One piece of work at one place for one cause.

    Born when somebody raises it, ends closed by a check or cancelled with a reason. `assignee` is
    whose hands it is in; `round` is 1 until the work is sent back. What a resident said stands in the
    case, not here: title and description carry no phone numbers. `respond_by`, `begin_by` and
    `finish_by` are what was promised when it was raised, None without a class; agreed pauses move the
    last one on. `special_visit_by` runs from a complaint that the defect remains (A-REP-08).
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="work_orders")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    fault = models.ForeignKey(Fault, null=True, on_delete=models.PROTECT, related_name="orders")
    trade = models.CharField(max_length=40, blank=True)
    skill = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=16, choices=Urgency, default=Urgency.ORDINARY)
    service_nature = models.CharField(
        max_length=16, choices=ServiceNature, default=ServiceNature.ROUTINE
    )
    repair_class = models.CharField(max_length=16, choices=RepairClass, blank=True)
    part_kind = models.CharField(max_length=12, choices=PartKind, blank=True)
    part_nature = models.CharField(max_length=20, choices=Nature, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.REPORT)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="work_orders")
    space = models.ForeignKey(
        Space, null=True, on_delete=models.PROTECT, related_name="work_orders"
    )
    place = models.CharField(max_length=120, blank=True)
    contact = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    wanted_by = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.RAISED)
    round = models.PositiveSmallIntegerField(default=1)
    rework_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="reworks"
    )
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="work_orders"
    )
    assignee = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="work_orders"
    )
    is_next = models.BooleanField(default=False)
    respond_by = models.DateTimeField(null=True)
    begin_by = models.DateTimeField(null=True)
    finish_by = models.DateTimeField(null=True)
    special_visit_by = models.DateTimeField(null=True)
    special_visit_at = models.DateTimeField(null=True)
    expected_until = models.DateTimeField(null=True)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=80)
    assigned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=80, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
    finding = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    method = models.TextField(blank=True)
    loss = models.CharField(max_length=200, blank=True)
    customer_words = models.TextField(blank=True)
    customer_grade = models.PositiveSmallIntegerField(choices=Grade, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="work_order_number_once"),
            models.CheckConstraint(
                condition=~Q(state=OrderState.CLOSED)
                | Q(checked_at__isnull=False, finished_at__isnull=False),
                name="work_order_closed_after_check",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["assigned", "accepted", "working", "paused", "finished"])
                | Q(assignee__isnull=False),
                name="work_order_in_somebodys_hands",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancelled_because=""),
                name="work_order_cancelled_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "-raised_at", "-id"],
                condition=Q(state__in=OPEN_STATES),
                name="work_order_open",
            ),
            models.Index(fields=["project", "-raised_at", "-id"], name="work_order_all"),
            models.Index(fields=["assignee", "state"], name="work_order_of_assignee"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> Subject:
        return Subject("workorder", str(self.pk))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
