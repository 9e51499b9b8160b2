"""The audit: what was done is written once, and whoever tampers with it is found out."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from anlin.foundation.audit import api as audit
from anlin.foundation.audit.models import Entry, Link
from anlin.kernel.actors import system
from anlin.kernel.subjects import Subject

CLERK = system("clerk")
CASE = Subject("case", "42")
AT = dt.datetime(2026, 5, 6, 4, tzinfo=dt.UTC)
ON_SQLITE = connection.vendor != "postgresql"
database = pytest.mark.django_db


def record(deed="cases.opened", subject=CASE, project_id=1, **details):
    audit.record(deed, subject, by=CLERK, at=AT, project_id=project_id, **details)


@database
def test_a_recorded_deed_reads_as_it_was_written():
    with audit.request("req-1"):
        record("cases.resolved", finding="leak", fen=1250, parts=[1, 2], waived=False, late=None)

    [deed] = audit.of_subject(CASE)

    assert deed == audit.Recorded(
        id=deed.id,
        at=AT,
        deed="cases.resolved",
        subject=CASE,
        project_id=1,
        actor_ref="system:clerk",
        request_id="req-1",
        details={"finding": "leak", "fen": 1250, "parts": [1, 2], "waived": False, "late": None},
        recorded_at=deed.recorded_at,
    )
    assert deed.recorded_at > AT


@database
def test_the_request_is_forgotten_after_its_end():
    with audit.request("outer"), audit.request("inner"):
        pass
    record()

    assert audit.of_subject(CASE)[0].request_id == ""


@database
def test_the_deeds_of_a_subject_come_latest_first_page_by_page():
    for deed in ("a", "b", "c"):
        record(deed)
    record("elsewhere", Subject("case", "43"))

    first = audit.of_subject(CASE, limit=2)

    assert [deed.deed for deed in first] == ["c", "b"]
    assert [deed.deed for deed in audit.of_subject(CASE, before=first[-1].id)] == ["a"]


@database
def test_the_newest_deeds_are_those_of_the_given_projects():
    for deed, project_id in (("a", 1), ("b", 2), ("c", None), ("d", 3)):
        record(deed, project_id=project_id)

    newest = audit.newest(frozenset({1, 3}))

    assert [deed.deed for deed in newest] == ["d", "a"]
    assert [deed.deed for deed in audit.newest(None, limit=3)] == ["d", "c", "b"]
    assert [deed.deed for deed in audit.newest(None, before=newest[-1].id)] == []


@database
def test_many_deeds_are_recorded_in_their_order():
    audit.record_many(
        [audit.Note(deed=f"d{n}", subject=CASE, details={"n": n}) for n in range(5)],
        by=CLERK,
        at=AT,
    )

    assert [deed.details for deed in audit.of_subject(CASE)] == [{"n": n} for n in (4, 3, 2, 1, 0)]


@database
@pytest.mark.parametrize("value", [1.5, AT, {"a": 1}, [[1]], b"x"])
def test_details_that_would_not_come_back_exactly_are_refused(value):
    with pytest.raises(TypeError, match="whole numbers"):
        record(value=value)

    assert audit.of_subject(CASE) == []


@database
def test_a_roll_back_leaves_no_entry():
    with transaction.atomic():
        record()
        transaction.set_rollback(True)

    assert audit.newest(None) == []


@database
@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {key} = {key}", "DELETE FROM {}"])
def test_rows_are_neither_changed_nor_deleted(table, change):
    record()
    Link.objects.create(entry_id=7, previous_id=0, hash="")
    key = {"audit_entry": "id", "audit_link": "entry_id"}[table]

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        connection.cursor().execute(change.format(table, key=key))

    assert (Entry.objects.count(), Link.objects.count()) == (1, 1)


@database
@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
@pytest.mark.skipif(ON_SQLITE, reason="SQLite has no TRUNCATE")
def test_tables_are_not_emptied(table):
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table}")


@database
@pytest.mark.skipif(not ON_SQLITE, reason="PostgreSQL has no REPLACE")
def test_rows_are_not_replaced():
    Link.objects.create(entry_id=7, previous_id=0, hash="")

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        connection.cursor().execute("INSERT OR REPLACE INTO audit_link VALUES (7, 0, 'x')")

    assert Link.objects.get().hash == ""


@database
def test_an_id_cannot_be_chosen_on_postgresql_and_not_twice_on_sqlite():
    record()
    entry = Entry.objects.get()

    if ON_SQLITE:
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.bulk_create([entry])
    else:
        Entry.objects.bulk_create([entry])
        assert Entry.objects.count() == 2


def test_a_deed_has_one_sentence():
    audit.register({"trial.done": "did the trial"})
    audit.register({"trial.done": "did the trial"})

    with pytest.raises(ValueError, match="Two sentences"):
        audit.register({"trial.done": "made a trial"})

    assert audit.sentence("trial.done") == "did the trial"
    assert audit.sentence("trial.unknown") == "trial.unknown"


def test_a_subject_nobody_knows_is_called_by_its_reference(monkeypatch):
    monkeypatch.setattr(audit.naming, "_answerers", [])
    assert audit.name_of(CASE) == "case:42"

    asked = []

    def called(subjects):
        asked.append(set(subjects))
        return {subject: f"Case {subject.key}" for subject in subjects if subject.kind == "case"}

    monkeypatch.setattr(audit.naming, "_answerers", [called])
    assert audit.name_of(CASE) == "Case 42"
    other = Subject("bill", "7")
    assert audit.names_of([CASE, other]) == {CASE: "Case 42", other: "bill:7"}
    assert audit.names_of([]) == {}
    assert asked == [{CASE}, {CASE, other}]
