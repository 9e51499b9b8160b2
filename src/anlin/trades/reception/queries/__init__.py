"""Readings of what came in. Several topics, one door."""

from anlin.trades.reception.queries.holding import held_on, mails_of_everyone, verdicts_on
from anlin.trades.reception.queries.mails import (
    MAX_BYTES,
    MOST_AN_HOUR,
    SEE,
    find_taken,
    has_original,
    is_flooding,
    is_theirs,
    mailbox_for,
    mailboxes_of,
    mailboxes_to_fetch,
    mails_of,
    named_by,
    original_of,
    originals_before,
    sender_of,
    visible_to,
)
from anlin.trades.reception.queries.signs import by_code, case_followed, hash_of, signs_of

__all__ = [
    "MAX_BYTES",
    "MOST_AN_HOUR",
    "SEE",
    "by_code",
    "case_followed",
    "find_taken",
    "has_original",
    "hash_of",
    "held_on",
    "is_flooding",
    "is_theirs",
    "mailbox_for",
    "mailboxes_of",
    "mailboxes_to_fetch",
    "mails_of",
    "mails_of_everyone",
    "named_by",
    "original_of",
    "originals_before",
    "sender_of",
    "signs_of",
    "verdicts_on",
    "visible_to",
]
