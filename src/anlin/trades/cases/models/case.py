"""The matter itself, and the cause many matters may share."""

import uuid

from django.db import models
from django.db.models import Q

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Project, Space, Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.workforce.models import Department, Staff
from anlin.kernel.subjects import Subject
from anlin.trades.cases.choices import (
    OPEN_STATES,
    CaseKind,
    CaseState,
    Mode,
    Scope,
    Stage,
)
from anlin.trades.cases.models.lists import Category, Channel
from anlin.trades.workorders.choices import ServiceNature, Urgency


class Cause(models.Model):
    """One thing behind many matters: a burst pipe, a dark garage. Solved once, answered to everybody."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="causes")
    title = models.CharField(max_length=120)
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=80)
    solved_at = models.DateTimeField(null=True)
    solution = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Subject:
        return Subject("cause", str(self.pk))


class Case(models.Model):
    """One matter of one person, from the first report to the last answer.

    `opened_at` is when the person first told anybody, on whatever channel: every clock starts there.
    `reporter` is who it is from; where we only know what they called themselves, `reporter_name` and
    `reporter_phone` keep that, sealed. `words` is what they said, sealed; `title` and `place` hold no
    phone and no name. The sorting axes are independent of each other (A-CASE-42).
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=CaseKind)
    title = models.CharField(max_length=120)
    words = vault.SealedTextField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.PASSIVE)
    scope = models.CharField(max_length=8, choices=Scope, default=Scope.EXTERNAL)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.AFTER)

    reporter = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="cases")
    reporter_name = vault.SealedTextField(null=True)
    reporter_phone = vault.SealedTextField(null=True)
    reporter_phone_index = vault.BlindIndexField(
        of="reporter_phone", purpose=people.PHONE, max_length=40, blank=True, db_index=True
    )
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="cases")
    space = models.ForeignKey(Space, null=True, on_delete=models.PROTECT, related_name="cases")
    place = models.CharField(max_length=120, blank=True)
    is_agitated = models.BooleanField(default=False)
    is_important = models.BooleanField(default=False)
    is_out_of_scope = models.BooleanField(default=False)
    about_staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    trade = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    service_nature = models.CharField(max_length=16, choices=ServiceNature, blank=True)
    urgency = models.CharField(max_length=16, choices=Urgency, blank=True)
    need = models.TextField(blank=True)
    need_confirmed_at = models.DateTimeField(null=True)
    wanted_by = models.DateTimeField(null=True)

    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.RECEIVED)
    round = models.PositiveSmallIntegerField(default=1)
    taker = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="taken_cases"
    )
    in_charge = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="cases_in_charge"
    )
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="cases"
    )
    cause = models.ForeignKey(Cause, null=True, on_delete=models.PROTECT, related_name="cases")
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    facts = models.TextField(blank=True)
    origin_cause = models.TextField(blank=True)
    prevention = models.TextField(blank=True)
    effect_on_order = models.TextField(blank=True)

    opened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    sorted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    is_unresolved = models.BooleanField(default=False)
    is_settled_at_once = models.BooleanField(default=False)
    is_satisfied = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.TextField(blank=True)
    # Until when a special follow-up is owed: the person said that what we mended is still not right.
    special_due_at = models.DateTimeField(null=True)
    # B-CASE-30: the person withholds fees because of this, since then.
    fees_withheld_at = models.DateTimeField(null=True)
    # When the name and phone of a caller we do not know were let go.
    anonymised_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CLOSED)
                | Q(closed_at__isnull=False, answered_at__isnull=False)
                & (Q(is_satisfied=True) | ~Q(closed_because="")),
                name="case_closed_only_after_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[CaseState.RECEIVED])
                | Q(sorted_at__isnull=False, trade__isnull=False)
                & ~Q(service_nature="")
                & ~Q(urgency=""),
                name="case_sorted_before_it_moves",
            ),
            models.CheckConstraint(
                condition=Q(reporter__isnull=False) | Q(reporter_name__isnull=False),
                name="case_is_from_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "-opened_at", "-id"],
                condition=Q(state__in=OPEN_STATES),
                name="case_open",
            ),
            models.Index(fields=["project", "-opened_at", "-id"], name="case_all"),
            models.Index(
                fields=["project", "state", "-opened_at", "-id"],
                condition=Q(state__in=OPEN_STATES),
                name="case_by_state",
            ),
            models.Index(fields=["-opened_at", "-id"], name="case_of_company"),
            models.Index(
                fields=["special_due_at", "id"],
                condition=Q(special_due_at__isnull=False),
                name="case_special_due",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> Subject:
        return Subject("case", str(self.pk))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class Presence(models.Model):
    """Somebody has a matter on their screen; a row counts while it is fresh."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="presences")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "staff"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.staff_id} on {self.case_id}"
