"""The key file on its way to a safe place and back: its text, and fingerprints by which it is known."""

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path

from django.conf import settings


def key_file() -> str | None:
    """The text of the key file in place; None while there is none."""
    try:
        return Path(settings.KEYS_FILE).read_text("utf-8")
    except FileNotFoundError:
        return None


def fingerprints(text: str) -> dict[str, str]:
    """By which keys are known without being told. Raises ValueError for what is no key file.

    The keys are 256 random bits each, so their hashes give nothing away.
    """
    try:
        stored = json.loads(text)
        # Files of the first days had one key for the indexes, and backups of then call it "index".
        indexes = stored.get("index_keys") or {"1": stored["index_key"]}
        named = {f"key {key_id}": key for key_id, key in stored["keys"].items()}
        named |= {
            "index" if key_id == "1" else f"index {key_id}": key for key_id, key in indexes.items()
        }
        return {name: _print(key) for name, key in named.items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("Not a key file.") from error


def _print(key: str) -> str:
    return hashlib.sha256(b"anlin key " + base64.b64decode(key, validate=True)).hexdigest()[:32]


def write_apart(path: Path, text: str) -> None:
    """Write what holds keys: readable by its owner alone, safe on the disk, replacing nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
