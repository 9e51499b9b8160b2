"""Writing a backup while the house goes on."""

import fcntl
import importlib.metadata
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings

from anlin.foundation.upkeep import archive, snapshots
from anlin.foundation.upkeep.archive import Manifest, Writer
from anlin.foundation.upkeep.errors import BackupRunning, FileThere, KeysInBackup, NotWritten
from anlin.foundation.vault import api as vault

Say = Callable[[str, int, int], None]
SAY_EVERY = 2.0


@dataclass(frozen=True)
class Report:
    """What was done: `size` in bytes of the archive, `rows` and `files` in it."""

    size: int
    rows: int
    files: int
    files_size: int
    database_size: int
    audit_head: str
    keys: bool


class Progress:
    """Tells how far a part has come, every other second."""

    def __init__(self, say: Say) -> None:
        self._say, self._said_at = say, time.monotonic()

    def __call__(self, part: str, files: int, size: int) -> None:
        if time.monotonic() - self._said_at > SAY_EVERY:
            self._say(part, files, size)
            self._said_at = time.monotonic()


def backup(file: Path, *, keys: Path | None, at: datetime, say: Say) -> Report:
    """Write database and stored files of one moment into `file`, and the keys, apart, into `keys`.

    The file has its name only once all of it is on the disk. Refused with `FileThere`,
    `BackupRunning`, `KeysInBackup`, `NotWritten`, or with what the database's tools lack.
    """
    file, part = file.absolute(), file.absolute().with_name(f"{file.name}.part")
    _require_free(file, part, keys.absolute() if keys else None)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(file=part.parent, error=error.strerror) from error
    try:
        with _alone(part) as draft:
            manifest = _write(draft, part, at, Progress(say))
            os.fsync(draft.fileno())
            if keys is not None:
                # After the snapshot, so that every key that sealed something in it is among them.
                _write_keys(keys.absolute())
            size = part.stat().st_size
            name(part, file)
    except FileExistsError as error:
        raise FileThere(file=error.filename2 or error.filename) from error
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotWritten(file=error.filename or file, error=error.strerror) from error
    return Report(
        size=size,
        rows=sum(manifest.rows.values()),
        files=manifest.files,
        files_size=manifest.files_size,
        database_size=manifest.database.size,
        audit_head=manifest.audit_head,
        keys=keys is not None,
    )


def _require_free(file: Path, part: Path, keys: Path | None) -> None:
    if keys is not None and keys.resolve() in {file.resolve(), part.resolve()}:
        raise KeysInBackup
    for place in (file, keys):
        if place is not None and os.path.lexists(place):
            raise FileThere(file=place)


@contextmanager
def _alone(part: Path) -> Iterator[IO[bytes]]:
    """The draft, held by a lock that ends with this process; what an earlier one left is written over."""
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as draft:
        try:
            fcntl.flock(draft, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRunning(file=part) from error
        draft.truncate()
        try:
            yield draft
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def name(draft: Path, file: Path) -> None:
    """Give the draft its name; never takes the place of a file that is there."""
    try:
        os.link(draft, file)
        draft.unlink()
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no second names; there a name taken this very moment is lost.
        if os.path.lexists(file):
            raise FileExistsError(17, os.strerror(17), str(file)) from None
        draft.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(draft: IO[bytes], part: Path, at: datetime, progress: Progress) -> Manifest:
    writer, moment, version = (
        Writer(draft),
        int(at.timestamp()),
        importlib.metadata.version("anlin"),
    )
    writer.put(archive.MARK, archive.mark(version), moment)
    with snapshots.taken(part) as snapshot:
        rows, head = _counted(snapshot), _audit_head(snapshot)
        applied = _applied(snapshot)
        with writer.member(archive.DATABASE, moment) as database:
            for piece in snapshot.pieces():
                database.write(piece)
                progress(archive.DATABASE, 0, database.sum.size)
    # Files come after the database, never before: a file is safe on the disk before its row is
    # committed and is not changed or deleted afterwards, so whatever the snapshot names lies here by
    # now. What was stored since is copied along; no row names it, and it does no harm.
    with tempfile.TemporaryFile(dir=part.parent) as listed:
        files, size, list_sha256 = _write_files(writer, moment, listed, progress)
    manifest = Manifest(
        anlin=version,
        taken_at=at.isoformat(timespec="seconds"),
        vendor=snapshot.vendor,
        server=snapshot.server,
        migrations=applied,
        rows=rows,
        audit_head=head,
        keys=fingerprints_in_place(),
        database=database.sum.digest,
        files=files,
        files_size=size,
        list_sha256=list_sha256,
    )
    spelled = archive.spelled(manifest)
    writer.put(archive.MANIFEST, spelled, moment)
    writer.put(archive.SEAL, archive.seal(spelled), moment)
    writer.end()
    draft.flush()
    return manifest


def fingerprints_in_place() -> dict[str, str]:
    text = vault.key_file()
    return {} if text is None else vault.fingerprints(text)


def _counted(snapshot: snapshots.Snapshot) -> dict[str, int]:
    counted = {}
    for table in _tables(snapshot):
        ((counted[table],),) = snapshot.ask(f'SELECT count(*) FROM "{table}"')  # noqa: S608  (a table of ours)
    return counted


def _tables(snapshot: snapshots.Snapshot) -> list[str]:
    """Our tables that are there: after an update and before its migrations some are not."""
    models = apps.get_models(include_auto_created=True)
    ours = {model._meta.db_table for model in models if model._meta.managed}  # noqa: SLF001  (Django documents it)
    there = {
        "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    }[snapshot.vendor]
    return sorted(ours & {table for (table,) in snapshot.ask(there)})


def _audit_head(snapshot: snapshots.Snapshot) -> str:
    found = snapshot.ask("SELECT hash FROM audit_link ORDER BY entry_id DESC LIMIT 1")
    return str(found[0][0]) if found else "0" * 64


def _applied(snapshot: snapshots.Snapshot) -> list[str]:
    found = snapshot.ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{migration}" for app, migration in found]


def _write_files(
    writer: Writer, moment: int, listed: IO[bytes], progress: Progress
) -> tuple[int, int, str]:
    """How many and how large, and the hash of their list, which is written behind them."""
    count, size = 0, 0
    for path, place in stored_files(Path(settings.MEDIA_ROOT)):
        member = archive.FILES + place
        try:
            file = path.open("rb")
        except FileNotFoundError:
            # Erased this moment, together with its row.
            continue
        with file, writer.member(member, moment) as copy:
            while piece := file.read(archive.PIECE):
                copy.write(piece)
        listed.write(archive.list_line(copy.sum.digest, member))
        count, size = count + 1, size + copy.sum.size
        progress(archive.FILES, count, size)
    listed.seek(0)
    with writer.member(archive.LIST, moment) as list_:
        shutil.copyfileobj(listed, list_)
    return count, size, list_.sum.digest.sha256


def stored_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every stored file and its place under the folder, in order. Drafts, which begin with a dot, are none."""
    pending = [(folder, "")]
    while pending:
        here, place = pending.pop()
        with suppress(FileNotFoundError), os.scandir(here) as found:
            for entry in sorted(found, key=lambda each: each.name, reverse=True):
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append((Path(entry.path), f"{place}{entry.name}/"))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry.path), place + entry.name


def _write_keys(path: Path) -> None:
    text = vault.key_file()
    content = {
        "format": 1,
        "vault": None if text is None else json.loads(text),
        "secret_key": settings.SECRET_KEY,
    }
    vault.write_apart(path, json.dumps(content, indent=1) + "\n")
