"""Two machines run `anlin migrate` at the same moment: one works, the other waits, and nothing is done twice."""

import subprocess
import time

import psycopg
import pytest
from django.db import connection

from factories import places

pytestmark = [
    pytest.mark.postgresql_only,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="One machine has SQLite."),
]
RIGHT = "upkeep.set_terms"
ENTER = """
import django; django.setup()
from django.utils import timezone
from anlin.config import first_data
from anlin.kernel.actors import system
first_data.enter(by=system("tests"), at=timezone.now())
"""
# Stands at a held table, or asks again and again whether it is its turn.
WAITING = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND (wait_event_type = 'Lock' OR query LIKE '%pg_try_advisory_lock%')
"""
MET = "SELECT * FROM (SELECT count(*) FROM workforce_knownright) AS a, (SELECT count(*) FROM workforce_roleright) AS b"
TOLD = "SELECT count(*) FROM audit_entry WHERE deed = 'workforce.role_defined'"
PATIENCE = 120.0


@pytest.fixture
def place(tmp_path):
    with places.empty(tmp_path) as place:
        yield place


def begin(place):
    return place.start(
        *(*places.ANLIN, "migrate"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def ended(processes):
    try:
        said = [process.communicate(timeout=PATIENCE)[0] for process in processes]
    finally:
        for process in processes:
            process.kill()
    return [(process.returncode, words) for process, words in zip(processes, said, strict=True)]


def assert_both_went_well(outcomes):
    assert [code for code, _said in outcomes] == [0, 0], outcomes


def test_two_that_begin_with_nothing_make_one_house(place):
    assert_both_went_well(ended([begin(place), begin(place)]))

    [(applied, different)] = place.ask(
        "SELECT count(*), count(DISTINCT (app, name)) FROM django_migrations"
    )
    assert applied == different > 0
    assert place.anlin("doctor")[1]["keys"]["well"]


def test_a_right_that_a_version_brings_is_given_and_told_once(place):
    assert_both_went_well(ended([begin(place)]) * 2)
    entered = place.run("-c", ENTER)
    assert entered.returncode == 0, entered.stderr
    before, told = place.ask(MET), place.ask(TOLD)[0][0]
    with psycopg.connect(place.url, autocommit=True) as database:
        database.execute('DELETE FROM workforce_knownright WHERE "right" = %s', [RIGHT])
        given = database.execute(
            'DELETE FROM workforce_roleright WHERE "right" = %s', [RIGHT]
        ).rowcount
        # Whoever reads what is missing cannot write it down until the other has read it, too.
        with database.transaction():
            database.execute("LOCK TABLE workforce_roleright IN EXCLUSIVE MODE")
            both = [begin(place), begin(place)]
            until_both_wait(place)
    assert_both_went_well(ended(both))

    assert place.ask(MET) == before
    assert place.ask(TOLD)[0][0] == told + given


def until_both_wait(place):
    end = time.monotonic() + PATIENCE
    with psycopg.connect(place.url, autocommit=True) as database:
        while database.execute(WAITING).fetchone()[0] < 2:
            assert time.monotonic() < end
            time.sleep(0.05)
