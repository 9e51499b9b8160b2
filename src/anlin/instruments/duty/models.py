"""Tables of the duty engine: packs and rules, where they stand, and every occurrence that is owed."""

from django.db import models
from django.db.models import F, Q

from anlin.instruments.duty.choices import Fact, Kind, StepKind
from anlin.kernel.subjects import Subject


class Pack(models.Model):
    """A version of a pack of rules, as it was taken; never changed. `files` is its text by file name."""

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    needs_confirmation = models.BooleanField()
    sha256 = models.CharField(max_length=64)
    files = models.JSONField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="duty_pack_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def subject(self) -> Subject:
        return Subject("duty_pack", str(self.pk))


class Rule(models.Model):
    """One rule of one version of a pack; `body` is what it says (`packs.schema.Rule`) and never changes.

    `news` is what opens a clock and `deed` what discharges any of its duties, both empty where nothing does: rooms ask by them.
    """

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="rules")
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    post = models.CharField(max_length=40)
    per_project = models.BooleanField()
    news = models.CharField(max_length=60, blank=True)
    deed = models.CharField(max_length=60, blank=True)
    body = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "code"], name="duty_rule_once_in_a_pack"),
        ]
        indexes = [
            models.Index(fields=["news"], condition=~Q(news=""), name="duty_rule_by_news"),
        ]

    def __str__(self) -> str:
        return self.title


class SiteFact(models.Model):
    """What a project has or has not, as somebody answered; the last answer counts."""

    project = models.ForeignKey("estate.Project", models.PROTECT, related_name="+")
    fact = models.CharField(max_length=24, choices=Fact.choices)
    holds = models.BooleanField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "fact"], name="duty_site_fact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.fact}"


class Standing(models.Model):
    """A rule stands in a project (or, `project` null, in the company) from a day up to but without another.

    `figures` are what the company said instead of the rule's own; they and the rule never change: another figure is
    another standing. `opened_until` is the first day for which no occurrences were written yet. `code` is the pack's
    and the rule's, so that the versions of one rule are found as one.
    """

    project = models.ForeignKey("estate.Project", models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="standings")
    code = models.CharField(max_length=124)
    figures = models.JSONField(default=dict)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    opened_until = models.DateField()
    settled_at = models.DateTimeField()
    settled_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"],
                condition=Q(until_on=None, project__isnull=False),
                name="duty_stands_once_in_a_project",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(until_on=None, project=None),
                name="duty_stands_once_in_the_company",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="duty_standing_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["opened_until"], name="duty_standing_to_open"),
            models.Index(fields=["code", "project"], name="duty_standing_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.project_id} from {self.from_on}"

    @property
    def subject(self) -> Subject:
        return Subject("duty_standing", str(self.pk))


class Occurrence(models.Model):
    """Something owed: by which post, for which day, from when, until when at the latest.

    Born before its day, or when what it answers happened. The three moments are where the rule put them; lateness
    moves nothing. `missed_at` is the last moment it was not done by, and is never taken back (H25); a duty done after it
    has both. `next_at` is when the engine has to look again, None when it need not. `subject` is what it is about, if
    anything. `key` tells the occurrences of one standing apart: a day, or what opened it.
    """

    standing = models.ForeignKey(Standing, models.PROTECT, related_name="occurrences")
    project = models.ForeignKey("estate.Project", models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    scheduled_on = models.DateField()
    earliest_at = models.DateTimeField()
    target_at = models.DateTimeField()
    last_at = models.DateTimeField()
    subject_kind = models.CharField(max_length=32, blank=True)
    subject_key = models.CharField(max_length=64, blank=True)
    wanted = models.PositiveSmallIntegerField(default=1)
    step = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=64, blank=True)
    waived_at = models.DateTimeField(null=True)
    waived_by = models.CharField(max_length=64, blank=True)
    waived_because = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standing", "key"], name="duty_occurs_once"),
            models.CheckConstraint(
                condition=Q(earliest_at__lte=F("target_at")) & Q(target_at__lte=F("last_at")),
                name="duty_moments_in_order",
            ),
            models.CheckConstraint(
                condition=Q(missed_at=None) | Q(missed_at=F("last_at")),
                name="duty_missed_at_its_last_moment",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_by="", waived_because="")
                | (Q(waived_at__isnull=False) & ~Q(waived_by="") & ~Q(waived_because="")),
                name="duty_waived_by_somebody_because",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="duty_done_by_somebody",
            ),
        ]
        indexes = [
            # The sweep asks this and nothing else: its price is what is due, not what stands.
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="duty_to_look_at"
            ),
            models.Index(fields=["project", "scheduled_on"], name="duty_by_day"),
            models.Index(fields=["project", "last_at", "id"], name="duty_by_end"),
            models.Index(
                fields=["post", "last_at"],
                condition=Q(done_at=None, waived_at=None, withdrawn_at=None),
                name="duty_still_owed",
            ),
            models.Index(
                fields=["subject_kind", "subject_key"],
                condition=~Q(subject_kind=""),
                name="duty_about",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standing_id} {self.key}"

    @property
    def subject(self) -> Subject:
        return Subject("duty", str(self.pk))

    @property
    def about(self) -> Subject | None:
        return Subject(self.subject_kind, self.subject_key) if self.subject_kind else None


class Piece(models.Model):
    """A piece of evidence towards an occurrence: an entry in somebody's own words, or what points at it."""

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="pieces")
    deed = models.CharField(max_length=60)
    proof_ref = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=500, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "proof_ref"],
                condition=~Q(proof_ref=""),
                name="duty_proof_counts_once",
            ),
            models.CheckConstraint(
                condition=~Q(proof_ref="") | ~Q(words=""), name="duty_piece_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.deed}"


class ClockPause(models.Model):
    """The clock of an occurrence stands still, with the reason; open while `until_at` is None."""

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="pauses")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300)
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence"], condition=Q(until_at=None), name="duty_paused_once"
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")),
                name="duty_pause_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id} from {self.from_at}"


class WaitingClock(models.Model):
    """A clock whose end hangs on a working year nobody has entered; it becomes an occurrence as soon as somebody has.

    `answered_at` says that the deed came first: the occurrence is then born done.
    """

    standing = models.ForeignKey(Standing, models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    subject_kind = models.CharField(max_length=32)
    subject_key = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)
    proof_ref = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standing", "key"], name="duty_clock_waits_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", proof_ref="")
                | Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(proof_ref=""),
                name="duty_waiting_clock_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key"], name="duty_waits_about"),
        ]

    def __str__(self) -> str:
        return f"{self.standing_id} {self.key} waits for {self.year}"


class Alarm(models.Model):
    """A step of the ladder that was reached: a warning, the day itself, missed, passed upward to a post."""

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="alarms")
    step = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=StepKind.choices)
    to = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "step"], name="duty_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.kind}"


class Heartbeat(models.Model):
    """When the engine last ran to its end; one row."""

    beat_at = models.DateTimeField()
    opened_until = models.DateField()
    waiting_for_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="duty_heartbeat_is_one")]

    def __str__(self) -> str:
        return str(self.beat_at)
