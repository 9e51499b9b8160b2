"""The key ring: encryption keys by id with one current, and the key of the blind indexes.

A JSON file at `settings.KEYS_FILE`, never in the database: whoever steals the tables has no keys.
"""

import base64
import functools
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32
FIRST_KEY = 1


class KeysMissing(Exception):  # noqa: N818  (a fault of the installation, named after what is the matter)
    """The key file is not there, or lacks the key that a value was sealed with."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id (1 to 65535); `current` seals, every key in the ring opens."""

    current: int
    keys: Mapping[int, bytes]
    index_key: bytes


def ring() -> KeyRing:
    """The keys, made at the first use; only sealing and indexing may make them."""
    # An import seals and indexes a hundred thousand times: no look at the disk once the keys are read.
    try:
        return _read(settings.KEYS_FILE)
    except FileNotFoundError:
        _make(Path(settings.KEYS_FILE))
        return _read(settings.KEYS_FILE)


def key_to_open(key_id: int) -> bytes:
    """The key with this id. Raises `KeysMissing`, and never makes a file: new keys open nothing old."""
    path = settings.KEYS_FILE
    if not os.path.exists(path):  # noqa: PTH110  (asked for every value that is opened)
        raise KeysMissing(f"There is no key file at {path}; restore it from its own backup.")
    if key_id not in _read(path).keys:
        # Another process may have added a key since this one read the file.
        _read.cache_clear()
    try:
        return _read(path).keys[key_id]
    except KeyError:
        raise KeysMissing(f"Key {key_id} is not in {path}; restore it from its backup.") from None


@functools.lru_cache(maxsize=4)
def _read(path: Path | str) -> KeyRing:
    stored = json.loads(Path(path).read_text("utf-8"))
    return KeyRing(
        current=int(stored["current"]),
        keys={int(key_id): base64.b64decode(key) for key_id, key in stored["keys"].items()},
        index_key=base64.b64decode(stored["index_key"]),
    )


def _make(path: Path) -> None:
    def new_key() -> str:
        return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()

    content = {"current": FIRST_KEY, "keys": {FIRST_KEY: new_key()}, "index_key": new_key()}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        # A link never replaces: of two processes that start together, both then use the first one's keys.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
