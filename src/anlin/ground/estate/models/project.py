"""Projects and the dates they hang on."""

from django.db import models
from django.db.models import Q

from anlin.ground.estate.choices import MilestoneKind, OperatingMode, PropertyType, ScheduleKind
from anlin.kernel.subjects import Subject


class Project(models.Model):
    """A managed estate or one the company is about to take over.

    Born when the company first hears of it, before any unit exists (A-GEN-10); ends by `left_on`,
    never by deletion. Areas are in square metres.
    """

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    property_type = models.CharField(max_length=20, choices=PropertyType)
    operating_mode = models.CharField(
        max_length=12, choices=OperatingMode, default=OperatingMode.ENTRUSTED
    )
    city = models.CharField(max_length=40, blank=True)
    district = models.CharField(max_length=40, blank=True)
    location = models.CharField(max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    land_area_m2 = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    gross_floor_area_m2 = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    green_area_m2 = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    handover_on = models.DateField(null=True)
    unit_types = models.CharField(max_length=200, blank=True)
    household_count = models.PositiveIntegerField(null=True)
    parking_count = models.PositiveIntegerField(null=True)
    shared_facilities = models.TextField(blank=True)
    equipment_summary = models.TextField(blank=True)
    developer_name = models.CharField(max_length=120, blank=True)
    manager_name = models.CharField(max_length=120, blank=True)
    desk_opens = models.TimeField()
    desk_closes = models.TimeField()
    complaint_line = models.CharField(max_length=20, blank=True)
    company_complaint_line = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField()
    left_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("project", str(self.pk))


class Zone(models.Model):
    """A legal management area (物业管理区域): the circle of owners of one assembly."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="zones")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="zone_code_once")]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """One of the dates of a project that phases and deadlines are reckoned from.

    `on` is planned until `is_actual`; a moved date replaces the old one, the audit keeps both.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=24, choices=MilestoneKind)
    on = models.DateField()
    is_actual = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="milestone_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Schedule(models.Model):
    """A line of one of the three schedules supplied by the developer (A-LIFE-07); versions are kept."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="schedules")
    kind = models.CharField(max_length=12, choices=ScheduleKind)
    version = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "version", "item"], name="schedule_item_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="schedule_not_backwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}: {self.item}"


class SourceClaim(models.Model):
    """What a listing outside the company says of a project, where listings disagree or to find it again.

    `field` is a field of the project, or `record`: the address of the listing's own page about it.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="claims")
    source = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "source", "field", "value"], name="source_claim_once"
            )
        ]
        indexes = [models.Index(fields=["source", "field", "value"], name="source_claim_record")]

    def __str__(self) -> str:
        return f"{self.source}: {self.field} {self.value}"
