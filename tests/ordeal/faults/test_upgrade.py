"""The kept company of the last version, filled up, is brought to today's tables while people work on it."""

import gzip
import io
import itertools
import json
import subprocess
import tarfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from factories import places
from ordeal.conftest import PLACE, eventually

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.postgresql_only,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="On SQLite the house is closed for an upgrade."
    ),
]
KEPT = PLACE / "tests" / "upgrades"
RELEASE = max(path.name.removesuffix(".keys.json") for path in KEPT.glob("*.keys.json"))
EACH = 200
LONGEST_WAIT = 4.0
# The tables that today's migrations change; a transaction holds what it looked at until its end.
HOLD = "SELECT 1 FROM (SELECT FROM accounts_account LIMIT 1) AS a, (SELECT FROM people_person LIMIT 1) AS p"
WORK = (
    "SELECT count(*) FROM cases_case WHERE state = 'open'",
    "SELECT * FROM workorders_workorder ORDER BY id DESC LIMIT 25",
    "UPDATE cases_case SET words = words WHERE id = (SELECT max(id) FROM cases_case)",
    "UPDATE workorders_workorder SET title = title WHERE id = (SELECT max(id) FROM workorders_workorder)",
    "SELECT count(*) FROM people_person p, accounts_account a WHERE p.id = a.id",
    "UPDATE people_person SET name = name WHERE id = (SELECT max(id) FROM people_person)",
    "SELECT c.id, o.id FROM cases_case c, workorders_workorder o WHERE c.project_id = o.project_id ORDER BY c.id DESC LIMIT 25",
)


@pytest.fixture
def old(tmp_path):
    """A place with the tables of the last version and many rows in the large ones."""
    archive = io.BytesIO(gzip.decompress((KEPT / f"{RELEASE}.postgresql.gz").read_bytes()))
    home = tmp_path / "home"
    home.mkdir()
    keys = json.loads((KEPT / f"{RELEASE}.keys.json").read_text())
    (home / "keys.json").write_text(json.dumps(keys["vault"]))
    with tarfile.open(fileobj=archive) as tar:
        (tmp_path / "database").write_bytes(tar.extractfile("database").read())
    with places.empty(home) as place:
        where = urlsplit(place.url)
        program = max(Path("/usr/lib/postgresql").glob("*/bin")) / "pg_restore"
        subprocess.run(
            [program, "--no-owner", "-h", where.hostname, "-p", str(where.port),
             "-U", where.username, "-d", where.path[1:], tmp_path / "database"],
            check=True, capture_output=True,
        )  # fmt: skip
        for table in ("people_person", "cases_case", "workorders_workorder"):
            fill(place.url, table)
        yield place


def fill(url, table):
    with psycopg.connect(url, autocommit=True) as database:
        columns = database.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND column_name <> 'id'",
            [table],
        )
        # Nobody will open the copies: what is sealed is bound to the row that it was written for.
        made = {
            "number": "'Z' || row_number() OVER ()",
            "seal": "gen_random_uuid()",
            "account_id": "NULL",
            "identity_index": "''",
        }
        copied = {name: made.get(name, f'"{name}"') for (name,) in columns}
        names = ", ".join(f'"{name}"' for name in copied)
        database.execute(
            f"INSERT INTO {table} ({names})"
            f" SELECT {', '.join(copied.values())} FROM {table}, generate_series(1, {EACH})"
        )
        print(table, *database.execute(f"SELECT count(*) FROM {table}").fetchone())


class People:
    """Programs that read and write the old tables until told to stop; how long each statement took."""

    def __init__(self, url):
        self.url, self.over, self.stepped_back = url, threading.Event(), threading.Event()
        self.longest, self.done, self.broken = 0.0, 0, []

    def work(self, place):
        with psycopg.connect(self.url, autocommit=True) as database:
            for statement in itertools.islice(itertools.cycle(WORK), place, None):
                if self.over.is_set():
                    return
                begun = time.monotonic()
                try:
                    database.execute(statement)
                except psycopg.Error as error:
                    self.broken.append(error)
                self.longest = max(self.longest, time.monotonic() - begun)
                self.done += 1
                time.sleep(0.01)

    def report(self):
        """One long look at what is going to be changed, as for a report: whoever changes it waits, nobody else."""
        with psycopg.connect(self.url) as database:
            database.execute(HOLD)
            self.stepped_back.wait(60)


def migrate(old, people):
    """As an administrator does; the report ends when the change has stepped back from it."""
    with old.start(*places.ANLIN, "migrate", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:  # fmt: skip
        said = b""
        for line in running.stderr:
            said += line
            if b"lock timeout" in said:
                people.stepped_back.set()
        assert running.wait(120) == 0, said
    assert people.stepped_back.is_set(), said
    assert b"Traceback" not in said


def test_people_go_on_while_the_tables_change(old):
    people = People(old.url)
    threads = [threading.Thread(target=people.work, args=[place]) for place in range(4)]
    threads.append(threading.Thread(target=people.report))
    for thread in threads:
        thread.start()
    try:
        eventually(lambda: people.done > 40, lambda: people.broken)
        migrate(old, people)
        # What is running still is the work of the old version, on the new tables.
        before = people.done
        eventually(lambda: people.done > before + 40, lambda: people.broken)
    finally:
        people.over.set()
        for thread in threads:
            thread.join()

    assert people.broken == []
    print(f"{people.done} statements meanwhile, the longest waited {people.longest:.1f} s")
    assert people.longest < LONGEST_WAIT
    assert old.run(*places.ANLIN, "doctor").returncode == 0


def test_who_holds_a_table_for_good_is_told_of_and_nothing_is_half(old):
    with psycopg.connect(old.url) as holding:
        holding.execute(HOLD)
        refused = old.run(*places.ANLIN, "migrate", "--patience", "0.05")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "docs/recovery.md" in refused.stderr
    assert old.run(*places.ANLIN, "migrate").returncode == 0
