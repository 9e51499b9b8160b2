"""Tables of people; everything personal in them is sealed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from anlin.foundation.vault import api as vault
from anlin.ground.people import rules
from anlin.ground.people.choices import (
    CallTime,
    CareKind,
    ContactKind,
    NoteKind,
    PersonKind,
    Purpose,
    RequestKind,
    RequestState,
    RetiredBecause,
    Sex,
)
from anlin.kernel.subjects import Subject


class Person(models.Model):
    """A human being or an organisation that we deal with.

    Born when somebody registers them, by hand or by an import; never deleted, since matters of long
    ago must still find who was meant. Erased on request (`erased_at`), it says nothing any more.
    `merged_into` is set when the row turned out to be a second one of somebody else. `account` is
    their key to the portal, if they have one. `call_time` is when they like to be called.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=PersonKind, default=PersonKind.HUMAN)
    name = vault.SealedTextField()
    name_index = vault.BlindIndexField(
        of="name", purpose=rules.NAME, form=rules.name_key, max_length=40, db_index=True
    )
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    call_time = models.CharField(
        max_length=10, choices=CallTime, blank=True, default="", db_default=""
    )
    identity_number = vault.SealedTextField(null=True)
    identity_index = vault.BlindIndexField(
        of="identity_number", purpose=rules.IDENTITY, max_length=40, blank=True, db_index=True
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="absorbed", db_index=False
    )
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=80)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # Of the few who were merged only: asked for somebody who was not, SQLite would otherwise
            # walk over everybody by this index instead of looking the name up.
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="person_absorbed",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="person_not_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"person:{self.pk}"

    @property
    def subject(self) -> Subject:
        return Subject("person", str(self.pk))

    @property
    def is_organisation(self) -> bool:
        return self.kind != PersonKind.HUMAN


class ContactPoint(models.Model):
    """One way to reach a person. Retired, never deleted; one number may belong to several people."""

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=ContactKind)
    value = vault.SealedTextField()
    full_index = vault.BlindIndexField(
        of="value", purpose=rules.PHONE, max_length=40, db_index=True
    )
    tail_index = vault.BlindIndexField(
        of="value",
        purpose=rules.PHONE_ENDING,
        form=rules.phone_ending,
        max_length=40,
        blank=True,
        db_index=True,
    )
    is_preferred = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_because = models.CharField(max_length=12, choices=RetiredBecause, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "full_index"],
                condition=Q(retired_at=None),
                name="contact_point_once_per_person",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_because="")
                | Q(retired_at__isnull=False) & ~Q(retired_because=""),
                name="contact_point_retired_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"contact point:{self.pk}"


class CareMark(models.Model):
    """A person needs special care or attention while the mark stands; several may stand at once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_marks")
    kind = models.CharField(max_length=12, choices=CareKind)
    marked_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(lifted_at=None), name="care_mark_once"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Consent(models.Model):
    """The person agreed that their data is used for one purpose, until they withdraw it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=16, choices=Purpose)
    how = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="consent_once"
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class SensitiveNote(models.Model):
    """What is known about a household member beyond name and number, kept for one consented purpose.

    The newest note of a kind is the one that holds; older ones stay as history.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=16, choices=NoteKind)
    purpose = models.CharField(max_length=16, choices=Purpose)
    text = vault.SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.kind


class Merge(models.Model):
    """Somebody decided that two rows are one person; undone when they were not."""

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"


class DataRequest(models.Model):
    """Somebody wants a copy of their data, or wants it erased; `due_on` is the day of the answer.

    Asked by the person in the portal or by us for whoever stood at the desk. An erasure is prepared by
    one of us and done by another. Never deleted: it shows that the person was answered.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=10, choices=RequestKind)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    reason = vault.SealedTextField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    due_on = models.DateField()
    prepared_at = models.DateTimeField(null=True)
    prepared_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answer = vault.SealedTextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=[RequestState.ASKED, RequestState.PREPARED]),
                name="data_request_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RequestKind.ERASURE, state=RequestState.DONE)
                | ~Q(prepared_by="") & ~Q(answered_by=models.F("prepared_by")),
                name="data_request_erased_by_two",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="data_request_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class LegalHold(models.Model):
    """Nothing of this person may be erased meanwhile: a dispute, a court, an authority.

    Ends on `until`, the first day it no longer stands, or by being lifted; without either it stands.
    """

    seal = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holds")
    reason = vault.SealedTextField()
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=80)
    until = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} until {self.until}"
