"""What an import made and nobody used since: taken back as if it had never been."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from anlin.foundation.audit import api as audit
from anlin.foundation.search import api as search
from anlin.ground.estate import permissions
from anlin.ground.estate.models import Building, Entrance, Space, Unit, UnitStay
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject

PIECE = 500


@transaction.atomic
def take_back(
    *,
    project_id: int,
    unit_ids: Sequence[int],
    by: Actor,
    at: datetime,
    space_ids: Sequence[int] = (),
    entrance_ids: Sequence[int] = (),
    building_ids: Sequence[int] = (),
) -> None:
    """Delete what was registered by mistake, all or none.

    Raises Django's `ProtectedError`, which names them, when other rows point at any of it, or when
    a unit has lived on since.
    """
    require(permissions.may_edit(by, project_id))

    _delete(Space, space_ids, "space")
    for start in range(0, len(unit_ids), PIECE):
        stays = UnitStay.objects.filter(unit__in=unit_ids[start : start + PIECE])
        lived_on = list(stays.exclude(stays_until=None).select_related("unit")[:1])
        if lived_on:
            raise ProtectedError("The unit has lived on.", {stay.unit for stay in lived_on})
        stays.delete()
    _delete(Unit, unit_ids, "unit")
    Entrance.objects.filter(pk__in=entrance_ids, building__project=project_id).delete()
    Building.objects.filter(pk__in=building_ids, project=project_id).delete()

    audit.record_many(
        [
            audit.Note(
                deed="estate.unit_taken_back",
                subject=Subject("unit", str(key)),
                project_id=project_id,
            )
            for key in unit_ids
        ],
        by=by,
        at=at,
    )


def _delete(model: type[Space | Unit], keys: Sequence[int], kind: str) -> None:
    for start in range(0, len(keys), PIECE):
        model._default_manager.filter(pk__in=keys[start : start + PIECE]).delete()
    search.remove_many(Subject(kind, str(key)) for key in keys)
