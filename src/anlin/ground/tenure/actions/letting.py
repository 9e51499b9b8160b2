"""What belongs to a letting and to the first days in a unit."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import format_lazy

from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Unit
from anlin.ground.people.choices import NoteKind
from anlin.ground.tenure import permissions, queries
from anlin.ground.tenure.choices import FormalityKind
from anlin.ground.tenure.errors import FormalitiesMissing
from anlin.ground.tenure.models import (
    FirstInspection,
    Formality,
    HouseholdNote,
    RulesReceipt,
    Tenure,
)
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@transaction.atomic
def note_formality(
    *, tenure: Tenure, kind: FormalityKind, on: date, by: Actor, at: datetime
) -> Formality:
    """One of the formalities of a letting is done; noting it twice is once."""
    require(permissions.may_edit(by, tenure.project_id))

    formality, is_new = Formality.objects.get_or_create(
        tenure=tenure, kind=kind, defaults={"done_on": on, "noted_by": by.ref}
    )
    if is_new:
        _record("tenure.formality_done", tenure, by=by, at=at, kind=kind.value)
    return formality


def require_formalities(tenure: Tenure) -> None:
    """Refuse with `FormalitiesMissing`, naming them, while a letting lacks any (A-EST-09)."""
    missing = queries.missing_formalities(tenure)
    if missing:
        listed = format_lazy("{}" + "、{}" * (len(missing) - 1), *[kind.label for kind in missing])
        raise FormalitiesMissing(tenure, missing=listed)


@transaction.atomic
def accept_letting(
    *, tenure: Tenure, rules_version: str, on: date, by: Actor, at: datetime
) -> RulesReceipt:
    """Accept a tenancy: every formality is done and the tenant got the rules for tenants (A-EST-10).

    Refused with `FormalitiesMissing`.
    """
    require(permissions.may_edit(by, tenure.project_id))
    require_formalities(tenure)

    receipt, is_new = RulesReceipt.objects.get_or_create(
        tenure=tenure, version=rules_version, defaults={"received_on": on, "noted_by": by.ref}
    )
    if is_new:
        _record("tenure.letting_accepted", tenure, by=by, at=at, version=rules_version)
    return receipt


@transaction.atomic
def keep_first_inspection(
    *, unit: Unit, on: date, is_accepted: bool, findings: str, by: Actor, at: datetime
) -> FirstInspection:
    """Keep what the owner found at the first look at the unit."""
    require(permissions.may_edit(by, unit.project_id))

    inspection = FirstInspection.objects.create(
        unit=unit, inspected_on=on, is_accepted=is_accepted, findings=findings, noted_by=by.ref
    )

    audit.record("tenure.first_inspected", unit.subject, by=by, at=at, project_id=unit.project_id)
    return inspection


@transaction.atomic
def note_household(
    *, unit: Unit, kind: NoteKind, text: str, by: Actor, at: datetime
) -> HouseholdNote:
    """Keep one of the attributes of a household that services are designed for (A-EST-06)."""
    require(permissions.may_edit(by, unit.project_id))

    kept = HouseholdNote.objects.create(
        unit=unit, kind=kind, text=text, noted_at=at, noted_by=by.ref
    )

    audit.record(
        "tenure.household_noted",
        unit.subject,
        by=by,
        at=at,
        project_id=unit.project_id,
        kind=kind.value,
    )
    return kept


def _record(deed: str, tenure: Tenure, *, by: Actor, at: datetime, **details: audit.Detail) -> None:
    audit.record(deed, tenure.subject, by=by, at=at, project_id=tenure.project_id, **details)
