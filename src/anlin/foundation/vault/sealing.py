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


def _bound_to(head: bytes, place: str, seal: uuid.UUID) -> bytes:
    return head + place.encode("utf-8") + b"\0" + seal.bytes


def blind_index(text: str, *, purpose: str) -> str:
    """32 hex digits by which equal texts are found without being known; unlike for each purpose.

    What counts as equal is the caller's: bring the text to one form first.
    """
    return _keyed_hash(text, purpose)[:16].hex()


def phone_indexes(phone: str) -> tuple[str, str]:
    """Blind indexes of the whole number and of its last four digits."""
    return (
        blind_index(phone, purpose="phone"),
        blind_index(phone[-ENDING:], purpose="phone-last4"),
    )


def hashed_tokens(text: str, purpose: str) -> list[str]:
    """Short keyed hashes under which a hidden text is found by its parts, in the order of the parts.

    Of words: every character and every pair of neighbours. Of numbers: the last four digits and the
    whole, never single digits, which would give the number away. The prefix has a character that
    plain words never have.
    """
    parts: list[str] = []
    for word in WORDS.findall(text.lower()):
        if word.isdecimal():
            parts += [word[-ENDING:], word]
        else:
            parts += [*word, *(left + right for left, right in pairwise(word))]
    begun = _begun_hash(keys.ring().index_key, f"tokens:{purpose}")
    return [_short(_finished(begun, part)) for part in dict.fromkeys(parts)]


def _short(digest: bytes) -> str:
    """The first fifty bits in base 32."""
    bits = int.from_bytes(digest[:7], "big") >> 6
    return (
        f"{HIDDEN_PREFIX}{PAIRS[bits >> 40]}{PAIRS[bits >> 30 & 1023]}"
        f"{PAIRS[bits >> 20 & 1023]}{PAIRS[bits >> 10 & 1023]}{PAIRS[bits & 1023]}"
    )


def _keyed_hash(text: str, purpose: str) -> bytes:
    return _finished(_begun_hash(keys.ring().index_key, purpose), text)


@functools.lru_cache(maxsize=64)
def _begun_hash(key: bytes, purpose: str) -> hmac.HMAC:
    """What all hashes of one purpose have in common; copied, never added to."""
    return hmac.new(key, purpose.encode("utf-8") + b"\0", "sha256")


def _finished(begun: hmac.HMAC, text: str) -> bytes:
    whole = begun.copy()
    whole.update(text.encode("utf-8"))
    return whole.digest()
