"""Tables of complaints."""

import uuid

from django.db import models
from django.db.models import Q

from anlin.foundation.vault import api as vault
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case
from anlin.trades.complaints.choices import CauseGroup, CauseSide, ComplaintState, Level, Mark


class Complaint(models.Model):
    """The file of one complaint."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="complaint")
    level = models.CharField(max_length=8, choices=Level)
    state = models.CharField(
        max_length=8, choices=ComplaintState, default=ComplaintState.OPENED, db_index=True
    )
    is_serious = models.BooleanField(default=False)
    wants_compensation = models.BooleanField(default=False)
    is_about_head = models.BooleanField(default=False)
    is_repeat = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    reported_up_at = models.DateTimeField()
    reported_up_to = models.CharField(max_length=40)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=80, blank=True)
    handed_up_at = models.DateTimeField(null=True)
    cause_side = models.CharField(max_length=8, choices=CauseSide, default=CauseSide.OURS)
    cause_group = models.CharField(max_length=12, choices=CauseGroup, blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.OVER)
                | Q(concluded_at__isnull=False) & ~Q(cause_group=""),
                name="complaint_over_with_its_cause",
            )
        ]

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
        return Subject("complaint", str(self.pk))

    @property
    def marks(self) -> list[Mark]:
        held = (
            (self.is_serious, Mark.SERIOUS),
            (self.wants_compensation, Mark.COMPENSATION),
            (self.is_about_head, Mark.HEAD),
            (self.is_repeat, Mark.REPEAT),
        )
        return [mark for is_so, mark in held if is_so] or [Mark.ORDINARY]


class CorrectivePlan(models.Model):
    """The quality department's corrective plan (DOC-124), and the proof that the office carried it out."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="plans")
    nth = models.PositiveSmallIntegerField()
    measures = vault.SealedTextField()
    office = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=80)
    proof = vault.SealedTextField(null=True)
    proved_at = models.DateTimeField(null=True)
    proved_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "nth"], name="correction_nth_once")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.nth}"


class ClosingVisit(models.Model):
    """Somebody went to the client, or spoke with them, after it was solved; and whether they are content."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="closing_visits"
    )
    is_of_company = models.BooleanField()
    is_content = models.BooleanField()
    words = vault.SealedTextField()
    visited_at = models.DateTimeField()
    visited_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.complaint_id}"


class Concession(models.Model):
    """Something the client asks beyond what we owe; granted or declined by somebody above (A-CMP-06)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="concessions")
    words = vault.SealedTextField()
    principle = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    is_granted = models.BooleanField(null=True)
    reason = vault.SealedTextField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.complaint_id}"


class CorrectiveReport(models.Model):
    """The corrective and preventive action report of a serious complaint (DOC-66); names nobody outside the company."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="report")
    event = vault.SealedTextField()
    cause = vault.SealedTextField()
    corrective = vault.SealedTextField()
    preventive = vault.SealedTextField()
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.complaint_id}"


class Announcement(models.Model):
    """What was corrected, told to the whole company; only after the report (A-CMP-26)."""

    report = models.OneToOneField(
        CorrectiveReport, on_delete=models.PROTECT, related_name="announcement"
    )
    title = models.CharField(max_length=120)
    body = models.TextField()
    published_at = models.DateTimeField(db_index=True)
    published_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """Who read an announcement, and when first."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, related_name="readings"
    )
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "staff"], name="announcement_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.staff_id}"


class TrainingCase(models.Model):
    """What a complaint teaches (DOC-117), without names."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="lesson")
    title = models.CharField(max_length=120)
    story = models.TextField()
    lesson = models.TextField()
    course = models.CharField(max_length=120, blank=True)
    cause_group = models.CharField(max_length=12, choices=CauseGroup)
    written_at = models.DateTimeField(db_index=True)
    written_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.title


class Procedure(models.Model):
    """The company's own procedure: controlled document 16 (A-CMP-17), and a further rule of its own (A-CMP-22)."""

    document = models.CharField(max_length=200, blank=True)
    own_rule = models.CharField(max_length=400, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.document
