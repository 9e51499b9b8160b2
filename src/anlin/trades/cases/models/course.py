"""The course of a matter: reports, passings, errands, answers, verdicts, follow-ups, notes. Only ever added to."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from anlin.foundation.vault import api as vault
from anlin.ground.workforce.models import Department, Staff
from anlin.trades.cases.choices import ByWhom, FollowUpMethod, FollowUpRhythm, NoteKind, Part
from anlin.trades.cases.models.case import Case, Cause
from anlin.trades.cases.models.lists import Channel
from anlin.trades.workorders.models import WorkOrder


class Report(models.Model):
    """Somebody told us of the matter once, over one channel."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    words = vault.SealedTextField()
    reported_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    # Where the same report came in from a file, its number there; a second import finds it by this.
    source_key = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "source_key"],
                condition=~Q(source_key=""),
                name="report_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reported_at}"


class Passing(models.Model):
    """The matter lying with a department, from being passed on until the result is back or handed back."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="passings")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    in_charge = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    passed_at = models.DateTimeField()
    passed_by = models.CharField(max_length=80)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=80, blank=True)
    result = models.TextField(blank=True)
    is_handed_back = models.BooleanField(default=False)
    taken_on_at = models.DateTimeField(null=True)
    taken_on_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "department"],
                condition=Q(returned_at=None),
                name="passing_one_open_per_department",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(result=""), name="passing_returned_with_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.department_id}"


class Errand(models.Model):
    """A work order done for a matter, or for the cause of many."""

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="errands")
    cause = models.ForeignKey(Cause, null=True, on_delete=models.PROTECT, related_name="errands")
    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="errands")
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "order", Coalesce("case", 0), Coalesce("cause", 0), name="errand_once"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, cause__isnull=True)
                | Q(case__isnull=True, cause__isnull=False),
                name="errand_for_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}"


class Answer(models.Model):
    """What the person was told, over which channel, in which round; an interim reply says it takes longer."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    words = vault.SealedTextField()
    rule_cited = models.CharField(max_length=200, blank=True)
    round = models.PositiveSmallIntegerField()
    is_interim = models.BooleanField(default=False)
    is_unresolved = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"


class Verdict(models.Model):
    """What the person thinks of an answer, in their words where they gave any; one a round."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="verdicts")
    round = models.PositiveSmallIntegerField()
    is_satisfied = models.BooleanField()
    grade = models.PositiveSmallIntegerField(null=True)
    words = vault.SealedTextField(null=True)
    how = models.CharField(max_length=12, choices=ByWhom)
    given_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "is_satisfied"], name="verdict_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(grade=None) | Q(grade__gte=1, grade__lte=5), name="verdict_grade_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"


class FollowUp(models.Model):
    """Our asking the person again after the work: satisfaction, what remains, what is new, what next (A-FUP-10)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    round = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=8, choices=FollowUpMethod)
    rhythm = models.CharField(
        max_length=10, choices=FollowUpRhythm, default=FollowUpRhythm.OCCASIONAL
    )
    is_satisfied = models.BooleanField()
    grade = models.PositiveSmallIntegerField(null=True)
    remaining_problem = vault.SealedTextField(null=True)
    new_information = vault.SealedTextField(null=True)
    next_action = models.CharField(max_length=200, blank=True)
    followed_up_at = models.DateTimeField()
    followed_up_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"


class Note(models.Model):
    """Anything else worth keeping: a contact, a visit to the place, a word of the resident, an internal remark."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind)
    words = vault.SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Participant(models.Model):
    """Somebody besides us and the reporter who takes part: the owners' committee, a neighbour (B-CASE-17, B-CASE-18)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participants")
    part = models.CharField(max_length=10, choices=Part)
    name = vault.SealedTextField()
    words = vault.SealedTextField(null=True)
    joined_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.case_id} {self.part}"
