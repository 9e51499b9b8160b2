"""The key ring: sealing keys and keys of the blind indexes by id, one of them current.

A JSON file at `settings.KEYS_FILE`, never in the database: whoever steals the tables has no keys.
"""

import base64
import fcntl
import functools
import json
import os
import secrets
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal

KEY_BYTES = 32
FIRST_KEY = 1
LAST_KEY = 0xFFFF


class KeysMissing(Exception):  # noqa: N818  (a fault of the installation, named after what is the matter)
    """The key file is not there, or lacks the key that a value was sealed with."""


class KeysBeingChanged(Refusal):
    sentence = _("The keys are being changed by another process. Wait until it has ended.")


@dataclass(frozen=True)
class KeyRing:
    """Keys by id (1 to 65535); `current` seals and indexes, every key in the ring opens and finds."""

    current: int
    keys: Mapping[int, bytes]
    index_keys: Mapping[int, bytes]

    @property
    def index_current(self) -> int:
        # Files of the first days had one key for the indexes, whatever the sealing keys.
        return self.current if self.current in self.index_keys else max(self.index_keys)

    @property
    def index_ids(self) -> list[int]:
        """Ids under which something may be found, the one that is written with first."""
        first = self.index_current
        return [first, *sorted(self.index_keys.keys() - {first}, reverse=True)]


def ring() -> KeyRing:
    """The keys, made at the first use; only sealing and indexing may make them."""
    path = settings.KEYS_FILE
    _forget_if_changed(path)
    try:
        return _read(path)
    except FileNotFoundError:
        _make(Path(path))
        return _read(path)


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


# An import seals and indexes a hundred thousand times, so the disk is asked now and then only.
_asked: dict[str, tuple[float, tuple[int, int] | None]] = {}


def _forget_if_changed(path: Path | str) -> None:
    name, now = str(path), time.monotonic()
    looked_at, known = _asked.get(name, (0.0, None))
    if now - looked_at < settings.KEYS_FRESH_FOR:
        return
    try:
        found = os.stat(path)  # noqa: PTH116  (the same)
    except OSError:
        # What is in memory goes on; nothing is opened without the file, see above.
        return
    seen = (found.st_ino, found.st_mtime_ns)
    # Whoever only opened values has a ring in memory and never asked the disk.
    if seen != known:
        _read.cache_clear()
    _asked[name] = (now, seen)


@functools.lru_cache(maxsize=4)
def _read(path: Path | str) -> KeyRing:
    stored = json.loads(Path(path).read_text("utf-8"))
    indexes = stored.get("index_keys") or {FIRST_KEY: stored["index_key"]}
    return KeyRing(
        current=int(stored["current"]),
        keys={int(key_id): base64.b64decode(key) for key_id, key in stored["keys"].items()},
        index_keys={int(key_id): base64.b64decode(key) for key_id, key in indexes.items()},
    )


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else on this machine changes the ring meanwhile. Refused with `KeysBeingChanged`."""
    path = Path(settings.KEYS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(f"{path.name}.lock")
    # The lock ends with the process, however that ends; the empty file may stay.
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise KeysBeingChanged from error
        yield


def add() -> int:
    """Put a new key into the ring under which is found and opened, but not written yet; its id."""
    held = ring()
    new = max(held.keys) + 1
    if new > LAST_KEY:
        raise ValueError("There are no more ids for keys.")
    _replace(
        replace(
            held,
            keys={**held.keys, new: secrets.token_bytes(KEY_BYTES)},
            index_keys={**held.index_keys, new: secrets.token_bytes(KEY_BYTES)},
        )
    )
    return new


def make_current(key_id: int) -> None:
    """Write with this key from now on."""
    held = ring()
    assert key_id in held.keys
    _replace(replace(held, current=key_id))


def drop(key_ids: Collection[int]) -> None:
    """Take keys out of the ring for good: nothing may be sealed or indexed with them any more."""
    held = ring()
    assert held.current not in key_ids
    _replace(
        KeyRing(
            held.current,
            {key_id: key for key_id, key in held.keys.items() if key_id not in key_ids},
            {key_id: key for key_id, key in held.index_keys.items() if key_id not in key_ids},
        )
    )


def _replace(held: KeyRing) -> None:
    path = Path(settings.KEYS_FILE)
    draft = _draft(path, held)
    draft.replace(path)
    _flush_folder(path.parent)
    _read.cache_clear()


def _make(path: Path) -> None:
    def new_key() -> dict[int, bytes]:
        return {FIRST_KEY: secrets.token_bytes(KEY_BYTES)}

    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, KeyRing(FIRST_KEY, new_key(), new_key()))
    try:
        # A link never replaces: of two processes that start together, both then use the first one's keys.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(path: Path, held: KeyRing) -> Path:
    def spelled(keys: Mapping[int, bytes]) -> dict[int, str]:
        return {key_id: base64.b64encode(key).decode() for key_id, key in sorted(keys.items())}

    content = {
        "current": held.current,
        "keys": spelled(held.keys),
        "index_keys": spelled(held.index_keys),
    }
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _flush_folder(folder: Path) -> None:
    # A replaced name outlives a power cut only once its folder was written.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
