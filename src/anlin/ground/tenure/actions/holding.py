"""Who comes, who goes, who buys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.search import api as search
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.tenure import permissions, rules
from anlin.ground.tenure.choices import EndedBecause, TenureRole
from anlin.ground.tenure.errors import (
    AlreadyEnded,
    AlreadyHolds,
    EndsBeforeItBegins,
    NeedsUnit,
    SharesDoNotAddUp,
)
from anlin.ground.tenure.events import TenureBegan, TenureEnded, UnitTransferred
from anlin.ground.tenure.models import Tenure
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@dataclass(frozen=True, kw_only=True)
class NewTenure:
    """A person coming into a role; `unit` may be None only for roles towards the project."""

    project: Project
    unit: Unit | None
    person: Person
    role: TenureRole
    begins_on: date
    share: tuple[int, int] = (1, 1)


@transaction.atomic
def begin(*, new: NewTenure, by: Actor, at: datetime) -> Tenure:
    """Let somebody into a role towards a unit.

    Refused with `NeedsUnit`, `AlreadyHolds`, or `SharesDoNotAddUp` when owners would hold more than
    the whole. Tells `TenureBegan`.
    """
    [tenure] = begin_many(new=[new], by=by, at=at)
    return tenure


@transaction.atomic
def begin_many(*, new: Sequence[NewTenure], by: Actor, at: datetime) -> list[Tenure]:
    """Begin many tenures in a handful of statements; all or none. Owners are checked unit by unit."""
    for project_id in {each.project.pk for each in new}:
        require(permissions.may_edit(by, project_id))
    tenures = [_tenure(each, at=at) for each in new]
    _refuse_double(tenures)
    _refuse_more_than_whole(tenures)

    with rows.once(AlreadyHolds()):
        rows.put_in(tenures)
    _make_findable(tenures, at=at)

    audit.record_many(
        [
            audit.Note(
                deed="tenure.began",
                subject=tenure.subject,
                project_id=tenure.project_id,
                details={"role": str(tenure.role)},
            )
            for tenure in tenures
        ],
        by=by,
        at=at,
    )
    news.publish_many(
        [TenureBegan(**_told(t), begins_on=t.begins_on, by=by.ref, at=at) for t in tenures]
    )
    return tenures


@transaction.atomic
def end(*, tenure: Tenure, on: date, because: EndedBecause, by: Actor, at: datetime) -> Tenure:
    """End a tenure; the day itself belongs to the successor.

    Refused with `AlreadyEnded` or `EndsBeforeItBegins`. Tells `TenureEnded`.
    """
    require(permissions.may_edit(by, tenure.project_id))
    if tenure.ends_on is not None:
        raise AlreadyEnded(ended=tenure.ends_on)
    if on <= tenure.begins_on:
        raise EndsBeforeItBegins(begins=tenure.begins_on, field="on")

    rows.change(tenure, expecting=("ends_on",), ends_on=on, ended_because=because)
    search.remove(tenure.subject)

    audit.record(
        "tenure.ended",
        tenure.subject,
        by=by,
        at=at,
        project_id=tenure.project_id,
        because=because.value,
        on=on.isoformat(),
    )
    news.publish(TenureEnded(**_told(tenure), ends_on=on, by=by.ref, at=at))
    return tenure


@transaction.atomic
def transfer(
    *,
    unit: Unit,
    to: Sequence[tuple[Person, tuple[int, int]]],
    on: date,
    by: Actor,
    at: datetime,
) -> list[Tenure]:
    """The unit changes hands: all owners of the day before end, the new ones begin, in one deed.

    Refused with `SharesDoNotAddUp` unless the new shares are exactly the whole. Somebody who keeps
    a share ends and begins again with the new one. Tells `UnitTransferred`.
    """
    require(permissions.may_edit(by, unit.project_id))
    total = rules.total_share(share for _person, share in to)
    if total != 1:
        raise SharesDoNotAddUp(total=total, field="shares")

    for tenure in Tenure.objects.filter(unit=unit, role=TenureRole.OWNER, ends_on=None):
        end(tenure=tenure, on=on, because=EndedBecause.TRANSFER, by=by, at=at)
    new = [
        NewTenure(
            project=unit.project,
            unit=unit,
            person=person,
            role=TenureRole.OWNER,
            begins_on=on,
            share=share,
        )
        for person, share in to
    ]
    tenures = begin_many(new=new, by=by, at=at)

    audit.record("tenure.transferred", unit.subject, by=by, at=at, project_id=unit.project_id)
    news.publish(
        UnitTransferred(project_id=unit.project_id, unit_id=unit.pk, on=on, by=by.ref, at=at)
    )
    return tenures


@transaction.atomic
def refresh_findability(*, person_id: int, at: datetime) -> None:
    """Write what `search` knows of a person's running tenures anew, after their name or phone changed."""
    running = Tenure.objects.filter(person__in=people.same_person(person_id), ends_on=None)
    _make_findable(list(running.select_related("unit")), at=at)


def find_no_more(*, person_id: int) -> None:
    """Let `search` know of none of the person's tenures."""
    held = Tenure.objects.filter(person__in=people.same_person(person_id))
    search.remove_many([tenure.subject for tenure in held])


def _tenure(new: NewTenure, *, at: datetime) -> Tenure:
    if new.unit is None and new.role not in {
        TenureRole.CLIENT_REPRESENTATIVE,
        TenureRole.PROSPECTIVE_OWNER,
    }:
        raise NeedsUnit(field="unit")
    return Tenure(
        project=new.project,
        unit=new.unit,
        person=new.person,
        role=new.role,
        share_numerator=new.share[0],
        share_denominator=new.share[1],
        begins_on=new.begins_on,
        recorded_at=at,
    )


def _refuse_double(tenures: Sequence[Tenure]) -> None:
    units = {tenure.unit_id for tenure in tenures if tenure.unit_id}
    running: set[tuple[int | None, int, str]] = set(
        Tenure.objects.filter(unit__in=units, ends_on=None).values_list("unit", "person", "role")
    )
    for tenure in tenures:
        place = (tenure.unit_id, tenure.person_id, tenure.role)
        if tenure.unit_id and place in running:
            raise AlreadyHolds(tenure)
        running.add(place)


def _refuse_more_than_whole(tenures: Sequence[Tenure]) -> None:
    owners = [tenure for tenure in tenures if tenure.role == TenureRole.OWNER]
    shares: dict[int | None, list[tuple[int, int]]] = {}
    known = Tenure.objects.filter(
        unit__in={tenure.unit_id for tenure in owners}, role=TenureRole.OWNER, ends_on=None
    )
    for tenure in [*known, *owners]:
        share = (tenure.share_numerator, tenure.share_denominator)
        shares.setdefault(tenure.unit_id, []).append(share)
    for held in shares.values():
        total = rules.total_share(held)
        if total > 1:
            raise SharesDoNotAddUp(total=total, field="share")


def _make_findable(tenures: Sequence[Tenure], *, at: datetime) -> None:
    tokens = people.hidden_tokens_of({tenure.person_id for tenure in tenures})
    search.put_many(
        [
            search.Findable(
                subject=tenure.subject,
                project_id=tenure.project_id,
                at=at,
                text=tenure.unit.address if tenure.unit else "",
                hidden_tokens=tokens[tenure.person_id],
            )
            for tenure in tenures
        ]
    )


def _told(tenure: Tenure) -> dict[str, Any]:
    return {
        "project_id": tenure.project_id,
        "unit_id": tenure.unit_id,
        "tenure_id": tenure.pk,
        "person_id": tenure.person_id,
        "role": str(tenure.role),
    }
