"""Closing the house to changes and opening it again."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.prepared import Prepared
from anlin.foundation.upkeep.models import Closure
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Refusal
from anlin.kernel.subjects import Subject

CLOSING = {
    "upkeep.closed": gettext_lazy("closed the house to changes"),
    "upkeep.opened": gettext_lazy("opened the house to changes again"),
}
HOUSE = Subject("house", "1")
ONLY = 1
SOONEST = timedelta(seconds=30)


class HouseClosed(Refusal):
    """Nothing is changed now; the sentence says why and until when, as far as that is known."""

    def __init__(self, closure: Closure) -> None:
        super().__init__(closure)
        self.closure = closure

    def __str__(self) -> str:
        return said_of(self.closure)


@transaction.atomic
def close(*, reason: str, opens_at: datetime | None, by: Actor, at: datetime) -> Closure:
    """Refuse deeds from now on; a house that is closed already gets the new reason and hour.

    Deeds that are under way are done. Jobs that run are finished, no other is begun.
    """
    closure, _created = Closure.objects.update_or_create(
        pk=ONLY,
        defaults={"reason": reason.strip()[:200], "opens_at": opens_at},
        create_defaults={"reason": reason.strip()[:200], "opens_at": opens_at, "closed_at": at},
    )
    memory.asked_at = None
    audit.record("upkeep.closed", HOUSE, by=by, at=at)
    return closure


@transaction.atomic
def reopen(*, by: Actor, at: datetime) -> bool:
    """Take deeds again; say whether the house was closed."""
    deleted, _each = Closure.objects.filter(pk=ONLY).delete()
    if deleted:
        audit.record("upkeep.opened", HOUSE, by=by, at=at)
    return bool(deleted)


def closure() -> Closure | None:
    """The closure, or None while the house is open."""
    return _closure.first(ONLY)


# Asked before each deed.
_closure = Prepared(Closure, lambda pk: Closure.objects.filter(pk=pk), "id")


class Memory:
    """When this process last heard that the house is open; begins as if it had just asked."""

    def __init__(self) -> None:
        self.asked_at: float | None = time.monotonic()

    def is_fresh(self) -> bool:
        return self.asked_at is not None and (
            time.monotonic() - self.asked_at < settings.CLOSURE_TOLD_WITHIN
        )


memory = Memory()


def closure_for_notice() -> Closure | None:
    """The same for the notice on a page, which costs no question a page and must not fail where the database does.

    Told within `CLOSURE_TOLD_WITHIN` seconds. Whoever is about to change something asks `closure`.
    """
    if memory.is_fresh():
        return None
    try:
        with rows.looking():
            found = closure()
    except DatabaseError:
        return None
    memory.asked_at = time.monotonic() if found is None else None
    return found


def said_of(closure: Closure) -> str:
    """What is going on, in the reader's language; the reason as the administrator wrote it."""
    parts = [_("Anlin is read-only for a while.")]
    if closure.reason:
        parts.append(_("Reason: %(reason)s.") % {"reason": closure.reason.rstrip(".。")})
    if closure.opens_at:
        hour = date_format(timezone.localtime(closure.opens_at), "H:i")
        parts.append(_("It is expected to take changes again at %(hour)s.") % {"hour": hour})
    return " ".join(parts)


def retry_after(closure: Closure, now: datetime) -> int:
    """Seconds after which it makes sense to try again."""
    left = closure.opens_at - now if closure.opens_at else SOONEST
    return int(max(left, SOONEST).total_seconds())
