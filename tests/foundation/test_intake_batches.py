"""A batch lives from preview to undoing, counts its rows, and sends the refused ones back."""

import io

import pytest
import xlsxwriter

from anlin.foundation.intake import api as intake
from anlin.kernel.actors import system
from anlin.kernel.subjects import Subject

pytestmark = pytest.mark.django_db
CLERK = system("tests")
Outcome = intake.Outcome


@pytest.fixture
def batch(noon):
    file = io.BytesIO(b"units")
    return intake.open_batch(
        kind="units",
        project_id=3,
        file_name="房屋.xlsx",
        file_sha256=intake.sha256_of(file),
        by=CLERK,
        at=noon,
    )


def outcome(number, what, **more):
    return intake.RowOutcome(row_number=number, outcome=what, **more)


def test_a_batch_is_applied_counted_and_undone(batch, noon):
    intake.begin(batch=batch)
    created = outcome(2, Outcome.CREATED, subject=Subject("unit", "7"), before={"none": True})
    intake.note(
        batch=batch, outcomes=[created, outcome(3, Outcome.UPDATED), outcome(4, Outcome.UNCHANGED)]
    )
    intake.note(batch=batch, outcomes=[outcome(5, Outcome.REFUSED, reason="No building 9.")])
    intake.finish(batch=batch, at=noon)
    batch.refresh_from_db()
    assert batch.counts == {"created": 1, "updated": 1, "unchanged": 1, "refused": 1}
    assert (batch.state, batch.finished_at) == ("applied", noon)
    assert [row.row_number for row in intake.rows_to_undo(batch)] == [3, 2]
    intake.mark_undone(batch=batch, at=noon)
    assert intake.batches(project_ids=[3]).get().state == "undone"


def test_only_one_of_two_may_apply_a_batch(batch):
    twin = intake.batches().get()
    intake.begin(batch=batch)
    for late in (twin, batch):
        with pytest.raises(intake.BatchNotReady):
            intake.begin(batch=late)
    with pytest.raises(intake.BatchNotReady):
        intake.mark_undone(batch=batch, at=None)


def test_a_batch_that_broke_off_is_taken_up_where_it_stopped(batch, noon):
    intake.begin(batch=batch)
    intake.note(batch=batch, outcomes=[outcome(2, Outcome.CREATED)])
    intake.fail(batch=batch, at=noon)
    intake.begin(batch=batch)
    assert (batch.state, intake.noted_row_numbers(batch)) == ("applying", {2})


def test_the_same_file_is_recognised_once_it_was_applied(batch, noon):
    asked = {"kind": "units", "project_id": 3, "file_sha256": batch.file_sha256}
    assert intake.earlier_batch(**asked) is None
    intake.begin(batch=batch)
    intake.finish(batch=batch, at=noon)
    assert intake.earlier_batch(**asked) == batch
    assert intake.earlier_batch(**asked | {"project_id": 4}) is None


def test_refused_rows_come_back_with_their_reasons_ready_to_be_sent_again(batch):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 0, ["房号", "业主"])
        for number, owner in enumerate(["=1+1", "张伟", "@SUM", "-3", "+4"], start=2):
            sheet.write_string(number, 0, f"1-{number}")
            sheet.write_string(number, 1, owner)
    out.seek(0)
    wanted = {"unit": ["房号"], "owner": ["业主"]}
    table = intake.read_table(out, wanted=wanted)
    refused = [outcome(n, Outcome.REFUSED, reason=f"=reason {n}") for n in (3, 5, 6, 7)]
    intake.note(batch=batch, outcomes=[outcome(4, Outcome.CREATED), *refused])

    mended = intake.read_table(io.BytesIO(intake.errors_workbook(batch, table)), wanted=wanted)
    assert [row.cells for row in mended.rows] == [
        ("=reason 3", "1-2", "=1+1"),
        ("=reason 5", "1-4", "@SUM"),
        ("=reason 6", "1-5", "-3"),
        ("=reason 7", "1-6", "+4"),
    ]
    assert [row.text("owner") for row in mended.rows] == ["=1+1", "@SUM", "-3", "+4"]
