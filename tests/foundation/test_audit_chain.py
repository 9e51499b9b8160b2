"""The chain of the audit: sealed in order behind running transactions; every tampering is named."""

import contextlib
import datetime as dt
import json
import threading

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from anlin.config import cli
from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.audit import chain
from anlin.foundation.audit.models import Entry, Link, Watermark
from anlin.kernel.actors import system
from anlin.kernel.subjects import Subject

pytestmark = pytest.mark.django_db(transaction=True)

AT = dt.datetime(2026, 5, 6, 4, tzinfo=dt.UTC)
ON_SQLITE = connection.vendor != "postgresql"


def record(count=1):
    notes = [
        audit.Note(deed=f"d{n}", subject=Subject("case", str(n)), details={"n": n, "text": "漏水"})
        for n in range(count)
    ]
    audit.record_many(notes, by=system("clerk"), at=AT)


def seal_all(limit=1000):
    """The first tick of two takes the mark that the second seals up to; none sealed in both is the end."""
    sealed, last_two = 0, (1, 1)
    while any(last_two):
        last_two = (last_two[1], audit.seal(now=AT, limit=limit))
        sealed += last_two[1]
    return sealed


@pytest.fixture
def sealed():
    """The ids of five sealed entries."""
    record(5)
    assert seal_all() == 5
    return list(Entry.objects.order_by("id").values_list("id", flat=True))


def test_an_empty_chain_is_sound():
    assert (sum(ticks()), audit.verify()) == (0, audit.Verdict(0, 0, "0" * 64, None))


def test_entries_are_sealed_in_the_order_of_their_ids(sealed):
    links = Link.objects.order_by("entry_id").values_list("entry_id", "previous_id")

    assert list(links) == list(zip(sealed, [0, *sealed], strict=False))
    assert audit.verify() == audit.Verdict(5, 0, Link.objects.latest("entry_id").hash, None)


def test_the_chain_goes_on_where_it_ended(sealed):
    record(3)
    assert audit.verify().unsealed == 3

    assert seal_all(limit=2) == 3

    verdict = audit.verify()
    assert (verdict.checked, verdict.unsealed, verdict.first_fault) == (8, 0, None)


def test_a_long_chain_is_verified_in_batches(sealed, monkeypatch):
    monkeypatch.setattr(chain, "BATCH", 2)

    assert audit.verify().checked == 5


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize(
    "change",
    [
        "details = '{}'",
        "actor_ref = 'staff:1'",
        "subject_key = '7'",
        "project_id = 9",
        "deed = 'x'",
    ],
)
def test_an_altered_entry_is_named(sealed, append_only_off, place, change):
    with append_only_off():
        connection.cursor().execute(
            f"UPDATE audit_entry SET {change} WHERE id = %s", [sealed[place]]
        )

    verdict = audit.verify()

    assert (verdict.checked, verdict.first_fault) == (place, (sealed[place], "altered"))


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_deleted_entry_is_named(sealed, append_only_off, place):
    with append_only_off():
        Entry.objects.filter(id=sealed[place]).delete()

    assert audit.verify().first_fault == (sealed[place], "missing")


def test_an_entry_deleted_together_with_its_link_is_named(sealed, append_only_off):
    with append_only_off():
        Entry.objects.filter(id=sealed[2]).delete()
        Link.objects.filter(entry_id=sealed[2]).delete()

    assert audit.verify().first_fault == (sealed[2], "missing")


@pytest.mark.parametrize("place", [0, 2])
def test_an_altered_or_removed_link_is_named(sealed, append_only_off, place):
    with append_only_off():
        Link.objects.filter(entry_id=sealed[place]).update(hash="f" * 64)
    assert audit.verify().first_fault == (sealed[place], "link broken")

    with append_only_off():
        Link.objects.filter(entry_id=sealed[place]).delete()
    assert audit.verify().first_fault == (sealed[place], "link broken")


def test_an_entry_slipped_in_behind_the_sealer_is_named(sealed, append_only_off):
    with append_only_off():
        Entry.objects.filter(id=sealed[2]).delete()
        Link.objects.filter(entry_id=sealed[2]).delete()
        Link.objects.filter(entry_id=sealed[3]).update(previous_id=sealed[1])
        connection.cursor().execute(
            "UPDATE audit_entry SET id = %s WHERE id = %s", [sealed[2], sealed[4]]
        )

    assert audit.verify().first_fault == (sealed[2], "link broken")


def test_cutting_off_the_end_changes_the_head(sealed, append_only_off):
    before = audit.verify().head_hash
    with append_only_off():
        Entry.objects.filter(id=sealed[4]).delete()
        Link.objects.filter(entry_id=sealed[4]).delete()

    assert audit.verify().first_fault is None
    assert audit.verify().head_hash != before


def test_the_chain_cannot_fork(sealed):
    with pytest.raises(IntegrityError):
        Link.objects.create(entry_id=sealed[4] + 1, previous_id=sealed[3], hash="0" * 64)


def test_several_sealers_and_writers_at_once_leave_one_sound_chain(at_once):
    def write():
        for n in range(5):
            with transaction.atomic():
                record(2)
                transaction.set_rollback(n == 3)

    def seal():
        for _round in range(5):
            audit.seal(now=AT, limit=3)

    assert at_once([write, seal] * 3) == [None] * 6
    seal_all()

    verdict = audit.verify()
    assert (verdict.checked, verdict.unsealed, verdict.first_fault) == (24, 0, None)


