"""What the company knows beforehand: typical faults and upkeep, and what an office promises for a class."""

from django.db import models
from django.db.models import Q

from anlin.ground.estate.models import Project
from anlin.trades.workorders.choices import FaultKind, Measure, PartKind, RepairClass, Urgency


class Fault(models.Model):
    """A typical fault with its predefined response, or an item of regular upkeep (B-REP-07, B-REP-24).

    An order raised from it begins with its trade, class and urgency. `skill` is what whoever does it
    must be able to do. `season_from` and `season_until` are months, both included, and may run over
    the turn of the year; None when it knows no season.
    """

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=FaultKind, default=FaultKind.FAULT)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    trade = models.CharField(max_length=40, blank=True)
    skill = models.CharField(max_length=40, blank=True)
    repair_class = models.CharField(max_length=16, choices=RepairClass)
    part_kind = models.CharField(max_length=12, choices=PartKind, blank=True)
    urgency = models.CharField(max_length=16, choices=Urgency, default=Urgency.ORDINARY)
    response = models.TextField(blank=True)
    procedure = models.TextField(blank=True)
    standard = models.CharField(max_length=120, blank=True)
    season_from = models.PositiveSmallIntegerField(null=True)
    season_until = models.PositiveSmallIntegerField(null=True)
    rank = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(season_from=None, season_until=None)
                | Q(season_from__range=(1, 12), season_until__range=(1, 12)),
                name="fault_season_of_months",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """What one office promises and aims at for one measure, where it differs from the company's own.

    Times count from the report; `finish_days` are calendar days, to the end of the last one. Rates are
    per cent.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=16, choices=Measure)
    respond_minutes = models.PositiveIntegerField(null=True)
    begin_minutes = models.PositiveIntegerField(null=True)
    finish_minutes = models.PositiveIntegerField(null=True)
    finish_days = models.PositiveIntegerField(null=True)
    timely_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    passed_percent = models.DecimalField(max_digits=4, decimal_places=1, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "measure"], name="term_once_a_project"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.measure}"
