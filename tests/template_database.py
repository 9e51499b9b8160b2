"""One migrated database a run and machine, copied for each worker: migrating takes ten seconds, copying none.

The template is kept under the name of what it was made from, so a changed migration makes a new one.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

SOURCE = Path(__file__).resolve().parents[1] / "src" / "anlin"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id):
    """Instead of pytest-django's: the same database, made from the template."""
    with django_db_blocker.unblock():
        made = (
            _on_postgresql(worker_id)
            if connection.vendor == "postgresql"
            else _on_sqlite(worker_id)
        )
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        if connection.vendor == "sqlite":
            for path in made.parent.glob(f"{made.name}*"):
                path.unlink(missing_ok=True)


def _on_sqlite(worker_id):
    template = Path(tempfile.gettempdir()) / f"anlin-template-{_stamp()}.sqlite3"
    with _alone(template):
        if not template.exists():
            half = template.with_suffix(".half")
            half.unlink(missing_ok=True)
            _use(str(half))
            _migrate()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            half.replace(template)
    own = Path(settings.HOME) / f"test-{worker_id}.sqlite3"
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, own)
    _use(str(own))
    return own


def _on_postgresql(worker_id):
    template, own = f"template_{_stamp()}", f"test_{worker_id}_{os.getpid()}"
    home = connection.settings_dict["NAME"]
    with _alone(Path(tempfile.gettempdir()) / f"anlin-{connection.settings_dict['PORT']}"):
        if not _asked(f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):
            _asked(f'CREATE DATABASE "{template}"')
            _use(template)
            try:
                _migrate()
            except BaseException:
                _use(home)
                _asked(f'DROP DATABASE "{template}"')
                raise
            _use(home)
        _asked(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
    _use(own)
    return own


@contextlib.contextmanager
def copy_at(home):
    """The address of one more copy, for processes that a test starts; it is gone afterwards."""
    if connection.vendor != "postgresql":
        path = Path(home) / "anlin.sqlite3"
        shutil.copy(Path(tempfile.gettempdir()) / f"anlin-template-{_stamp()}.sqlite3", path)
        yield f"sqlite:///{path}"
        return
    name = f"copy_{uuid.uuid4().hex[:8]}"
    _asked(f'CREATE DATABASE "{name}" TEMPLATE "template_{_stamp()}"')
    yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    _asked(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def file_of_its_own(home):
    """On SQLite the test goes on with a fresh copy, which processes that it starts may open, too.

    The worker's own file may still be held by a thread of an earlier test, and SQLite does not forgive a process that looks
    at a file whose locks it has lost. On PostgreSQL nothing changes.
    """
    if connection.vendor == "postgresql":
        yield
        return
    before = connection.settings_dict["NAME"]
    with copy_at(home):
        _use(str(Path(home) / "anlin.sqlite3"))
        try:
            yield
        finally:
            _use(before)


def _migrate():
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _use(name):
    connections.close_all()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def _asked(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


@contextlib.contextmanager
def _alone(place):
    with Path(f"{place}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamp():
    migrations = sorted(SOURCE.rglob("migrations/*.py"))
    base = SOURCE.parents[1] / "requirements" / "base.txt"
    settings_file = SOURCE / "config" / "settings" / "base.py"
    digest = hashlib.sha256()
    for path in [*migrations, base, settings_file]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
