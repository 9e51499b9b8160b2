"""Sealing and opening one value, and keyed hashes of values. Plain values in, plain values out."""

import base64
import functools
import hmac
import re
import secrets
import uuid
from itertools import pairwise

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anlin.foundation.vault import keys

# Sealed value: version (1 byte), key id (2), nonce (12), encrypted text, tag (16).
VERSION = b"\x01"
NONCE_STARTS, TEXT_STARTS = 3, 15
SEAL_BYTES = 16
HIDDEN_PREFIX = "_h"
# Tokens and indexes of later keys name their key; those of the first are as they were before there were others.
LATER_PREFIX = "_k"
# Two letters of base 32 for every ten bits; by far the quickest way to spell out five pairs.
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
PAIRS = [left + right for left in LETTERS for right in LETTERS]
# Planes 2 and 3 hold rare Han of names, some of them younger than this Python.
WORDS = re.compile("(?:[^\\W_]|[\U00020000-\U0003ffff])+")
ENDING = 4


class SealBroken(Exception):  # noqa: N818  (a fault, named after what is the matter)
    """The value was sealed for another row or column, or somebody altered it."""


class Ciphertext(bytes):
    """Bytes that the vault made. Sealed fields store these and refuse every other bytes and text."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<sealed, {len(self)} bytes>"

    __str__ = __repr__


def sealed_for(place: str, seal: uuid.UUID, text: str) -> Ciphertext:
    """`text`, readable only at this place (`table.column`) of the row that bears this seal."""
    ring = keys.ring()
    nonce = secrets.token_bytes(TEXT_STARTS - NONCE_STARTS)
    head = VERSION + ring.current.to_bytes(2, "big")
    encrypted = _cipher(ring.keys[ring.current]).encrypt(
        nonce, text.encode("utf-8"), _bound_to(head, place, seal)
    )
    return Ciphertext(head + nonce + encrypted)


def opened(place: str, seal: uuid.UUID, value: bytes) -> str:
    """The text again. Raises `SealBroken` or `KeysMissing`."""
    head, nonce = bytes(value[:NONCE_STARTS]), bytes(value[NONCE_STARTS:TEXT_STARTS])
    if head[:1] != VERSION:
        raise SealBroken(f"{place}: not a value that the vault sealed.")
    key = keys.key_to_open(int.from_bytes(head[1:], "big"))
    try:
        plain = _cipher(key).decrypt(
            nonce, bytes(value[TEXT_STARTS:]), _bound_to(head, place, seal)
        )
    except (InvalidTag, ValueError):
        raise SealBroken(f"{place}: sealed for another row or column, or altered.") from None
    return plain.decode("utf-8")


def key_of(value: bytes) -> int:
    """The id of the key that a value was sealed with."""
    return int.from_bytes(value[1:NONCE_STARTS], "big")


def renewed(place: str, seal: uuid.UUID, value: Ciphertext) -> Ciphertext:
    """The value under the current key: itself if it is so already, or if its key is not known here."""
    ring, used = keys.ring(), key_of(value)
    if used == ring.current or used not in ring.keys:
        return value
    return sealed_for(place, seal, opened(place, seal, value))


@functools.lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    # Making one takes longer than sealing a name with it.
    return AESGCM(key)


def secret_sealed(text: str, *, purpose: str) -> str:
    """`text` as letters that only the key file opens, for a column of a library that keeps text.

    Bound to its purpose, not to its row: whoever can write to the table can move it.
    """
    seal = uuid.uuid4()
    return base64.b64encode(seal.bytes + sealed_for(purpose, seal, text)).decode("ascii")


def secret_of(sealed: str, *, purpose: str) -> str:
    """The text again. Raises `SealBroken` or `KeysMissing`."""
    try:
        stored = base64.b64decode(sealed, validate=True)
        seal = uuid.UUID(bytes=stored[:SEAL_BYTES])
    except ValueError:
        raise SealBroken(f"{purpose}: not a value that the vault sealed.") from None
    return opened(purpose, seal, stored[SEAL_BYTES:])


def secret_key_of(sealed: str) -> int:
    """The id of the key that `secret_sealed` used."""
    return key_of(base64.b64decode(sealed)[SEAL_BYTES:])


def _bound_to(head: bytes, place: str, seal: uuid.UUID) -> bytes:
    return head + place.encode("utf-8") + b"\0" + seal.bytes


def blind_index(text: str, *, purpose: str) -> str:
    """By which equal texts are found without being known, as it is written; unlike for each purpose.

    At most 38 characters. What counts as equal is the caller's: bring the text to one form first.
    To look something up ask for `blind_indexes`.
    """
    return blind_indexes(text, purpose=purpose)[0]


def blind_indexes(text: str, *, purpose: str) -> tuple[str, ...]:
    """The indexes under which equal texts may stand, that of the current key first: for looking up.

    More than one only while the keys are being changed.
    """
    ring = keys.ring()
    return tuple(
        _index_tag(key_id)
        + _finished(_begun_hash(ring.index_keys[key_id], purpose), text)[:16].hex()
        for key_id in ring.index_ids
    )


def is_index_of(index: str, text: str, *, purpose: str) -> bool:
    """Whether a key of the ring makes this index of the text."""
    return index in blind_indexes(text, purpose=purpose)


def index_key_of(index: str) -> int:
    """The id of the key that a blind index was made with."""
    tag, dot, _digits = index.partition(".")
    return int(tag) if dot else keys.FIRST_KEY


def _index_tag(key_id: int) -> str:
    return "" if key_id == keys.FIRST_KEY else f"{key_id}."


def hashed_tokens(text: str, purpose: str) -> list[str]:
    """Short keyed hashes under which a hidden text is found by its parts, in the order of the parts.

    Of words: every character and every pair of neighbours. Of numbers: the last four digits and the
    whole, never single digits, which would give the number away. The prefix has a character that
    plain words never have, and names the key. To look something up ask for `hashed_tokens_by_key`.
    """
    return _hashed(text, purpose, keys.ring(), keys.ring().index_current)


def hashed_tokens_by_key(text: str, purpose: str) -> list[list[str]]:
    """The tokens under each key of the ring, the current one's first; for looking up."""
    ring = keys.ring()
    return [_hashed(text, purpose, ring, key_id) for key_id in ring.index_ids]


