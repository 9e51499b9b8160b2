"""Tables of mediation: the sides, what they said, what was agreed, and what came after."""

import uuid

from django.db import models
from django.db.models import F, Q

from anlin.foundation.vault import api as vault
from anlin.ground.estate.models import Unit
from anlin.ground.people.models import Person
from anlin.ground.workforce.models import Staff
from anlin.kernel.subjects import Subject
from anlin.trades.cases.models import Case
from anlin.trades.disputes.choices import (
    Body,
    ContactKind,
    HeardHow,
    MediationKind,
    MediationState,
    OptionKind,
    Risk,
    Side,
)


class Mediation(models.Model):
    """The mediation of one case."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="mediation")
    kind = models.CharField(max_length=8, choices=MediationKind)
    state = models.CharField(
        max_length=8, choices=MediationState, default=MediationState.OPENED, db_index=True
    )
    mediator = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
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
        return Subject("mediation", str(self.pk))


class Party(models.Model):
    """One of the two sides: a person we know, or what they are called; `interests` is what a fair result weighs."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(max_length=1, choices=Side)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = vault.SealedTextField(null=True)
    phone = vault.SealedTextField(null=True)
    interests = vault.SealedTextField(null=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mediation", "side"], name="party_one_a_side"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(name__isnull=False), name="party_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.side}"


class Statement(models.Model):
    """What one side said by itself; with `answers` a complaint about what the other side said (B-MED-04)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="statements")
    words = vault.SealedTextField()
    how = models.CharField(max_length=12, choices=HeardHow)
    heard_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.party_id}"


class Exchange(models.Model):
    """A line of the log of going back and forth, with what it brought up as a risk (B-MED-12) and the rule it cites."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="exchanges")
    kind = models.CharField(max_length=12, choices=ContactKind)
    words = vault.SealedTextField()
    risk = models.CharField(max_length=12, choices=Risk, blank=True)
    rule_cited = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.kind}"


class Option(models.Model):
    """A way out to choose from, and how those concerned voted (B-MED-15)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="options")
    kind = models.CharField(max_length=12, choices=OptionKind)
    words = vault.SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    voted_on = models.DateField(null=True)
    in_favour = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(voted_on=None, in_favour=None, against=None)
                | Q(voted_on__isnull=False, in_favour__isnull=False, against__isnull=False),
                name="option_votes_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.kind}"


class Agreement(models.Model):
    """One version of the terms; only ever added to, except for the two consents (H18)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    terms = vault.SealedTextField()
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80)
    a_agreed_on = models.DateField(null=True)
    b_agreed_on = models.DateField(null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mediation", "version"], name="agreement_version_once"),
            models.CheckConstraint(
                condition=Q(begins=None, ends=None)
                | Q(begins__isnull=False, ends__isnull=False) & ~Q(begins=F("ends")),
                name="agreement_hours_whole",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None)
                | Q(a_agreed_on__isnull=False, b_agreed_on__isnull=False),
                name="agreement_is_of_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.version}"


class OtherHours(models.Model):
    """An exception of an agreement by weekday (Monday is 0) or by dates; without hours none hold then (B-MED-20)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="other_hours")
    weekday = models.PositiveSmallIntegerField(null=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)

    def __str__(self) -> str:
        return f"{self.agreement_id}"


class Recheck(models.Model):
    """A day on which somebody looks whether the agreement holds, and what was found (B-MED-10)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="rechecks")
    due_on = models.DateField(db_index=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=80, blank=True)
    is_kept = models.BooleanField(null=True)
    words = vault.SealedTextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "due_on"], name="recheck_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.due_on}"


class HandOver(models.Model):
    """Somebody else decides: who, why, since when (B-MED-19)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="hand_overs")
    body = models.CharField(max_length=12, choices=Body)
    reason = vault.SealedTextField()
    on = models.DateField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.body}"


class Renewal(models.Model):
    """The case was reported again; whether inside the quiet hours in force then, None without an agreement (B-MED-06)."""

    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="renewals")
    reported_at = models.DateTimeField()
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="+")
    is_inside = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mediation", "reported_at"], name="renewal_once")
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.reported_at}"


class Spread(models.Model):
    """The dispute is talked about in public: one person speaks for the company from here on (B-MED-17)."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="spreads")
    where = vault.SealedTextField()
    officer = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    handed_by = models.CharField(max_length=80)
    calm_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(calm_at=None), name="spread_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id}"


class PublicWord(models.Model):
    """What the company said in public about it, to whom; the next word begins with what was said before."""

    spread = models.ForeignKey(Spread, on_delete=models.PROTECT, related_name="words")
    to_whom = models.CharField(max_length=120)
    words = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.spread_id} {self.to_whom}"