class Steps:
    """A thread with a transaction of its own, held open until told to end it."""

    def __init__(self, *, commit=True):
        self.recorded, self.may_end = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run, args=[commit])
        self.thread.start()
        assert self.recorded.wait(10)

    def _run(self, commit):
        with transaction.atomic():
            record()
            self.recorded.set()
            assert self.may_end.wait(10)
            transaction.set_rollback(not commit)
        connection.close()

    def end(self):
        self.may_end.set()
        self.thread.join()


def ticks():
    return [audit.seal(now=AT) for _round in range(3)]


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
def test_nothing_is_sealed_past_an_older_transaction_still_running():
    older, younger = Steps(), Steps()

    younger.end()
    assert ticks() == [0, 0, 0]
    older.end()

    assert seal_all() == 2
    assert audit.verify().first_fault is None


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
def test_the_id_of_a_transaction_rolled_back_is_passed_over():
    older, younger = Steps(commit=False), Steps()

    younger.end()
    assert ticks() == [0, 0, 0]
    older.end()

    assert seal_all() == 1
    assert audit.verify().first_fault is None


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
def test_settled_entries_are_sealed_while_a_younger_transaction_runs():
    record()
    assert audit.seal(now=AT) == 0
    younger = Steps()

    assert seal_all() == 1
    younger.end()

    assert seal_all() == 1


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
def test_a_transaction_in_another_database_of_the_server_holds_nothing_up():
    with neighbour():
        record()

        assert seal_all() == 1


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
@pytest.mark.parametrize(("ends_at", "sealed"), [(1, 2), (rows.LOOKS - 1, 2), (rows.LOOKS, 0)])
def test_a_transaction_that_nobody_is_seen_to_hold_is_looked_at_again(ends_at, sealed):
    looks = []

    def ends_after_a_look(execute, sql, *more):
        answer = execute(sql, *more)
        if sql == rows.OLDEST_RUNNING:
            looks.append(sql)
            if len(looks) == ends_at:
                other.rollback()
        return answer

    with neighbour() as other, connection.cursor() as cursor:
        record(2)
        audit.seal(now=AT)
        # What is temporary is found before what is the system's: this backend is not seen.
        cursor.execute(
            "CREATE TEMP VIEW pg_stat_activity AS SELECT * FROM pg_catalog.pg_stat_activity"
            f" WHERE pid <> {other.info.backend_pid}"
        )
        try:
            with connection.execute_wrapper(ends_after_a_look):
                assert audit.seal(now=AT) == sealed
        finally:
            cursor.execute("DROP VIEW pg_temp.pg_stat_activity")

    assert Link.objects.count() == sealed


@contextlib.contextmanager
def neighbour():
    """A connection to another database of the server, in a transaction that has its number."""
    facts = connection.get_connection_params() | {"dbname": "postgres"}
    del facts["cursor_factory"], facts["context"]
    with psycopg.connect(**facts) as other:
        other.execute("SELECT pg_current_xact_id()")
        yield other


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
def test_deeds_that_come_while_the_sealer_takes_its_mark_are_not_passed_over():
    running = []

    def between_both_readings(execute, sql, *more):
        answer = execute(sql, *more)
        if not running and ("last_value" in sql or "pg_current_xact_id()::text" in sql):
            running.append(Steps())
            Steps().end()
        return answer

    record()
    with connection.execute_wrapper(between_both_readings):
        assert audit.seal(now=AT) == 0
    ticks()
    running[0].end()

    assert seal_all() <= 3
    assert (audit.verify().checked, audit.verify().first_fault) == (3, None)


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
def test_a_transaction_has_its_number_when_its_first_entry_gets_an_id():
    record()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " NEW.request_id := pg_current_xact_id_if_assigned()::text; RETURN NEW; END $$"
        )
        # Triggers fire in the order of their names: this one right after the one that gives the id.
        cursor.execute(
            "CREATE TRIGGER audit_entry_witness BEFORE INSERT ON audit_entry"
            " FOR EACH ROW EXECUTE FUNCTION witness()"
        )
        try:
            record()
        finally:
            cursor.execute("DROP FUNCTION witness CASCADE")

    assert Entry.objects.latest("id").request_id.isdecimal()


@pytest.mark.postgresql_only
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
def test_a_sealer_inside_a_transaction_that_has_written_is_refused():
    with transaction.atomic():
        record()
        with pytest.raises(RuntimeError, match="has not written"):
            audit.seal(now=AT)

    assert (Watermark.objects.count(), Link.objects.count()) == (0, 0)


def run(*arguments):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    return end.value.code


def test_the_command_seals_and_verifies(capsys, append_only_off):
    record(3)
    assert run("audit", "seal") == 0
    assert "entries were sealed." in capsys.readouterr().out
    seal_all()
    assert run("audit", "verify") == 0
    assert "3 entries are sound, 0 are not sealed" in capsys.readouterr().out
    first = Entry.objects.earliest("id").pk
    with append_only_off():
        Entry.objects.filter(id=first).delete()
    assert run("audit", "verify", "--json") == 1
    assert json.loads(capsys.readouterr().out)["first_fault"] == [first, "missing"]
