"""Tables of violations: rules of the estate, appointed places, contractors, and the course of each violation."""

import uuid

from django.db import models

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Project, Unit
from anlin.ground.workforce.models import Staff
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case
from anlin.trades.violations.choices import PlaceFor, Result, ViolationKind, ViolationState, Way


class EstateRule(models.Model):
    """A rule of the estate, by its number; what it says is in its versions."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="estate_rules")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="estate_rule_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class RuleVersion(models.Model):
    """What a rule says from a day on; `is_duty` marks what residents themselves are asked to do (B-INT-18)."""

    rule = models.ForeignKey(EstateRule, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_duty = models.BooleanField(default=False)
    from_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="rule_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} v{self.version}"

    @property
    def subject(self) -> Subject:
        return Subject("rule_version", str(self.pk))


class RuleReading(models.Model):
    """A member of staff has read a version: staff must know the rules (B-VIO-01)."""

    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="readings")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "staff"], name="rule_read_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.staff_id}"


class AppointedPlace(models.Model):
    """Where something belongs at a home; a later row for the same thing replaces it (B-VIO-02)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointed_places")
    thing = models.CharField(max_length=8, choices=PlaceFor)
    words = models.CharField(max_length=200)
    appointed_at = models.DateTimeField()
    appointed_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.thing}"

    @property
    def subject(self) -> Subject:
        return Subject("appointed_place", str(self.pk))


class SiteContractor(models.Model):
    """A firm that works in homes of the project, and whether it may enter with its tools (B-VIO-07)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="site_contractors")
    name = models.CharField(max_length=120)
    trade = models.CharField(max_length=60)
    listed_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    suspended_because = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="site_contractor_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_enter(self) -> bool:
        return self.suspended_at is None

    @property
    def subject(self) -> Subject:
        return Subject("site_contractor", str(self.pk))


class Violation(models.Model):
    """A matter that is a violation of a rule of the estate."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="violation")
    kind = models.CharField(max_length=12, choices=ViolationKind)
    state = models.CharField(
        max_length=10, choices=ViolationState, default=ViolationState.FOUND, db_index=True
    )
    finding = vault.SealedTextField()
    rule = models.ForeignKey(RuleVersion, null=True, on_delete=models.PROTECT, related_name="+")
    contractor = models.ForeignKey(
        SiteContractor, null=True, on_delete=models.PROTECT, related_name="violations"
    )
    found_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    # Why it is tolerated, or to which authority it went under which reference.
    ended_because = models.TextField(blank=True)
    authority = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id}"

    @property
    def number(self) -> str:
        return self.case.number

    @property
    def title(self) -> str:
        return self.case.title

    @property
    def subject(self) -> Subject:
        return Subject("violation", str(self.pk))


class Coordination(models.Model):
    """One try to settle it in peace: when, who, how, what was explained and answered, what came of it (A-VIO-04)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    violation = models.ForeignKey(Violation, on_delete=models.PROTECT, related_name="attempts")
    way = models.CharField(max_length=12, choices=Way)
    explained = vault.SealedTextField()
    answered = vault.SealedTextField(null=True)
    result = models.CharField(max_length=8, choices=Result)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.violation_id} {self.way}"


class Objection(models.Model):
    """The person says that the rule or the appointed place is unreasonable; a manager rules on it (B-VIO-06)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    violation = models.ForeignKey(Violation, on_delete=models.PROTECT, related_name="objections")
    words = vault.SealedTextField()
    said_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    is_rule_reviewed = models.BooleanField(null=True)
    ruling = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.violation_id}"


class SecondLook(models.Model):
    """Somebody went and looked again; only a look with a photo that shows it right closes (B-VIO-08)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    violation = models.ForeignKey(Violation, on_delete=models.PROTECT, related_name="looks")
    is_right = models.BooleanField()
    words = vault.SealedTextField(null=True)
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.violation_id} {self.is_right}"


class Campaign(models.Model):
    """Something done for good manners, against the kind of violation that called for it (B-VIO-10)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="campaigns")
    kind = models.CharField(max_length=12, choices=ViolationKind)
    theme = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    done = models.TextField()
    reached = models.PositiveIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.theme
