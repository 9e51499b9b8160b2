"""The catalogue of faults, and what an office promises."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject
from anlin.trades.workorders import permissions
from anlin.trades.workorders.choices import Measure
from anlin.trades.workorders.models import Fault, Term

SETTINGS = Subject("settings", "workorders")


@transaction.atomic
def adopt_catalogue(*, faults: Sequence[Mapping[str, object]], by: Actor, at: datetime) -> int:
    """Take over faults by code; what the company changed stays. Returns how many are new."""
    require(permissions.may_arrange(by))

    new = 0
    for line in faults:
        new += Fault.objects.get_or_create(code=line["code"], defaults=dict(line))[1]

    if new:
        audit.record("workorders.catalogue_adopted", SETTINGS, by=by, at=at, new=new)
    return new


@transaction.atomic
def keep_fault(*, code: str, values: Mapping[str, object], by: Actor, at: datetime) -> Fault:
    """Add a fault or an item of upkeep to the catalogue, or change the one with that code."""
    require(permissions.may_arrange(by))

    fault, _is_new = Fault.objects.update_or_create(code=code, defaults=dict(values))

    audit.record("workorders.fault_kept", SETTINGS, by=by, at=at, code=code)
    return fault


@transaction.atomic
def set_term(
    *, project: Project, measure: Measure, values: Mapping[str, object], by: Actor, at: datetime
) -> Term:
    """What this office promises and aims at from now on; orders raised before keep what they were promised."""
    require(permissions.may_arrange(by, project.pk))

    term, _is_new = Term.objects.update_or_create(
        project=project, measure=measure, defaults=dict(values)
    )

    audit.record(
        "workorders.term_set", SETTINGS, by=by, at=at, project_id=project.pk, measure=measure.value
    )
    return term
