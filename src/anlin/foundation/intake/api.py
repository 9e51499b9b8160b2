"""The door of intake: read a table out of a file, keep what became of its rows, send errors back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from anlin.foundation.intake.batches import (
    LIFE,
    Outcome,
    RowOutcome,
    State,
    batches,
    begin,
    earlier_batch,
    empty_reasons,
    errors_workbook,
    fail,
    finish,
    mark_undone,
    note,
    noted_row_numbers,
    open_batch,
    rows_to_undo,
    take_out_of_reasons,
)
from anlin.foundation.intake.errors import (
    BatchNotReady,
    CellMissing,
    CellUnreadable,
    FileEncrypted,
    FileTooLarge,
    HeadingsMissing,
    NotADay,
    NotANumber,
    NotATable,
)
from anlin.foundation.intake.models import Batch, BatchRow
from anlin.foundation.intake.reading import read_table
from anlin.foundation.intake.table import Row, Table
from anlin.kernel.actors import Actor

__all__ = [
    "LIFE",
    "Batch",
    "BatchNotReady",
    "BatchRow",
    "CellMissing",
    "CellUnreadable",
    "FileEncrypted",
    "FileTooLarge",
    "HeadingsMissing",
    "Importer",
    "NotADay",
    "NotANumber",
    "NotATable",
    "Outcome",
    "Planned",
    "Row",
    "RowOutcome",
    "State",
    "Table",
    "batches",
    "begin",
    "earlier_batch",
    "empty_reasons",
    "errors_workbook",
    "fail",
    "finish",
    "mark_undone",
    "note",
    "noted_row_numbers",
    "open_batch",
    "read_table",
    "rows_to_undo",
    "sha256_of",
    "take_out_of_reasons",
]


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What an importer means to do with a row: shown in the preview, then applied."""

    row_number: int
    outcome: Outcome
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


class Importer(Protocol):
    """One kind of import, written in the room that owns what is imported."""

    kind: str
    wanted: Mapping[str, Sequence[str]]

    def plan(self, rows: Sequence[Row]) -> list[Planned]:
        """Decide on every row without writing anything."""

    def apply(self, planned: Sequence[Planned], *, by: Actor) -> list[RowOutcome]:
        """Do it for some rows, in the caller's transaction."""

    def undo(self, rows: Sequence[BatchRow], *, by: Actor) -> None:
        """Take back what rows did, last first, in the caller's transaction."""


def sha256_of(file: BinaryIO) -> str:
    """The file's fingerprint; the file stands at its beginning afterwards."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest
