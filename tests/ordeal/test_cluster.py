"""Pages and workers behind pgbouncer; the primary is killed under load and the replica takes its place."""

import itertools
import json
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

from factories.places import Place
from ordeal.clients import StubbornClient, together
from ordeal.cluster import Cluster, free_port
from ordeal.conftest import House

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.postgresql_only,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no replica."),
]
PROGRAMS = 4
SESSION = """
import django; django.setup()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from anlin.foundation.accounts.models import Account
account = Account.objects.get(username={username!r})
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(account.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@pytest.fixture
def cluster():
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="anlin-cluster.", dir="/tmp")))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.end()


@pytest.fixture
def house(cluster, tmp_path, monkeypatch):
    """Two processes of pages and two workers; all they know of the database is pgbouncer."""
    monkeypatch.setenv("ANLIN_POOLED", "1")
    monkeypatch.setenv("ANLIN_SESSION_URL", cluster.session_url)
    place = Place(tmp_path, cluster.url, "ordeal.settings")
    migrated = place.run("-m", "anlin.config.cli", "migrate")
    assert migrated.returncode == 0, migrated.stderr
    house = House(tmp_path, cluster.url)
    try:
        house.ports = [free_port(), free_port()]
        for port in house.ports:
            house.run(
                *("-m", "anlin.config.cli", "serve", "--no-worker", "--workers", "1"),
                *("--port", str(port)),
            )
        for port in house.ports:
            house.eventually(lambda port=port: is_ready(port))
        house.workers = [house.worker(), house.worker()]
        house.place = place
        yield house
    finally:
        house.end()


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return json.load(answer)["ready"]
    except OSError:
        return False


def test_a_killed_primary_takes_nothing_with_it_that_was_acknowledged(cluster, house):
    seconds = min(house.seconds, 45)
    figures, page = {}, reader(house)
    warm, stop = threading.Barrier(PROGRAMS + 1), threading.Event()

    def work(client):
        # Half of the programs use the one process, half the other.
        client.port = house.ports[client.seed % 2]
        client.connection = client.connect(client.port)
        client.go_through_a_matter()
        # What a process does for the first time takes long, and would look like an outage.
        warm.wait(120)
        while not stop.is_set():
            client.go_through_a_matter()
        return client

    def lose_the_primary(_client):
        try:
            warm.wait(120)
            time.sleep(seconds / 3)
            cluster.primary.kill()
            figures["killed"] = time.monotonic()
            said = cluster.promote()
            figures["promoted"] = time.monotonic()
            assert said.returncode == 0, said.stdout + said.stderr
            time.sleep(seconds * 2 / 3)
        finally:
            stop.set()

    def read(_client):
        while not stop.is_set():
            page()

    *clients, _reads, _loss = together(
        *(house.ports[0], house.scene, [work] * PROGRAMS + [read, lose_the_primary]),
        seed=500,
        kind=StubbornClient,
    )

    tell(figures, clients, page, house)
    nothing_is_lost(clients, house)
    nothing_is_doubled(clients, house)
    the_chain_is_whole(house)
    promoting_again_changes_nothing(cluster)
    a_backup_goes_through_a_session_of_its_own(house)


def reader(house):
    """Somebody at the console, who looks at the list again and again; counts what the page answered."""
    key = house.said("-c", SESSION.format(username=house.scene["username"])).strip()
    port = itertools.cycle(house.ports)

    def look():
        address = f"http://127.0.0.1:{next(port)}/console/trades/cases/?view=open"
        asked = urllib.request.Request(address, headers={"Cookie": f"sessionid={key}"})
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                look.shown += answer.status == 200 and answer.url == address
        except OSError:
            look.failed += 1

    look.shown = look.failed = 0
    return look


def tell(figures, clients, page, house):
    moments = sorted(moment for client in clients for moment in client.answered_at)
    pauses = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert moments[0] < figures["killed"]
    around = [
        later - earlier
        for earlier, later in itertools.pairwise(moments)
        if later > figures["killed"] and earlier < figures["promoted"] + 2
    ]
    line = {
        "name": "primary killed", "database": "postgresql", "programs": PROGRAMS,
        "deeds": sum(len(client.done) for client in clients),
        "answers_a_second": round(len(moments) / (moments[-1] - moments[0])),
        "promoted_after_s": round(figures["promoted"] - figures["killed"], 2),
        "longest_without_answer_s": round(max(around), 2), "longest_of_all_s": round(max(pauses), 2),
        "asked_again": sum(n for c in clients for s, n in c.answers.items() if s in {500, 502, 503, "again"}),
        "pages_shown": page.shown, "pages_failed": page.failed,
    }  # fmt: skip
    print(json.dumps(line))
    assert page.shown > 0
    assert line["deeds"] > 0
    assert line["longest_without_answer_s"] < 30, house.log()


def nothing_is_lost(clients, house):
    done = {deed for client in clients for deed in client.done}
    kept = set(house.ask("SELECT subject_key, deed FROM audit_entry WHERE subject_kind = 'case'"))
    assert done - kept == set()


def nothing_is_doubled(clients, house):
    """Every program went on asking until it was answered, so there are as many matters as answers."""
    opened = [case for client in clients for case, deed in client.done if deed == "cases.opened"]
    kept = [key for (key,) in house.ask("SELECT id::text FROM cases_case")]
    assert sorted(opened) == sorted(kept)
    house.eventually(lambda: not house.faults("quiet"))
    # Numbers without a gap, each deed its entry, each letter told once, each job done once.
    assert house.faults("settled") == []


def the_chain_is_whole(house):
    code, verdict, said = house.place.anlin("audit", "verify")
    assert code == 0, said
    assert verdict["first_fault"] is None
    assert verdict["checked"] > 0


def promoting_again_changes_nothing(cluster):
    again = cluster.promote()
    assert again.returncode == 0, again.stderr
    assert "is the primary already" in again.stdout
    # Where somebody still takes changes, nobody else is promoted.
    cluster.primary.place = cluster.replica.place
    refused = cluster.promote()
    assert (refused.returncode, "still answers" in refused.stderr) == (1, True)


def a_backup_goes_through_a_session_of_its_own(house):
    code, _told, said = house.place.anlin("backup", house.home / "kept.backup")
    assert code == 0, said
    house.place.env.pop("ANLIN_SESSION_URL")
    code, _told, said = house.place.anlin("backup", house.home / "refused.backup")
    assert (code, "ANLIN_SESSION_URL" in said) == (1, True), said
