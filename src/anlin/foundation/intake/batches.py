"""The life of a batch: previewed, applied, undone; what became of each row; errors sent back."""

import io
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import xlsxwriter
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from anlin.foundation import rows as row_changes
from anlin.foundation.intake.errors import BatchNotReady
from anlin.foundation.intake.models import Batch, BatchRow
from anlin.foundation.intake.table import Table
from anlin.foundation.vault import api as vault
from anlin.kernel.actors import Actor
from anlin.kernel.errors import Conflict
from anlin.kernel.states import NoSuchStep
from anlin.kernel.states import Table as States
from anlin.kernel.subjects import Subject

Outcome = BatchRow.Outcome
EMPTIED = "*"
State = Batch.State
FIELDS = (
    "seal", "batch", "row_number", "outcome", "reason", "subject_kind", "subject_key", "before",
)  # fmt: skip


class Step(StrEnum):
    """What can be done with a batch."""

    APPLY = "apply"
    FINISH = "finish"
    FAIL = "fail"
    UNDO = "undo"


LIFE: States[State, Step] = States(
    name="batch",
    first=State.PREVIEWED,
    rows=(
        (State.PREVIEWED, Step.APPLY, State.APPLYING),
        (State.APPLYING, Step.FINISH, State.APPLIED),
        (State.APPLYING, Step.FAIL, State.FAILED),
        (State.FAILED, Step.APPLY, State.APPLYING),
        (State.FAILED, Step.UNDO, State.UNDONE),
        (State.APPLIED, Step.UNDO, State.UNDONE),
    ),
)


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What became of one row; `before` is what undoing it needs, as JSON can hold it."""

    row_number: int
    outcome: BatchRow.Outcome
    reason: str = ""
    subject: Subject | None = None
    before: Mapping[str, Any] | None = None


def open_batch(
    *, kind: str, project_id: int | None, file_name: str, file_sha256: str, by: Actor, at: datetime
) -> Batch:
    """Keep that a file was read in and is being looked at."""
    return Batch.objects.create(
        kind=kind,
        project_id=project_id,
        file_name=file_name[-255:],
        file_sha256=file_sha256,
        started_at=at,
        by=by.ref,
    )


def earlier_batch(*, kind: str, project_id: int | None, file_sha256: str) -> Batch | None:
    """The last batch for which the very same file was applied and not undone."""
    applied = Batch.objects.filter(kind=kind, project_id=project_id, state=State.APPLIED)
    return applied.filter(file_sha256=file_sha256).order_by("-pk").first()


def begin(*, batch: Batch) -> None:
    """Start applying a previewed (or failed) batch; only one of two callers may."""
    _step(batch, Step.APPLY)


def note(*, batch: Batch, outcomes: Iterable[RowOutcome]) -> None:
    """Keep what became of rows, in the transaction in which it became of them."""
    row_changes.put_lines(BatchRow, FIELDS, (_line(batch, row) for row in outcomes))


def _line(batch: Batch, row: RowOutcome) -> row_changes.Line:
    kept = BatchRow(batch=batch)
    return (
        kept.seal,
        batch.pk,
        row.row_number,
        row.outcome,
        vault.sealed(kept, "reason", row.reason) if row.reason else None,
        row.subject.kind if row.subject else "",
        row.subject.key if row.subject else "",
        row.before,
    )


def noted_row_numbers(batch: Batch) -> frozenset[int]:
    """Rows that were dealt with already, when applying is taken up again."""
    return frozenset(batch.rows.values_list("row_number", flat=True))


@transaction.atomic
def finish(*, batch: Batch, at: datetime) -> None:
    _step(batch, Step.FINISH, finished_at=at, counts=_counts(batch))


@transaction.atomic
def fail(*, batch: Batch, at: datetime) -> None:
    """Applying broke off; what was noted stands, and it can be begun again or undone."""
    _step(batch, Step.FAIL, finished_at=at, counts=_counts(batch))


def rows_to_undo(batch: Batch) -> QuerySet[BatchRow]:
    """What made or changed something, last first."""
    return batch.rows.filter(outcome__in=(Outcome.CREATED, Outcome.UPDATED)).order_by("-pk")


def mark_undone(*, batch: Batch, at: datetime) -> None:
    """Call it in the transaction in which the importer undid the rows."""
    _step(batch, Step.UNDO, finished_at=at)


def batches(*, project_ids: Iterable[int] | None = None) -> QuerySet[Batch]:
    """Batches of these projects (None: of all), latest first."""
    found = Batch.objects.order_by("-pk")
    return found if project_ids is None else found.filter(project_id__in=project_ids)


def _counts(batch: Batch) -> dict[str, int]:
    counted = batch.rows.order_by().values_list("outcome").annotate(Count("pk"))
    return dict.fromkeys(Outcome.values, 0) | dict(counted)


def _step(batch: Batch, step: Step, **values: object) -> None:
    try:
        state = LIFE.step(State(batch.state), step)
        row_changes.change(batch, expecting=("state",), state=state, **values)
    except (NoSuchStep, Conflict) as refusal:
        raise BatchNotReady(batch) from refusal


def errors_workbook(batch: Batch, table: Table) -> bytes:
    """The refused rows as a workbook to mend and send again: the reason first, then the cells.

    Every cell is text, so that nothing that begins like a formula is one.
    """
    refused_rows = batch.rows.filter(outcome=Outcome.REFUSED)
    reasons = {row.row_number: row.reason for row in refused_rows}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.set_column(0, 0, 50)
        for column, heading in enumerate((_("Why this row was refused"), *table.columns.headings)):
            sheet.write_string(0, column, heading, bold)
        refused = (row for row in table.rows if row.number in reasons)
        for place, row in enumerate(refused, start=1):
            for column, cell in enumerate((reasons[row.number], *row.cells)):
                sheet.write_string(place, column, cell)
    return out.getvalue()


def take_out_of_reasons(taken_out: Callable[[str], str], *, project_ids: Collection[int]) -> int:
    """Let no reason of a refused row in these projects say what `taken_out` removes; how many were changed."""
    changed = 0
    told = BatchRow.objects.filter(batch__project_id__in=project_ids, reason__isnull=False)
    for row in told.iterator(chunk_size=500):
        plain = taken_out(row.reason or "")
        if plain != row.reason:
            row.reason, changed = plain, changed + 1
            row.save(update_fields=["reason"])
    return changed


def empty_reasons(*, batch_ids: Collection[int]) -> int:
    """Let refused rows of these batches say only that they were refused: their reasons repeat cells of the file."""
    told = BatchRow.objects.filter(batch__in=batch_ids, reason__isnull=False)
    emptied = 0
    for row in told.iterator(chunk_size=500):
        row.reason, emptied = EMPTIED, emptied + 1
        row.save(update_fields=["reason"])
    return emptied
