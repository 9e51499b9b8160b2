"""What every test stands on: a moment to act at, the network shut but for loopback."""

import datetime as dt
import functools
import os
import socket
import threading
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from browsers import browser  # noqa: F401  (one Chromium for every test that wants one)
from factories import post_office
from standing import _standing_scene, scene  # noqa: F401  (fixtures)
from template_database import django_db_setup  # noqa: F401  (a fixture, in place of pytest-django's)

pytest_plugins = ["ledger", "ordeal.profiles"]
CHINA = ZoneInfo("Asia/Shanghai")
_connect = socket.socket.connect
_flush = BaseDatabaseOperations.execute_sql_flush


# The longest, longest first. Each worker begins with some of them, so that none is left alone with one at the end.
LONGEST = (
    "ordeal/test_kill", "hostile/test_forms", "house/test_secrets", "faces/test_browser_axe", "walk/test_roles",
    "journeys/test_a_tap", "hostile/test_files", "ordeal/test_keys", "config/test_backup", "ordeal/test_soak",
    "walk/test_walk", "upgrades/test_upgrades", "estate/test_projects_import", "config/test_processes", "demo/test_demo",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Shares of the workers are taken from the list as it stands; each begins with its part of the longest."""
    shares = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))

    def rank(item):
        return next((place for place, name in enumerate(LONGEST) if name in item.nodeid), None)

    longest = sorted((item for item in items if rank(item) is not None), key=rank)
    others = [item for item in items if rank(item) is None]
    size = -(-len(others) // shares)
    items[:] = [
        item
        for share in range(shares)
        for item in (
            *(each for each in longest if rank(each) % shares == share),
            *others[share * size : (share + 1) * size],
        )
    ]


@pytest.fixture
def noon() -> dt.datetime:
    """A Wednesday noon in China."""
    return dt.datetime(2026, 5, 6, 12, tzinfo=CHINA)


@pytest.fixture
def office(settings):
    """A real mail server, to which the house sends its letters; `kept` are those it took."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with post_office.opened() as opened:
        settings.EMAIL_HOST, settings.EMAIL_PORT = opened.server_address
        yield opened


@pytest.fixture
def at_once():
    """Run functions in threads with connections of their own; returns what each returned or raised."""

    def run(functions):
        outcomes = [None] * len(functions)

        def play(place, function):
            try:
                outcomes[place] = function()
            except Exception as error:  # noqa: BLE001  (the test looks at it)
                outcomes[place] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=play, args=pair) for pair in enumerate(functions)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes

    return run


@pytest.fixture
def append_only_off():
    """A context in which the triggers named `…_append_only` keep silent, on the default connection."""
    return _append_only_off


@contextmanager
def _append_only_off():
    postgresql = connection.vendor == "postgresql"
    listing = (
        "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE '%_append_only'"
        if postgresql
        else "SELECT sql, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_append_only'"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(listing)
        triggers = cursor.fetchall()
        for table, name in triggers:
            off = f"ALTER TABLE {table} DISABLE TRIGGER {name}"
            cursor.execute(off if postgresql else f"DROP TRIGGER {name}")
        yield
        for table_or_sql, name in triggers:
            on = f"ALTER TABLE {table_or_sql} ENABLE TRIGGER {name}"
            cursor.execute(on if postgresql else table_or_sql)


# Made by the migrations, the same for ever, and filled anew by every flush if it emptied them.
OF_THE_LIBRARY = {"django_content_type", "auth_permission"}


@pytest.fixture(autouse=True, scope="session")
def _transactional_tests_empty_what_they_filled():
    """Not every table, which takes PostgreSQL most of a second, and with the append-only ones."""

    def execute_sql_flush(self, sql_list):
        counts_anew = any("RESTART" in line or "sqlite_sequence" in line for line in sql_list)
        if counts_anew:
            queue = ["TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE"]
            with _append_only_off():
                _flush(self, sql_list + queue * (connection.vendor == "postgresql"))
        elif connection.vendor == "postgresql":
            _empty_what_is_filled()
        else:
            with _append_only_off():
                ours = [line for line in sql_list if not any(t in line for t in OF_THE_LIBRARY)]
                _flush(self, ours)

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
    patch.setattr(flush, "emit_post_migrate_signal", lambda *_args, **_more: None)
    yield
    patch.undo()


@functools.cache
def _filled():
    """The statement that names the tables with a row in them; the queue's tables are not Django's."""
    ours = set(connection.introspection.django_table_names(only_existing=True)) - OF_THE_LIBRARY
    tables = [*sorted(ours), "procrastinate_jobs", "procrastinate_workers", "procrastinate_events"]
    return " UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT FROM {t})" for t in tables)


def _empty_what_is_filled():
    with transaction.atomic(), connection.cursor() as cursor:
        # No trigger and no foreign key is asked.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_filled())
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")


@pytest.fixture(autouse=True, scope="session")
def _network_is_shut():
    def connect(self, address):
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise OSError(f"The network is shut in tests: {address}")
        return _connect(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = _connect
