"""The door of news: publish an event, react to one, deliver what waits, look after what is dead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import payloads
from anlin.foundation.news.bulletin import BulletinClosed, board, reacts_to
from anlin.foundation.news.delivery import deliver_waiting
from anlin.foundation.news.models import Letter
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Invalid, Refusal
from anlin.kernel.events import Event
from anlin.kernel.subjects import Subject

__all__ = [
    "Backlog",
    "BulletinClosed",
    "LetterNotDead",
    "PublishedOutsideTransaction",
    "ReactionLine",
    "all_reactions",
    "backlog",
    "close",
    "dead_letters",
    "deliver_waiting",
    "drop",
    "prune",
    "publish",
    "publish_many",
    "reacts_to",
    "retry",
]

KEPT = timedelta(days=30)
DEEDS = {
    "news.retried": _("let an undelivered letter be tried again"),
    "news.dropped": _("gave an undelivered letter up"),
}


class PublishedOutsideTransaction(Exception):  # noqa: N818
    """News may only be told together with the change that made it true."""


class LetterNotDead(Refusal):
    """Somebody else retried or dropped it, or it was delivered."""

    sentence = _("This letter is no longer among the undelivered ones. Look at the list again.")


def publish(event: Event) -> None:
    """Tell an event: plain reactions run now, letters are written for the `later` ones.

    Both happen in the caller's transaction; raises `PublishedOutsideTransaction` without one.
    """
    publish_many([event])


def publish_many(events: Sequence[Event]) -> None:
    """Tell events in their order, all letters in one statement and before the first reaction runs."""
    if not connection.in_atomic_block:
        raise PublishedOutsideTransaction(", ".join(sorted({event.name() for event in events})))
    rows.put_in([letter for event in events for letter in _letters(event)])
    for event in events:
        for reaction in board.of(type(event), later=False):
            reaction.listener(event)


def _letters(event: Event) -> Iterator[Letter]:
    later = board.of(type(event), later=True)
    payload = payloads.write(event) if later else None
    for reaction in later:
        yield Letter(
            event=event.name(),
            payload=payload,
            listener=reaction.name,
            subject_ref=event.subject_ref,
            posted_at=event.at,
            due_at=event.at,
        )


def close() -> None:
    """Let nobody begin to react any more; called once, when all rooms are ready."""
    board.closed = True


@dataclass(frozen=True, order=True)
class ReactionLine:
    """One line of the generated page: the event, who tells it, who hears it, and when."""

    event: str
    tells: str
    hears: str
    later: bool


def all_reactions() -> list[ReactionLine]:
    """Every reaction of the house, sorted."""
    return sorted(
        ReactionLine(r.event_type.name(), r.event_type.__module__, r.name, r.later)
        for r in board.reactions
    )


@dataclass(frozen=True)
class Backlog:
    """How the post stands: letters waiting, letters dead, and since when the oldest is waiting."""

    waiting: int
    dead: int
    oldest_at: datetime | None


def backlog() -> Backlog:
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    oldest = waiting.order_by("due_at").values_list("posted_at", flat=True).first()
    return Backlog(waiting.count(), dead_letters().count(), oldest)


def dead_letters() -> QuerySet[Letter]:
    """Letters given up after the last try, oldest first; each holds up the later ones of its subject."""
    return Letter.objects.filter(state=Letter.State.DEAD).order_by("pk")


@transaction.atomic
def retry(*, letter_id: int, by: Actor, at: datetime) -> None:
    """Let a dead letter be tried again from the start; refused with `LetterNotDead`. Goes into the audit."""
    revived = (
        dead_letters()
        .filter(pk=letter_id)
        .order_by()
        .update(state=Letter.State.WAITING, tries=0, due_at=at, settled_by=by.ref)
    )
    if not revived:
        raise LetterNotDead(letter_id)
    _record("news.retried", letter_id, by=by, at=at)


@transaction.atomic
def drop(*, letter_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Give a dead letter up for good, so that the later ones of its subject go on. Goes into the audit.

    The reason stays with the letter: it is typed by a person and may name somebody.
    """
    if not reason.strip():
        raise Invalid(_("Say why this letter need not be delivered."), field="reason")
    dropped = (
        dead_letters()
        .filter(pk=letter_id)
        .order_by()
        .update(state=Letter.State.DROPPED, reason=reason.strip(), settled_at=at, settled_by=by.ref)
    )
    if not dropped:
        raise LetterNotDead(letter_id)
    _record("news.dropped", letter_id, by=by, at=at)


def _record(deed: str, letter_id: int, *, by: Actor, at: datetime) -> None:
    letter = Letter.objects.get(pk=letter_id)
    subject = Subject("letter", str(letter_id))
    audit.record(deed, subject, by=by, at=at, event=letter.event, listener=letter.listener)


def prune(*, now: datetime, batch: int = 5000) -> int:
    """Delete letters that were delivered or dropped more than 30 days ago, in short transactions."""
    pruned = 0
    while ids := _settled_before(now - KEPT, batch):
        with transaction.atomic():
            pruned += Letter.objects.filter(pk__in=ids).delete()[0]
    return pruned


def _settled_before(moment: datetime, batch: int) -> Iterable[int]:
    settled = (Letter.State.DELIVERED, Letter.State.DROPPED)
    due = Letter.objects.filter(state__in=settled, settled_at__lt=moment)
    return list(due.order_by("settled_at").values_list("pk", flat=True)[:batch])
