"""Putting a backup back into an empty place: all of it, or a place that says it is unfinished."""

import fcntl
import importlib.metadata
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from anlin.foundation.audit import api as audit
from anlin.foundation.upkeep import archive, snapshots
from anlin.foundation.upkeep.archive import Found, Manifest, Sum
from anlin.foundation.upkeep.errors import (
    ArchiveDamaged,
    ArchiveMissing,
    ArchiveTooNew,
    FileThere,
    KeysDoNotFit,
    KeysNotGiven,
    KeysThere,
    NotAKeyFile,
    OtherDatabase,
    PlaceNotEmpty,
    RestoreBroken,
    RestoreRunning,
    RestoreUnfinished,
)
from anlin.foundation.upkeep.keeping import (
    Progress,
    Say,
    fingerprints_in_place,
    stored_files,
    sync_folder,
)
from anlin.foundation.vault import api as vault

UNFINISHED = "restore-unfinished.json"


@dataclass(frozen=True)
class Restored:
    """What was put back, and what of it is not as the manifest says (`differences`, empty when well)."""

    taken_at: str
    rows: int
    files: int
    size: int
    migrated: int
    audit_head: str
    differences: list[str]
    has_secret: bool


@dataclass(frozen=True)
class KeyFile:
    """What `--keys` named: the text of the vault's key file, and the secret of the web."""

    vault: str | None
    secret_key: str | None


def restore(file: Path, *, keys: Path | None, again: bool, say: Say) -> Restored:
    """Put the backup back into the database and the home that the settings name, both empty.

    All of the archive is read and compared before anything is written. Refused with one of
    `errors`. A restore that was killed is recognised; `again` clears what it left and begins anew.
    """
    file = file.absolute()
    if not file.is_file():
        raise ArchiveMissing(file=file)
    progress = Progress(say)
    with _alone() as note:
        _require_empty(note, again=again)
        manifest = archive.verified(file, progress)
        _require_fit(manifest)
        given = _key_file(keys)
        _require_keys(manifest, keys, given)
        try:
            return _put_back(file, manifest, given, note, progress)
        except OSError as error:
            raise RestoreBroken(
                file=error.filename or settings.HOME, error=error.strerror
            ) from error


@contextmanager
def _alone() -> Iterator[Path]:
    """The note of an unfinished restore, held by a lock beside it that ends with this process."""
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    lock = home / "restore.lock"
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RestoreRunning from error
        try:
            yield home / UNFINISHED
        finally:
            lock.unlink(missing_ok=True)


def _require_empty(note: Path, *, again: bool) -> None:
    if note.exists():
        if not again:
            raise RestoreUnfinished
        _clear(note)
    place = connection.settings_dict["NAME"]
    if snapshots.tables():
        raise PlaceNotEmpty(place=place)
    media = Path(settings.MEDIA_ROOT)
    if next(stored_files(media), None) is not None:
        raise PlaceNotEmpty(place=media)


