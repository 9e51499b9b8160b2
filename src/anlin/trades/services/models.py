"""Tables of planned services: the catalogue, the request, its plans and its course."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.ground.workforce.models import Staff
from anlin.kernel.subjects import Subject
from anlin.trades.services.choices import (
    AFTER_AGREEMENT,
    OPEN_STATES,
    EntryKind,
    Heard,
    OfferAxis,
    ServiceState,
)
from anlin.trades.workorders.models import WorkOrder


class ServiceOffer(models.Model):
    """A line of the catalogue: where services are done (B-SR-10), or of which kind they are (B-SR-11)."""

    axis = models.CharField(max_length=8, choices=OfferAxis)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name if (get_language() or "").startswith("zh") else self.name_en


class ServiceRequest(models.Model):
    """A service somebody asked for, from the application to the acceptance.

    `person` is who asks and later agrees and accepts; None where it is for the project and nobody of
    it can be named. `content` is in their words, sealed. `subject_kind` and `subject_key` point at the
    matter that asked, if one did. `round` is 1 until a rectification is demanded; while
    `is_rectifying` such a demand is open.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="services")
    number = models.CharField(max_length=20)
    scope = models.ForeignKey(ServiceOffer, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(ServiceOffer, null=True, on_delete=models.PROTECT, related_name="+")
    content = vault.SealedTextField()
    wanted_by = models.DateTimeField()
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="services")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="services")
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_key = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=ServiceState, default=ServiceState.FILED)
    round = models.PositiveSmallIntegerField(default=1)
    is_rectifying = models.BooleanField(default=False)
    surveyor = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    survey_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=80)
    agreed_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="service_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=AFTER_AGREEMENT) | Q(agreed_at__isnull=False),
                name="service_runs_after_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(state=ServiceState.CLOSED)
                | Q(accepted_at__isnull=False, closed_at__isnull=False, is_rectifying=False),
                name="service_closed_after_acceptance",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-filed_at", "-id"], name="service_all"),
            models.Index(
                fields=["subject_kind", "subject_key"],
                condition=Q(state__in=OPEN_STATES),
                name="service_open_of_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        """What is asked for by the catalogue; nothing personal."""
        return " · ".join(str(offer) for offer in (self.scope, self.kind) if offer)

    @property
    def subject(self) -> Subject:
        return Subject("service", str(self.pk))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class Survey(models.Model):
    """What somebody found on the spot before any plan was made (B-SR-02); photos hang on the request."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="surveys")
    findings = models.TextField()
    surveyed_at = models.DateTimeField()
    surveyed_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.request_id}"


class Plan(models.Model):
    """One version of maintenance proposal and service schedule, always both (B-SR-03); never overwritten."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    proposal = models.TextField()
    schedule = models.TextField()
    begins_on = models.DateField()
    ends_on = models.DateField()
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=80)
    owner_agreed_at = models.DateTimeField(null=True)
    owner_agreed_how = models.CharField(max_length=12, choices=Heard, blank=True)
    owner_noted_by = models.CharField(max_length=80, blank=True)
    company_agreed_at = models.DateTimeField(null=True)
    company_agreed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="plan_version_once"),
            models.CheckConstraint(
                condition=~Q(proposal="") & ~Q(schedule=""), name="plan_is_of_both"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="plan_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.version}"


class Remark(models.Model):
    """What the owner says to a version of the plan (B-SR-04)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="remarks")
    words = vault.SealedTextField()
    how = models.CharField(max_length=12, choices=Heard)
    said_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.plan_id}"


class Entry(models.Model):
    """A line of the log while the plan is carried out: of the course, or the result of a round (B-SR-06)."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=EntryKind)
    round = models.PositiveSmallIntegerField()
    words = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class PlannedOrder(models.Model):
    """A work order raised to carry out an agreed plan."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="orders")
    order = models.OneToOneField(WorkOrder, on_delete=models.PROTECT, related_name="service")

    def __str__(self) -> str:
        return f"{self.request_id} {self.order_id}"


class MaintenanceReport(models.Model):
    """What the owner was told at the end of a round (B-SR-07); delivered when it is written."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="reports")
    round = models.PositiveSmallIntegerField()
    words = vault.SealedTextField()
    is_sent = models.BooleanField()
    delivered_at = models.DateTimeField()
    delivered_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "round"], name="service_report_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.round}"


class Decision(models.Model):
    """The owner's word on the result of a round: accepted, or what has to be put right (B-SR-08, B-SR-09)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    is_accepted = models.BooleanField()
    words = vault.SealedTextField(null=True)
    how = models.CharField(max_length=12, choices=Heard)
    decided_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    # When the owner accepted what they had demanded; None while it is open, and for acceptances.
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "round", "is_accepted"], name="service_decision_once_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.round}"
