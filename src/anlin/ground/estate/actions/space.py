"""Spaces and shared parts, and what is done to keep them well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.search import api as search
from anlin.ground.estate import permissions, rules
from anlin.ground.estate.choices import Nature, SpaceKind, TreatmentKind
from anlin.ground.estate.errors import CodeTaken, taken_meanwhile
from anlin.ground.estate.models import Building, Project, Space, Treatment, Unit
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@dataclass(frozen=True, kw_only=True)
class NewSpace:
    """A parking space, equipment room, premises or shared part to be registered."""

    kind: SpaceKind
    nature: Nature
    code: str
    name: str
    building: Building | None = None
    serves_unit: Unit | None = None
    floor: int | None = None
    area_m2: Decimal | None = None
    condition: str = ""


@transaction.atomic
def add_space(
    *,
    project: Project,
    kind: SpaceKind,
    nature: Nature,
    code: str,
    name: str,
    by: Actor,
    at: datetime,
    building: Building | None = None,
    serves_unit: Unit | None = None,
    floor: int | None = None,
    area_m2: Decimal | None = None,
    condition: str = "",
) -> Space:
    """Register a parking space, equipment room, premises or shared part. Refused with `CodeTaken`."""
    new = NewSpace(
        kind=kind,
        nature=nature,
        code=code,
        name=name,
        building=building,
        serves_unit=serves_unit,
        floor=floor,
        area_m2=area_m2,
        condition=condition,
    )
    [space] = add_spaces(project=project, new=[new], by=by, at=at)
    return space


@transaction.atomic
def add_spaces(
    *, project: Project, new: Sequence[NewSpace], by: Actor, at: datetime
) -> list[Space]:
    """Register many at the cost of a handful of statements; all or, with `CodeTaken`, none."""
    require(permissions.may_edit(by, project.pk))
    taken: set[tuple[str, str]] = set(
        Space.objects.filter(project=project).values_list("kind", "code")
    )
    spaces = []
    for each in new:
        plain = rules.plain_code(each.code)
        if (each.kind, plain) in taken:
            raise CodeTaken(code=each.code, field="code")
        taken.add((each.kind, plain))
        spaces.append(
            Space(
                project=project,
                building=each.building,
                serves_unit=each.serves_unit,
                kind=each.kind,
                nature=each.nature,
                code=plain,
                name=each.name,
                floor=each.floor,
                area_m2=each.area_m2,
                condition=each.condition,
            )
        )
    with rows.once(taken_meanwhile([space.code for space in spaces])):
        rows.put_in(spaces)
    search.put_many(
        search.Findable(
            subject=space.subject,
            project_id=project.pk,
            at=at,
            text=space.name,
            exact=(space.code,),
        )
        for space in spaces
    )

    audit.record_many(
        [
            audit.Note(deed="estate.space_added", subject=space.subject, project_id=project.pk)
            for space in spaces
        ],
        by=by,
        at=at,
    )
    return spaces


@transaction.atomic
def treat(
    *,
    space: Space,
    kind: TreatmentKind,
    on: date,
    words: str,
    by: Actor,
    at: datetime,
    condition: str = "",
) -> Treatment:
    """Keep a line of the space's history of upkeep, and the condition it is in since (B-EST-05)."""
    require(permissions.may_edit(by, space.project_id))
    if condition:
        rows.change(space, expecting=("condition",), condition=condition)

    treatment = Treatment.objects.create(
        space=space, kind=kind, treated_on=on, words=words, noted_by=by.ref
    )

    audit.record(
        "estate.treated", space.subject, by=by, at=at, project_id=space.project_id, kind=kind.value
    )
    return treatment
