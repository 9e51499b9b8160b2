"""Tables of tenure: periods of people and units."""

import uuid

from django.db import models
from django.db.models import F, Q

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.ground.tenure.choices import ROLES_WITHOUT_UNIT, EndedBecause, FormalityKind, TenureRole
from anlin.kernel.subjects import Subject


class Tenure(models.Model):
    """A person in a role towards a unit over a half-open period of days.

    Begins with a handover, a lease or an entry in the register; ends with the next. An owner's share is
    `share_numerator / share_denominator` of the unit; everybody else's is 1/1 and means nothing.
    Never deleted: fees and matters of long ago must still find who lived there.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="tenures")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    role = models.CharField(max_length=24, choices=TenureRole)
    share_numerator = models.PositiveIntegerField(default=1)
    share_denominator = models.PositiveIntegerField(default=1)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=12, choices=EndedBecause, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "role"],
                condition=Q(ends_on=None),
                name="tenure_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, ended_because="")
                | Q(ends_on__gt=F("begins_on")) & ~Q(ended_because=""),
                name="tenure_lasts_a_day_and_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(share_numerator__gte=1, share_denominator__gte=F("share_numerator")),
                name="tenure_share_of_one",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(role__in=ROLES_WITHOUT_UNIT),
                name="tenure_has_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "person"], name="tenure_by_project_person"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id} of {self.unit_id}"

    @property
    def subject(self) -> Subject:
        return Subject("tenure", str(self.pk))


class Formality(models.Model):
    """One of the things a letting needs, done on a day."""

    tenure = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="formalities")
    kind = models.CharField(max_length=24, choices=FormalityKind)
    done_on = models.DateField()
    noted_by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenure", "kind"], name="formality_once")]

    def __str__(self) -> str:
        return self.kind


class RulesReceipt(models.Model):
    """The tenant was given the rules for tenants, in that version, on that day (A-EST-10)."""

    tenure = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="rules_receipts")
    version = models.CharField(max_length=40)
    received_on = models.DateField()
    noted_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenure", "version"], name="rules_receipt_once")
        ]

    def __str__(self) -> str:
        return self.version


class FirstInspection(models.Model):
    """What the owner found at the first look (初步验收), apart from the final handover (A-EST-14)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="first_inspections")
    inspected_on = models.DateField()
    is_accepted = models.BooleanField()
    findings = models.TextField(blank=True)
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.inspected_on}"


class HouseholdNote(models.Model):
    """One of the four groups of attributes services are designed for (A-EST-06); the newest holds."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="household_notes")
    kind = models.CharField(max_length=16)
    text = vault.SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.kind


class RosterFile(models.Model):
    """The file of a roster that was read in, as it came, sealed: applied later, and sent back with its errors."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A batch of `intake`, whose tables only its own room may point at.
    batch_id = models.BigIntegerField(unique=True)
    content = vault.SealedTextField()

    def __str__(self) -> str:
        return str(self.batch_id)
