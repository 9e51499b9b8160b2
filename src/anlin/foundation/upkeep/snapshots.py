"""A copy of the database as it was at one moment, taken while others write, and putting it back.

SQLite: the backup API, holding one read transaction, gives a file. PostgreSQL: `pg_dump -Fc` of an
exported snapshot; what is counted for the manifest is counted in that snapshot, too.
"""

import errno
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction

from anlin.foundation.upkeep.archive import PIECE
from anlin.foundation.upkeep.errors import (
    SessionNeeded,
    ToolFailed,
    ToolMissing,
    ToolOfAnotherVersion,
)

DEBIAN = Path("/usr/lib/postgresql")
PAGES = 4096
# Under these names libpq and its programs hear what Django's connection was given.
ENVIRONMENT = {
    "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT",
    "options": "PGOPTIONS", "service": "PGSERVICE", "passfile": "PGPASSFILE", "sslmode": "PGSSLMODE",
    "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip

# What Django's settings call it, and libpq.
DJANGO = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


@dataclass(frozen=True)
class Snapshot:
    """The database at one moment: questions are answered from it, `pieces` are its dump."""

    vendor: str
    server: str
    ask: Callable[[str], list[tuple[Any, ...]]]
    pieces: Callable[[], Iterator[bytes]]


def server() -> str:
    """The version of the database program."""
    return major() if connection.vendor == "postgresql" else sqlite3.sqlite_version


def major() -> str:
    connection.ensure_connection()
    return str(connection.pg_version // 10_000)  # type: ignore[attr-defined]


@contextmanager
def taken(beside: Path) -> Iterator[Snapshot]:
    """A snapshot; what needs room on the disk meanwhile is written beside the file."""
    with _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite(beside) as snapshot:
        yield snapshot


@contextmanager
def _on_sqlite(beside: Path) -> Iterator[Snapshot]:
    copy = beside.with_name(f"{beside.name}.database")
    _remove(copy)
    try:
        with closing(_sqlite(database_file())) as source, closing(_sqlite(copy)) as target:
            # The read transaction pins what is copied. Without it every write of others would let
            # the copy begin anew, and in a busy house it would never end.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            # Half a copy is thrown away, so nothing needs to be able to take it back.
            target.execute("PRAGMA synchronous=OFF")
            target.execute("PRAGMA journal_mode=OFF")
            _copy(source, target, copy)
        unchanging = f"file:{quote(str(copy.resolve()))}?immutable=1"
        with closing(sqlite3.connect(unchanging, uri=True)) as reader:
            yield Snapshot(
                "sqlite",
                sqlite3.sqlite_version,
                lambda question: reader.execute(question).fetchall(),
                lambda: pieces_of(copy),
            )
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
    """The copy, and the journal that a run without room or a killed one left beside it."""
    for path in (copy, copy.with_name(f"{copy.name}-journal")):
        path.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, file: Path) -> None:
    try:
        source.backup(target, pages=PAGES, sleep=0)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file)) from error


def _sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=60, isolation_level=None)


def database_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


@contextmanager
def _on_postgresql() -> Iterator[Snapshot]:
    dump = tool("pg_dump")
    with transaction.atomic():
        _ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _ask("SET LOCAL idle_in_transaction_session_timeout = 0")
        ((name,),) = _ask("SELECT pg_export_snapshot()")
        command = [dump, "-Fc", "--no-owner", "--no-privileges", f"--snapshot={name}"]
        yield Snapshot("postgresql", major(), _ask, lambda: _output(command))


def _ask(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall()) if cursor.description else []


def tool(name: str) -> str:
    """The program of the server's own major version; refused when there is none."""
    wanted = major()
    places = [str(DEBIAN / wanted / "bin" / name), shutil.which(name)]
    found = [place for place in places if place and os.access(place, os.X_OK)]
    if not found:
        raise ToolMissing(tool=name, major=wanted)
    versions = {place: _major_of(place) for place in found}
    for place, version in versions.items():
        if version == wanted:
            return place
    raise ToolOfAnotherVersion(tool=name, major=wanted, found=versions[found[0]])


