"""A roster taken back: what it made is deleted while nothing else depends on it, what it changed is as before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import models, transaction
from django.db.models import ProtectedError

from anlin.foundation.audit import api as audit
from anlin.foundation.intake import api as intake
from anlin.foundation.search import api as search
from anlin.ground.estate import actions as estate
from anlin.ground.estate.models import Unit
from anlin.ground.people import actions as people
from anlin.ground.tenure import permissions, sockets
from anlin.ground.tenure.errors import RosterTouched
from anlin.ground.tenure.models import Tenure
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject

PIECE = 500


@transaction.atomic
def undo_roster(*, batch: intake.Batch, by: Actor, at: datetime) -> None:
    """Take back an applied batch, all of it or nothing.

    The only deed that deletes tenures: they were never true. Refused with `RosterTouched`, naming
    what depends on a thing the batch made, and with `BatchNotReady`.
    """
    assert batch.project_id is not None
    require(permissions.may_import_roster(by, batch.project_id))

    made: dict[str, list[int]] = {}
    for row in intake.rows_to_undo(batch).iterator(chunk_size=2000):
        trace = row.before or {}
        for kind, keys in trace.get("made", {}).items():
            made.setdefault(kind, []).extend(keys)
        if trace.get("was"):
            _restore(int(row.subject_key), trace["was"], trace["became"], by=by, at=at)
    _refuse_pointed_at(made)
    try:
        _take_back(made, batch.project_id, by=by, at=at)
    except ProtectedError as error:
        raise RosterTouched(what=_named(error.protected_objects)) from error
    intake.mark_undone(batch=batch, at=at)


def _refuse_pointed_at(made: Mapping[str, Sequence[int]]) -> None:
    """Documents and letters point by Subject, and would be left about nothing."""
    for kind, keys in made.items():
        for start in range(0, len(keys), PIECE):
            piece = [str(key) for key in keys[start : start + PIECE]]
            found = sockets.pointed_at.first(kind, piece)
            if found is not None:
                raise RosterTouched(what=audit.name_of(Subject(kind, found)))


def _restore(
    unit_id: int,
    was: dict[str, str | None],
    became: dict[str, str | None],
    *,
    by: Actor,
    at: datetime,
) -> None:
    unit = Unit.objects.get(pk=unit_id)
    if any(getattr(unit, name) != _value(name, text) for name, text in became.items()):
        raise RosterTouched(what=unit.address)
    values = {name: _value(name, text) for name, text in was.items()}
    estate.correct_unit(unit=unit, values=values, by=by, at=at)


def _value(name: str, text: str | None) -> object:
    return Decimal(text) if text is not None and name.endswith("_m2") else text


def _take_back(made: dict[str, list[int]], project_id: int, *, by: Actor, at: datetime) -> None:
    keys = made.get("tenure", [])
    subjects = [Subject("tenure", str(key)) for key in keys]
    for start in range(0, len(keys), PIECE):
        tenures = Tenure.objects.filter(pk__in=keys[start : start + PIECE])
        ended = tenures.exclude(ends_on=None).select_related("unit").first()
        if ended is not None:
            raise RosterTouched(what=ended.unit)
        tenures.delete()
    search.remove_many(subjects)
    audit.record_many(
        [
            audit.Note(deed="tenure.taken_back", subject=subject, project_id=project_id)
            for subject in subjects
        ],
        by=by,
        at=at,
    )
    estate.take_back(
        project_id=project_id,
        space_ids=made.get("space", ()),
        unit_ids=made.get("unit", ()),
        entrance_ids=made.get("entrance", ()),
        building_ids=made.get("building", ()),
        by=by,
        at=at,
    )
    people.take_back(
        person_ids=made.get("person", ()), contact_ids=made.get("contact", ()), by=by, at=at
    )


def _named(protected: Iterable[models.Model]) -> str:
    thing = next(iter(protected))
    subject = getattr(thing, "subject", None)
    return audit.name_of(subject) if isinstance(subject, Subject) else str(thing)
