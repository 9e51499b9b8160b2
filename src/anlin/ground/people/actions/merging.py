"""Two rows, one person: merging points one at the other and moves nothing, so it can be undone."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.people import permissions
from anlin.ground.people.errors import AlreadyMerged, CannotMerge, NothingToUndo
from anlin.ground.people.events import MergeUndone, PersonsMerged
from anlin.ground.people.models import Merge, Person
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require


@transaction.atomic
def merge(*, kept: Person, absorbed: Person, reason: str, by: Actor, at: datetime) -> Merge:
    """Know `absorbed` as `kept` from now on.

    Refused with `CannotMerge` for one and the same row or for a human and an organisation, with
    `AlreadyMerged` when either was absorbed before, or when `absorbed` absorbed others: merge those
    into `kept` first, so that a chain never has more than one link. Tells `PersonsMerged`.
    """
    require(permissions.may_merge(by))
    if kept.pk == absorbed.pk or kept.is_organisation != absorbed.is_organisation:
        raise CannotMerge(absorbed)
    if kept.merged_into_id or absorbed.merged_into_id or absorbed.absorbed.exists():
        raise AlreadyMerged(absorbed)

    rows.change(absorbed, expecting=("merged_into_id",), merged_into=kept)
    done = Merge.objects.create(
        kept=kept, absorbed=absorbed, reason=reason, merged_at=at, merged_by=by.ref
    )

    audit.record("people.merged", kept.subject, by=by, at=at, absorbed=absorbed.pk)
    news.publish(PersonsMerged(person_id=kept.pk, absorbed_id=absorbed.pk, by=by.ref, at=at))
    return done


@transaction.atomic
def undo_merge(*, done: Merge, by: Actor, at: datetime) -> Merge:
    """They are two people after all; everything each had is theirs again. Refused with `NothingToUndo` twice."""
    require(permissions.may_merge(by))
    if done.undone_at is not None:
        raise NothingToUndo(done)

    rows.change(done, expecting=("undone_at",), undone_at=at, undone_by=by.ref)
    rows.change(done.absorbed, expecting=("merged_into_id",), merged_into=None)

    audit.record("people.merge_undone", done.kept.subject, by=by, at=at, absorbed=done.absorbed_id)
    told = {"person_id": done.kept_id, "absorbed_id": done.absorbed_id}
    news.publish(MergeUndone(**told, by=by.ref, at=at))
    return done