def _major_of(place: str) -> str:
    said = subprocess.run([place, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603  (a program of PostgreSQL)
    version = re.search(r"\) (\d+)", said)
    return version[1] if version else "?"


def _environment() -> dict[str, str]:
    given = _session()
    named = {ENVIRONMENT[key]: str(value) for key, value in given.items() if key in ENVIRONMENT}
    return os.environ | {"PGCONNECT_TIMEOUT": "20"} | named


def _session() -> dict[str, Any]:
    """How a program finds the database that sets much for its session: never through a pooler of transactions."""
    if not settings.POOLED:
        return connection.get_connection_params()
    direct: Any = settings.SESSION_DATABASE
    if direct is None:
        raise SessionNeeded
    given: dict[str, Any] = {
        word: direct[name] for name, word in DJANGO.items() if direct.get(name)
    }
    given.update(direct.get("OPTIONS", {}))
    return given


@contextmanager
def session() -> Iterator[None]:
    """Within, this process asks the server itself and may set what holds for its session.

    Refused with `SessionNeeded` behind a pooler, when nobody said where the server is.
    """
    if not settings.POOLED:
        yield
        return
    if settings.SESSION_DATABASE is None:
        raise SessionNeeded
    pooled = {name: connection.settings_dict[name] for name in (*DJANGO, "OPTIONS")}
    direct = {name: settings.SESSION_DATABASE[name] for name in DJANGO}
    # How the certificate is looked at, for one.
    options = {**pooled["OPTIONS"], **settings.SESSION_DATABASE.get("OPTIONS", {})}
    connection.close()
    connection.settings_dict.update({**direct, "OPTIONS": options})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(pooled)


def _output(command: list[str]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603  (a program of PostgreSQL)
            command, env=_environment(), stdout=subprocess.PIPE, stderr=said
        )
        try:
            assert process.stdout is not None
            while piece := process.stdout.read(PIECE):
                yield piece
            if process.wait():
                raise ToolFailed(tool="pg_dump", error=_last_words(said))
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdout, process.stdin):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode("utf-8", "replace").strip()[-600:]


# Putting back. The table tells a place that is being filled from one that is in use.
UNFINISHED = "unfinished_restore"


def tables() -> set[str]:
    """What stands in the database, whoever made it."""
    if connection.vendor == "postgresql":
        question = (
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND nspname !~ '^pg_' AND nspname <> 'information_schema'"
        )
    else:
        question = "SELECT name FROM sqlite_master"
    return {name for (name,) in _ask(question)}


def unfinished_token() -> str | None:
    """Which restore was filling this database; None when none was."""
    if UNFINISHED not in tables():
        return None
    found = _ask(f"SELECT token FROM {UNFINISHED}")  # noqa: S608  (a constant)
    return str(found[0][0]) if found else ""


def load(pieces: Iterable[bytes], token: str) -> None:
    """Fill the empty database: all of it or nothing but the table `UNFINISHED`."""
    if connection.vendor == "postgresql":
        _mark(_ask, token)
        _feed([tool("pg_restore"), *_LOADING, _environment()["PGDATABASE"]], pieces)
        return
    connection.close()
    draft = draft_file()
    with draft.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    with closing(_sqlite(draft)) as filled:
        ((verdict,),) = filled.execute("PRAGMA quick_check(1)").fetchall()
        if verdict != "ok":
            raise ToolFailed(tool="SQLite", error=verdict)
        _mark(lambda statement: filled.execute(statement).fetchall(), token)
        filled.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _forget_sqlite(database_file())
    draft.replace(database_file())


_LOADING = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname")


def draft_file() -> Path:
    place = database_file()
    return place.with_name(f"{place.name}.restoring")


def _mark(run: Callable[[str], object], token: str) -> None:
    run(f"CREATE TABLE {UNFINISHED} (token varchar(40) NOT NULL)")
    run(f"INSERT INTO {UNFINISHED} VALUES ('{token}')")  # noqa: S608  (hex digits of our own)


def _feed(command: list[str], pieces: Iterable[bytes]) -> None:
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603  (a program of PostgreSQL)
            command, env=_environment(), stdin=subprocess.PIPE, stdout=said, stderr=said
        )
        try:
            assert process.stdin is not None
            with suppress(BrokenPipeError):
                for piece in pieces:
                    process.stdin.write(piece)
                process.stdin.close()
            if process.wait():
                raise ToolFailed(tool="pg_restore", error=_last_words(said))
        finally:
            _end(process)


def finish() -> None:
    _ask(f"DROP TABLE {UNFINISHED}")


def clear() -> None:
    """Take away all that an unfinished restore put into the database. The caller knows that it was one."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _ask("DROP SCHEMA public CASCADE")
            _ask("CREATE SCHEMA public")
        return
    connection.close()
    _forget_sqlite(database_file())


def _forget_sqlite(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
