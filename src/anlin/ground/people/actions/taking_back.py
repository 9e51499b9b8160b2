"""Who an import registered and nobody dealt with since: taken back as if they had never been."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from anlin.foundation.audit import api as audit
from anlin.ground.people import permissions
from anlin.ground.people.models import ContactPoint, Person
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject

PIECE = 500


@transaction.atomic
def take_back(
    *, person_ids: Sequence[int], by: Actor, at: datetime, contact_ids: Sequence[int] = ()
) -> None:
    """Delete people who were registered by mistake, with their contact points, and contact points of others.

    Raises Django's `ProtectedError`, which names them, when other rows point at any of it.
    """
    require(permissions.may_edit(by))

    ContactPoint.objects.filter(pk__in=contact_ids).delete()
    for start in range(0, len(person_ids), PIECE):
        piece = person_ids[start : start + PIECE]
        ContactPoint.objects.filter(person__in=piece).delete()
        Person.objects.filter(pk__in=piece).delete()

    audit.record_many(
        [
            audit.Note(deed="people.taken_back", subject=Subject("person", str(key)))
            for key in person_ids
        ],
        by=by,
        at=at,
    )
