"""Sealing entries into a chain of hashes, and verifying it.

Deeds write entries without waiting for one another, so ids are committed out of order. A chain in the
order of ids must therefore stay behind every id that was handed out and is not committed yet.

On PostgreSQL the trigger that gives an id first makes sure that its transaction has a transaction id
(xid). The sealer reads the last id handed out (H) and only then gets its own xid (X): every entry up to
H belongs to a transaction with an xid below X. Once the oldest running xid is X or more, all of
them have ended, and what of them is visible is all there will ever be. The sequence must not cache
ids per session (CACHE 1), or ids up to H could still be handed out later. A long transaction in
this database delays the sealer, and nothing else. On SQLite there is one writer, and the order of
commits is the order of ids.
"""

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from anlin.foundation import rows
from anlin.foundation.audit.models import Entry, Link, Watermark

NO_LINK = Link(entry_id=0, previous_id=0, hash="0" * 64)
BATCH = 1_000
# Any constant will do, as long as nobody else in this database takes it.
SEALER_LOCK = 0x5EA1


@dataclass(frozen=True)
class Verdict:
    """What `verify` saw: links checked before the first fault, entries not sealed yet, the last good hash.

    `first_fault` names an entry and what is the matter with it: "missing", "altered" or "link
    broken" (its link was altered or removed, or it was slipped in behind the sealer). Cutting off
    the newest entries together with their links leaves a sound, shorter chain: only a `head_hash`
    noted elsewhere shows that.
    """

    checked: int
    unsealed: int
    head_hash: str
    first_fault: tuple[int, str] | None


def seal(*, now: datetime, limit: int = BATCH) -> int:
    """Chain up to `limit` entries that are settled; returns how many.

    On PostgreSQL an entry is sealed at the second call after it was written, and not before every
    older transaction has ended; the call must be the first thing in its transaction. Of several
    sealers at a time one works and the others return 0.
    """
    with transaction.atomic():
        if connection.vendor != "postgresql":
            return _extend(_last_link(), limit, up_to=None)
        return _seal_behind_running_transactions(now, limit)


def _seal_behind_running_transactions(now: datetime, limit: int) -> int:
    if _ask("SELECT pg_current_xact_id_if_assigned() IS NOT NULL"):
        raise RuntimeError("The sealer needs a transaction that has not written yet.")
    if not _ask("SELECT pg_try_advisory_xact_lock(%s)", SEALER_LOCK):
        return 0
    head = _last_link()
    last_id = _ask("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_entry_id_seq")
    if last_id <= head.entry_id:
        return 0
    # After the last id was read, never before: the proof at the top of this module rests on it.
    own_xid = _ask("SELECT pg_current_xact_id()::text::bigint")
    mark = Watermark.objects.first() or Watermark(entry_id=0, xid=0)
    if rows.oldest_running() < mark.xid:
        return 0
    sealed = _extend(head, limit, up_to=mark.entry_id)
    if sealed < limit and mark.entry_id < last_id:
        mark.entry_id, mark.xid, mark.taken_at = last_id, own_xid, now
        mark.save()
    return sealed


def _ask(question: str, *params: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        return cursor.fetchone()[0]


def _extend(head: Link, limit: int, *, up_to: int | None) -> int:
    settled = Entry.objects.filter(id__gt=head.entry_id).order_by("id")
    if up_to is not None:
        settled = settled.filter(id__lte=up_to)
    links = []
    for entry in settled[:limit]:
        head = Link(entry_id=entry.pk, previous_id=head.entry_id, hash=hash_after(head.hash, entry))
        links.append(head)
    Link.objects.bulk_create(links, batch_size=BATCH)
    return len(links)


def hash_after(previous: str, entry: Entry) -> str:
    """SHA-256 over the bytes of the previous hash and the entry in one fixed spelling."""
    content = {
        "id": entry.pk,
        "at": _instant(entry.at),
        "deed": entry.deed,
        "subject": [entry.subject_kind, entry.subject_key],
        "project": entry.project_id,
        "actor": entry.actor_ref,
        "request": entry.request_id,
        "details": entry.details,
        "recorded_at": _instant(entry.recorded_at),
    }
    spelled = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(bytes.fromhex(previous) + spelled.encode("ascii")).hexdigest()


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def verify() -> Verdict:
    """Walk the chain from its beginning to the first fault, a thousand links at a time."""
    head, checked = NO_LINK, 0
    fault: tuple[int, str] | None = None
    while fault is None:
        links = list(Link.objects.filter(entry_id__gt=head.entry_id).order_by("entry_id")[:BATCH])
        if not links:
            break
        upto = Entry.objects.filter(id__gt=head.entry_id, id__lte=links[-1].entry_id)
        entries = {entry.pk: entry for entry in upto.order_by("id")}
        numbers = list(entries)
        for link in links:
            following = bisect_right(numbers, head.entry_id)
            next_id = numbers[following] if following < len(numbers) else None
            fault = _fault_at(link, head, next_id, entries.get(link.entry_id))
            if fault is not None:
                break
            head, checked = link, checked + 1
    return Verdict(checked, unsealed_count(), head.hash, fault)


def unsealed_count() -> int:
    """How many entries the chain has not reached yet."""
    return Entry.objects.filter(id__gt=_last_link().entry_id).count()


def forget_running_transactions() -> None:
    """For a database that was put back from a dump: none of the transactions before runs any more.

    Another server counts its transactions from another number, and one that is behind would keep
    the sealer waiting for years.
    """
    Watermark.objects.all().delete()


def _last_link() -> Link:
    return Link.objects.order_by("-entry_id").first() or NO_LINK


def _fault_at(
    link: Link, head: Link, next_id: int | None, entry: Entry | None
) -> tuple[int, str] | None:
    """The first fault after `head` and up to `link`; `next_id` is the first entry after `head`."""
    unlinked = next_id if next_id is not None and next_id < link.entry_id else None
    if unlinked is not None and not head.entry_id < link.previous_id < unlinked:
        return unlinked, "link broken"
    if head.entry_id < link.previous_id < link.entry_id:
        return link.previous_id, "missing"
    if link.previous_id != head.entry_id:
        return link.entry_id, "link broken"
    what = "missing" if entry is None else _fault_of(entry, link, head)
    return None if what is None else (link.entry_id, what)


def _fault_of(entry: Entry, link: Link, head: Link) -> str | None:
    computed = hash_after(head.hash, entry)
    if computed == link.hash:
        return None
    # The next link was made from the true hash of this one, and so tells which of the two was altered.
    follower = Link.objects.filter(previous_id=link.entry_id).first()
    following = follower and Entry.objects.filter(id=follower.entry_id).first()
    if follower and following and hash_after(computed, following) == follower.hash:
        return "link broken"
    return "altered"