def _clear(note: Path) -> None:
    """Only what bears the number of the unfinished restore is taken away."""
    said = json.loads(note.read_text("utf-8") or "{}")
    if snapshots.unfinished_token() == said["token"]:
        snapshots.clear()
    elif snapshots.tables():
        raise PlaceNotEmpty(place=connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        snapshots.draft_file().unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    if said["keys"]:
        Path(settings.KEYS_FILE).unlink(missing_ok=True)
    note.unlink()


def _require_fit(manifest: Manifest) -> None:
    ours, theirs = connection.vendor, manifest.vendor
    names = {"theirs": f"{theirs} {manifest.server}", "ours": f"{ours} {snapshots.server()}"}
    if ours != theirs:
        raise OtherDatabase(**names)
    if ours == "postgresql":
        if int(manifest.server) > int(snapshots.major()):
            raise OtherDatabase(**names)
        snapshots.tool("pg_restore")
    there = MigrationLoader(None).disk_migrations
    squashed = {each for migration in there.values() for each in migration.replaces}
    known = {f"{app}.{name}" for app, name in {*there, *squashed}}
    if not known.issuperset(manifest.migrations):
        raise ArchiveTooNew(version=_told(manifest.anlin))


def _told(version: str) -> str:
    """Two states of one number are told apart by their tables only."""
    same = version == importlib.metadata.version("anlin")
    return f"{version}+" if same else version


def _key_file(path: Path | None) -> KeyFile | None:
    if path is None:
        return None
    try:
        said = json.loads(path.read_text("utf-8"))
        if "keys" in said:  # the vault's own file, copied as it lay there
            said = {"vault": said, "secret_key": None}
        text = said["vault"] and json.dumps(said["vault"], indent=1)
        if text:
            vault.fingerprints(text)
        return KeyFile(text, said["secret_key"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotAKeyFile(file=path) from error


def _require_keys(manifest: Manifest, path: Path | None, given: KeyFile | None) -> None:
    in_place = fingerprints_in_place()
    offered = vault.fingerprints(given.vault) if given and given.vault else {}
    if offered and in_place and offered != in_place:
        raise KeysThere(file=settings.KEYS_FILE)
    held = offered or in_place
    if manifest.keys and not held and given is None:
        raise KeysNotGiven
    if not manifest.keys.items() <= held.items():
        raise KeysDoNotFit(file=path or settings.KEYS_FILE)


def _put_back(
    file: Path, manifest: Manifest, given: KeyFile | None, note: Path, progress: Progress
) -> Restored:
    token = secrets.token_hex(16)
    new_keys = bool(given and given.vault) and not fingerprints_in_place()
    _write_note(note, {"token": token, "keys": new_keys, "backup": str(file)})
    if given and given.vault and new_keys:
        vault.write_apart(Path(settings.KEYS_FILE), given.vault)
    has_secret = _put_secret(given)
    # As when they were stored: files first, then the rows that name them. The second reading compares
    # again, so that what changed on the way is not taken for what was verified.
    _read_files(file, manifest, progress)
    os.sync()
    snapshots.load(_read_database(file, manifest, progress), token)
    differences = _differences(manifest)
    migrated = _migrate(manifest)
    audit.forget_running_transactions()
    vault.require_keys()
    snapshots.finish()
    note.unlink()
    return Restored(
        taken_at=manifest.taken_at,
        rows=sum(manifest.rows.values()),
        files=manifest.files,
        size=file.stat().st_size,
        migrated=migrated,
        audit_head=manifest.audit_head,
        differences=differences,
        has_secret=has_secret,
    )


def _write_note(note: Path, said: dict[str, Any]) -> None:
    with note.open("w", encoding="utf-8") as file:
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(note.parent)


def _put_secret(given: KeyFile | None) -> bool:
    """Whether the web signs with the secret of the backup now. One from the environment is not ours to set."""
    if given is None or given.secret_key is None:
        return False
    place = Path(settings.HOME) / "secret.json"
    if place.exists() and given.secret_key != settings.SECRET_KEY:
        place.unlink()
        vault.write_apart(place, json.dumps({"secret_key": given.secret_key}))
        return True
    return given.secret_key == settings.SECRET_KEY


def _read_files(file: Path, manifest: Manifest, progress: Progress) -> None:
    root, listed, count, size = Path(settings.MEDIA_ROOT), Sum(), 0, 0
    for found in archive.members(file):
        if not found.name.startswith(archive.FILES):
            continue
        target = root / archive.safe_name(file, found.name)
        digest = _store(target, found)
        listed.add(archive.list_line(digest, found.name))
        count, size = count + 1, size + digest.size
        progress(archive.FILES, count, size)
    if listed.digest.sha256 != manifest.list_sha256:
        raise ArchiveDamaged(file=file, what="changed while it was read")


def _store(target: Path, found: Found) -> archive.Digest:
    target.parent.mkdir(parents=True, exist_ok=True)
    passed, draft = Sum(), target.with_name(f".{target.name}")
    with draft.open("wb") as copy:
        for piece in found.pieces:
            copy.write(passed.add(piece))
    if target.exists():
        raise FileThere(file=target)
    draft.replace(target)
    return passed.digest


def _read_database(file: Path, manifest: Manifest, progress: Progress) -> Iterator[bytes]:
    passed = Sum()
    for found in archive.members(file):
        if found.name == archive.DATABASE:
            for piece in found.pieces:
                yield passed.add(piece)
                progress(archive.DATABASE, 0, passed.size)
            break
    if passed.digest != manifest.database:
        raise ArchiveDamaged(file=file, what="changed while it was read")


def _differences(manifest: Manifest) -> list[str]:
    """Tables that do not hold as many rows as were counted when the backup was taken."""
    found, there = [], snapshots.tables()
    with connection.cursor() as cursor:
        for table, expected in manifest.rows.items():
            count = 0
            if table in there:
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  (a table that is there)
                (count,) = cursor.fetchone()
            if count != expected:
                found.append(f"{table}: {count} / {expected}")
    return found


def _migrate(manifest: Manifest) -> int:
    """Bring an older database to the tables of this version; how many migrations that took."""
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if ours.issubset(manifest.migrations):
        return 0
    before = _applied()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    connections.close_all()
    return _applied() - before


def _applied() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        return int(cursor.fetchone()[0])
