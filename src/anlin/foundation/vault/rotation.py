"""Changing the keys while everybody works: a new one is added, all is written anew, the old ones go when unused.

Nothing is remembered but in the key file and in the values, which name their key. Killed at any
moment it is begun again and does what is left.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction

from anlin.foundation import rows
from anlin.foundation.vault import keys
from anlin.foundation.vault.places import places

PIECE = 500
ROUNDS = 50
PATIENCE = 120.0


@dataclass(frozen=True)
class Step:
    """What a rotation does next, told before it does so: `began`, `renewed` a piece, `dropping` keys."""

    what: str
    key: int
    place: str = ""
    rows: int = 0
    old: tuple[int, ...] = ()


@dataclass
class Rotated:
    """What came of it: the key that everything bears now, and what still needs the old ones, by place."""

    key: int
    rows: Counter[str] = field(default_factory=Counter)
    dropped: tuple[int, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)


def uses() -> dict[str, Counter[int]]:
    """Place → key → how many values were made with it."""
    return {place.name: place.uses() for place in places()}


def rotate(*, tell: Callable[[Step], None], keep_old: bool = False) -> Rotated:
    """Write everything under a new key, or go on with a change that was begun; drop what nobody uses.

    `tell` hears each step beforehand, outside of any transaction; what it raises ends the rotation
    there. Values that nobody can make anew keep their key in the ring and are counted as `left`.
    Refused with `KeysBeingChanged` while another does the same.
    """
    if connection.in_atomic_block:
        raise RuntimeError("Keys are changed piece by piece, not in one transaction.")
    with keys.alone():
        key = _begin(tell)
        done = Rotated(key)
        for _round in range(ROUNDS):
            if not _go_round(done, tell):
                break
        _everybody_has_ended()
        if not keep_old:
            _drop_unused(done, tell)
        done.left = _left(key)
        return done


def _begin(tell: Callable[[Step], None]) -> int:
    held = keys.ring()
    newest = max(held.keys)
    if len(held.keys) == 1:
        # Told first: a trail that speaks of a key that never came is better than the other way round.
        tell(Step("began", newest + 1, old=(newest,)))
        newest = keys.add()
    if keys.ring().current != newest:
        # Everybody must look things up under it before the first writes with it.
        settle()
        keys.make_current(newest)
    settle()
    return newest


def settle() -> None:
    """Wait until every process has read the key file again."""
    time.sleep(2 * settings.KEYS_FRESH_FOR)


def _go_round(done: Rotated, tell: Callable[[Step], None]) -> bool:
    """Once through all places; whether another round could do more."""
    again = False
    for place in places():
        after, renewed, passed_over = 0, 0, 0
        while (piece := place.renew(after=after, limit=PIECE)) is not None:
            after = piece.last
            renewed, passed_over = renewed + piece.renewed, passed_over + piece.passed_over
            done.rows[place.name] += piece.renewed
            tell(Step("renewed", done.key, place.name, piece.renewed))
        again = again or bool(renewed)
    return again


def _everybody_has_ended() -> None:
    """Wait for every transaction that may still write what it sealed before the change.

    On SQLite there is one writer, and whoever counts within a transaction is that one.
    """
    if connection.vendor != "postgresql":
        return
    with transaction.atomic():
        own = _number("SELECT pg_current_xact_id()::text::bigint")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if rows.oldest_running() > own:
            return
        time.sleep(0.1)
    raise TimeoutError("A transaction has been running for minutes. End it and begin again.")


def _number(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


def _drop_unused(done: Rotated, tell: Callable[[Step], None]) -> None:
    unused = _unused(done.key)
    if not unused:
        return
    tell(Step("dropping", done.key, old=unused))
    # Counted again where nobody can write: what was told took time.
    with transaction.atomic():
        unused = tuple(set(unused) & set(_unused(done.key)))
        keys.drop(unused)
    done.dropped = tuple(sorted(unused))


def _unused(key: int) -> tuple[int, ...]:
    used: Counter[int] = sum((place.uses() for place in places()), Counter())
    return tuple(old for old in sorted(keys.ring().keys) if old != key and not used[old])


def _left(key: int) -> dict[str, int]:
    left = {place: used.total() - used[key] for place, used in uses().items()}
    return {place: count for place, count in left.items() if count}


def in_ring() -> tuple[int, list[int]]:
    """The current key and every key there is."""
    held = keys.ring()
    return held.current, sorted(held.keys)