def _hashed(text: str, purpose: str, ring: keys.KeyRing, key_id: int) -> list[str]:
    parts: list[str] = []
    for word in WORDS.findall(text.lower()):
        if word.isdecimal():
            parts += [word[-ENDING:], word]
        else:
            parts += [*word, *(left + right for left, right in pairwise(word))]
    begun = _begun_hash(ring.index_keys[key_id], f"tokens:{purpose}")
    prefix = hidden_prefix(key_id)
    return [prefix + _short(_finished(begun, part)) for part in dict.fromkeys(parts)]


def hidden_prefix(key_id: int) -> str:
    """How the hidden tokens of a key begin."""
    return HIDDEN_PREFIX if key_id == keys.FIRST_KEY else f"{LATER_PREFIX}{key_id}_"


def _short(digest: bytes) -> str:
    """The first fifty bits in base 32."""
    bits = int.from_bytes(digest[:7], "big") >> 6
    return (
        f"{PAIRS[bits >> 40]}{PAIRS[bits >> 30 & 1023]}"
        f"{PAIRS[bits >> 20 & 1023]}{PAIRS[bits >> 10 & 1023]}{PAIRS[bits & 1023]}"
    )


@functools.lru_cache(maxsize=64)
def _begun_hash(key: bytes, purpose: str) -> hmac.HMAC:
    """What all hashes of one purpose have in common; copied, never added to."""
    return hmac.new(key, purpose.encode("utf-8") + b"\0", "sha256")


def _finished(begun: hmac.HMAC, text: str) -> bytes:
    whole = begun.copy()
    whole.update(text.encode("utf-8"))
    return whole.digest()
