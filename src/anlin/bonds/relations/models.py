"""Tables of relations: drives, activities, voices, questionnaires, measures."""

import uuid

from django.db import models
from django.db.models import Q

from anlin.bonds.relations.choices import (
    ActivityKind,
    ActivityState,
    Leaning,
    MeasureState,
    VoiceState,
)
from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.ground.workforce.models import Staff
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case


class Drive(models.Model):
    """A collection of opinions (意见征集): a theme over a period; concluded with what was learnt (B-CASE-21)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="drives")
    theme = models.CharField(max_length=120)
    asks = models.TextField()
    first_on = models.DateField()
    last_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    # What the analysis of everything that was said found (A-CASE-04).
    learnt = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")), name="drive_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.theme

    @property
    def subject(self) -> Subject:
        return Subject("drive", str(self.pk))


class Activity(models.Model):
    """One time we went out to ask: a receive-day, a visit, a meeting, a questionnaire, an event, a publication.

    `is_planned` tells the regular ones from the occasional (A-CASE-22). `unit` is the home of a visit;
    `place` where it was held or hung up. Minutes are sealed: they name people.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="activities")
    drive = models.ForeignKey(Drive, null=True, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=12, choices=ActivityKind)
    title = models.CharField(max_length=120)
    is_planned = models.BooleanField(default=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="visits")
    place = models.CharField(max_length=120, blank=True)
    host = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    # Until when a questionnaire is answered.
    until_on = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=ActivityState, default=ActivityState.PLANNED, db_index=True
    )
    present = models.PositiveIntegerField(null=True)
    minutes = vault.SealedTextField(null=True)
    held_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=400, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ActivityState.HELD) | Q(held_at__isnull=False),
                name="activity_held_at_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["project", "begins_at", "id"], name="activity_by_project"),
            models.Index(fields=["unit", "held_at"], name="activity_by_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Subject:
        return Subject("activity", str(self.pk))


class Voice(models.Model):
    """What one person said at an activity, and what became of it: a matter, or the answer given there.

    Of commenters on a questionnaire everybody is visited afterwards, important clients in person (A-FUP-07).
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="voices")
    leaning = models.CharField(max_length=12, choices=Leaning)
    words = vault.SealedTextField()
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = vault.SealedTextField(null=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10, choices=VoiceState, default=VoiceState.OPEN, db_index=True
    )
    matter = models.OneToOneField(Case, null=True, on_delete=models.PROTECT, related_name="voice")
    answer = vault.SealedTextField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    visited_at = models.DateTimeField(null=True)
    visited_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    was_in_person = models.BooleanField(null=True)
    visit_said = vault.SealedTextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=VoiceState.OPEN, matter=None, answered_at=None)
                | Q(state=VoiceState.MATTER, matter__isnull=False)
                | Q(state=VoiceState.ANSWERED, matter=None, answered_at__isnull=False),
                name="voice_ends_in_matter_or_answer",
            )
        ]
        indexes = [models.Index(fields=["person", "said_at"], name="voice_by_person")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.leaning}"

    @property
    def title(self) -> str:
        return self.activity.title

    @property
    def subject(self) -> Subject:
        return Subject("voice", str(self.pk))


class Question(models.Model):
    """One question of a questionnaire: one to five, or in words."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="questions")
    rank = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    is_scale = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "rank"], name="question_once")]

    def __str__(self) -> str:
        return self.words


class Reply(models.Model):
    """One answered questionnaire, of a resident in the portal or taken in from paper; words become voices."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="replies")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="reply_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id}"


class Score(models.Model):
    """One answer of one to five."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="scores")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "question"], name="score_once"),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=5), name="score_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.points}"


class Measure(models.Model):
    """A shortcoming that what people said showed, and what is done about it by whom until when (A-CASE-34, B-INT-20)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="measures")
    drive = models.ForeignKey(Drive, null=True, on_delete=models.PROTECT, related_name="measures")
    shortcoming = models.CharField(max_length=400)
    measure = models.TextField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=MeasureState, default=MeasureState.OPEN, db_index=True
    )
    outcome = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    voices = models.ManyToManyField(Voice, related_name="measures")
    matters = models.ManyToManyField(Case, related_name="measures")

    def __str__(self) -> str:
        return self.shortcoming

    @property
    def title(self) -> str:
        return self.shortcoming

    @property
    def subject(self) -> Subject:
        return Subject("measure", str(self.pk))


class Tracking(models.Model):
    """How a measure goes, again and again; what owners say may change the plan and its day (B-FUP-05)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="trackings")
    words = models.TextField()
    # What of the plan changed because of what owners said; blank when nothing did.
    changed = models.TextField(blank=True)
    due_on_before = models.DateField()
    due_on = models.DateField()
    tracked_at = models.DateTimeField()
    tracked_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.measure_id} {self.tracked_at}"
