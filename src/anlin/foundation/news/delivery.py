"""Delivering letters: claim, tell, mark; put off what failed; bury what failed too often."""

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from anlin.foundation.news import payloads
from anlin.foundation.news.bulletin import board
from anlin.foundation.news.models import OPEN_STATES, Letter
from anlin.kernel.errors import Refusal

log = logging.getLogger(__name__)

MAX_TRIES = 8
TAKEN = "A letter took longer than its lease; another worker took it over."
LEASE = timedelta(minutes=2)
WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)


class ClaimLost(Exception):  # noqa: N818
    """The lease ran out and another worker took the letter; this telling is undone."""


def deliver_waiting(*, now: datetime, limit: int = 100) -> int:
    """Deliver due letters, oldest first, and say how many were. Safe in several workers at once."""
    delivered = tried = 0
    while tried < limit:
        # Claimed one by one: a lease must not run while the letters before it are told.
        outcomes = [
            _deliver(letter, now) for letter in _heads(now)[: limit - tried] if _claim(letter, now)
        ]
        if not outcomes:
            break
        delivered += sum(outcomes)
        tried += len(outcomes)
    return delivered


def _heads(now: datetime) -> QuerySet[Letter]:
    """Due letters that nobody holds and that have no earlier open letter to wait for."""
    earlier = Letter.objects.filter(
        listener=OuterRef("listener"),
        subject_ref=OuterRef("subject_ref"),
        pk__lt=OuterRef("pk"),
        state__in=OPEN_STATES,
    )
    return Letter.objects.filter(
        ~Exists(earlier), _free(now), _due(now), state=Letter.State.WAITING
    ).order_by("due_at", "pk")


def _due(now: datetime) -> Q:
    """What was never tried is due, whatever the clock said when it was posted: it may have gone back since."""
    return Q(tries=0) | Q(due_at__lte=now) | Q(due_at__gt=now + WAITS[-1])


def _free(now: datetime) -> Q:
    # No lease reaches further than that, unless the clock has gone back.
    return Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=now + LEASE)


def _claim(letter: Letter, now: datetime) -> bool:
    # Claimed by this update, not by a lock: two workers may hold the same row in memory, but only
    # one of them changes it. The try is counted here, so that a letter that kills its worker
    # does not do so for ever.
    claim, until = uuid4(), now + LEASE
    claimed = Letter.objects.filter(
        _free(now), pk=letter.pk, state=Letter.State.WAITING, tries=letter.tries
    ).update(claim=claim, claimed_until=until, tries=F("tries") + 1)
    letter.claim, letter.claimed_until, letter.tries = claim, until, letter.tries + 1
    return bool(claimed)


def _deliver(letter: Letter, now: datetime) -> bool:
    try:
        if letter.tries > MAX_TRIES:
            raise RuntimeError("The worker ended during each try.")  # noqa: TRY301
        with transaction.atomic():
            _tell(letter)
            _mark_delivered(letter, now)
    except ClaimLost:
        log.warning(TAKEN, extra={"letter": letter.pk})
        return False
    except Exception as error:  # noqa: BLE001  (whatever a listener does, the post goes on)
        _note_failure(letter, error, now)
        return False
    return True


def _tell(letter: Letter) -> None:
    reaction = board.find(event=letter.event, listener=letter.listener)
    if reaction is None:
        raise LookupError(f"Nobody called {letter.listener} reacts to {letter.event}.")
    reaction.listener(payloads.read(reaction.event_type, letter.payload))


def _mark_delivered(letter: Letter, now: datetime) -> None:
    marked = _held(letter).update(
        state=Letter.State.DELIVERED, settled_at=now, claim=None, claimed_until=None
    )
    if not marked:
        raise ClaimLost(letter.pk)


def _note_failure(letter: Letter, error: Exception, now: datetime) -> None:
    is_last = letter.tries >= MAX_TRIES
    noted = _held(letter).update(
        state=Letter.State.DEAD if is_last else Letter.State.WAITING,
        due_at=now + wait_after(letter.tries),
        claim=None,
        claimed_until=None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
    if not noted:
        # Whoever told it meanwhile made this telling impossible, and that is all there is to it.
        log.warning(TAKEN, extra={"letter": letter.pk})
        return
    level = logging.INFO if isinstance(error, Refusal) else logging.ERROR
    log.log(
        level,
        "A letter was not delivered.",
        exc_info=None if isinstance(error, Refusal) else error,
        extra={"letter": letter.pk, "listener": letter.listener, "tries": letter.tries},
    )


def _held(letter: Letter) -> QuerySet[Letter]:
    return Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING, claim=letter.claim)


def wait_after(tries: int) -> timedelta:
    """How long to wait after the given number of failed tries."""
    return WAITS[min(max(tries, 1), len(WAITS)) - 1]
