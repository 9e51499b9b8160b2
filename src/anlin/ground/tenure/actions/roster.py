"""A roster of owners read in: looked at, applied in one go or in pieces, errors sent back."""

import base64
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from anlin.foundation.intake import api as intake
from anlin.foundation.jobs import api as jobs
from anlin.ground.estate.models import Project
from anlin.ground.tenure import permissions
from anlin.ground.tenure.actions import roster_lines, roster_plan, roster_writing
from anlin.ground.tenure.errors import RowsRefused
from anlin.ground.tenure.models import RosterFile
from anlin.kernel.actors import Actor
from anlin.kernel.errors import NotThere, Refusal, require

KIND = "tenure.roster"
APPLY_ROSTER = "tenure.apply_roster"
PIECE = 1000

Planned = intake.Planned
Outcome = intake.Outcome


def progress_key(batch: intake.Batch) -> str:
    """Under which `jobs.progress_of` tells how far the batch has come."""
    return f"roster/{batch.pk}"


def check_roster(*, data: bytes, file_name: str, project: Project, by: Actor) -> list[Planned]:
    """What would become of every row; nothing is written. Refused as `intake.read_table` refuses."""
    require(permissions.may_import_roster(by, project.pk))
    return _plan(data, file_name, project)[1]


@transaction.atomic
def preview_roster(
    *, data: bytes, file_name: str, project: Project, by: Actor, at: datetime
) -> intake.Batch:
    """Keep the file, sealed, and what is to become of every row, to be applied later."""
    planned = check_roster(data=data, file_name=file_name, project=project, by=by)

    batch = _open(data, file_name, project, by=by, at=at)
    intake.note(
        batch=batch,
        outcomes=(
            intake.RowOutcome(row_number=row.row_number, outcome=row.outcome, reason=row.reason)
            for row in planned
        ),
    )
    return batch


@transaction.atomic
def take_roster(
    *, data: bytes, file_name: str, project: Project, by: Actor, at: datetime
) -> intake.Batch:
    """Record what the file says at once, without a preview, all rows in one transaction.

    Refused with `RowsRefused` when not all rows are good; then nothing is kept.
    """
    require(permissions.may_import_roster(by, project.pk))
    batch = _open(data, file_name, project, by=by, at=at)
    _apply_all(batch, data, project, by=by, at=at)
    return batch


def order_roster(*, batch: intake.Batch, only_good: bool, by: Actor, at: datetime) -> None:
    """Let the worker apply a previewed batch; `progress_key` tells how far it is."""
    require(permissions.may_import_roster(by, _project(batch).pk))
    jobs.enqueue(
        APPLY_ROSTER,
        key=f"{batch.pk}/{batch.state}",
        batch_id=batch.pk,
        only_good=only_good,
        actor_ref=by.ref,
    )


def apply_roster(*, batch: intake.Batch, only_good: bool, by: Actor, at: datetime) -> None:
    """Record what the file says: all rows in one transaction, or the good ones a thousand at a time.

    Planned anew, since life went on after the preview. With `only_good` a run that was broken off
    is taken up where it stopped. Refused with `RowsRefused` when not all rows are good and all are
    wanted, and with `BatchNotReady`.
    """
    project = _project(batch)
    require(permissions.may_import_roster(by, project.pk))
    data = _content(batch)

    if only_good:
        _apply_good(batch, data, project, by=by, at=at)
    else:
        _apply_all(batch, data, project, by=by, at=at)


def errors_of_roster(*, batch: intake.Batch, by: Actor) -> bytes:
    """The refused rows as a workbook to mend and send again."""
    require(permissions.may_import_roster(by, _project(batch).pk))
    data = _content(batch)
    return intake.errors_workbook(batch, roster_lines.table_of(data, batch.file_name))


def _content(batch: intake.Batch) -> bytes:
    kept = RosterFile.objects.filter(batch_id=batch.pk).first()
    if kept is None:
        # It went when somebody who stood in it was erased.
        raise NotThere
    return base64.b64decode(kept.content)


def _open(
    data: bytes, file_name: str, project: Project, *, by: Actor, at: datetime
) -> intake.Batch:
    batch = intake.open_batch(
        kind=KIND,
        project_id=project.pk,
        file_name=file_name,
        file_sha256=intake.sha256_of(io.BytesIO(data)),
        by=by,
        at=at,
    )
    RosterFile.objects.create(batch_id=batch.pk, content=base64.b64encode(data).decode("ascii"))
    return batch


@transaction.atomic
def _apply_all(
    batch: intake.Batch, data: bytes, project: Project, *, by: Actor, at: datetime
) -> None:
    intake.begin(batch=batch)
    known, planned, steps = _plan(data, batch.file_name, project)
    refused = [row for row in planned if row.outcome == Outcome.REFUSED]
    if refused:
        raise RowsRefused(planned, count=len(refused))
    batch.rows.all().delete()
    for piece in _pieces(steps):
        intake.note(batch=batch, outcomes=roster_writing.write(piece, known=known, by=by, at=at))
    intake.note(batch=batch, outcomes=_without_step(planned, steps))
    intake.finish(batch=batch, at=at)


def _apply_good(
    batch: intake.Batch, data: bytes, project: Project, *, by: Actor, at: datetime
) -> None:
    if batch.state != intake.State.APPLYING:
        intake.begin(batch=batch)
    # Rows of the preview have nothing to undo; what is noted with something was dealt with.
    dealt_with = set(batch.rows.filter(before__isnull=False).values_list("row_number", flat=True))
    known, planned, steps = _plan(data, batch.file_name, project)
    rest = [s for s in steps if s.household.head.row_number not in dealt_with]
    done = len(steps) - len(rest)
    try:
        for piece in _pieces(rest):
            _apply_piece(batch, piece, known, by=by, at=at)
            done += len(piece)
            jobs.progress(progress_key(batch), done, len(steps))
        _note_rest(batch, [r for r in planned if r.row_number not in dealt_with], steps)
    except Refusal:
        intake.fail(batch=batch, at=at)
        raise
    intake.finish(batch=batch, at=at)


@transaction.atomic
def _apply_piece(
    batch: intake.Batch,
    piece: Sequence[roster_plan.Step],
    known: roster_plan.Known,
    *,
    by: Actor,
    at: datetime,
) -> None:
    # Claimed by this delete: a second worker on the same piece waits here and finds nothing left.
    if _forget_preview(batch, [n for step in piece for n in step.household.row_numbers]):
        outcomes = roster_writing.write(piece, known=known, by=by, at=at)
        intake.note(batch=batch, outcomes=outcomes)


@transaction.atomic
def _note_rest(
    batch: intake.Batch, planned: Sequence[Planned], steps: Sequence[roster_plan.Step]
) -> None:
    rest = list(_without_step(planned, steps))
    _forget_preview(batch, [row.row_number for row in rest])
    intake.note(batch=batch, outcomes=rest)


def _forget_preview(batch: intake.Batch, numbers: Sequence[int]) -> int:
    forgotten = 0
    for start in range(0, len(numbers), PIECE):
        rows = batch.rows.filter(row_number__in=numbers[start : start + PIECE])
        forgotten += rows.filter(before__isnull=True).delete()[0]
    return forgotten


def _without_step(
    planned: Sequence[Planned], steps: Sequence[roster_plan.Step]
) -> Iterator[intake.RowOutcome]:
    """Rows that no household stands for: refused, or said twice."""
    stepped = {number for step in steps for number in step.household.row_numbers}
    for row in planned:
        if row.row_number not in stepped:
            yield intake.RowOutcome(
                row_number=row.row_number, outcome=row.outcome, reason=row.reason, before={}
            )


def _plan(
    data: bytes, file_name: str, project: Project
) -> tuple[roster_plan.Known, list[Planned], list[roster_plan.Step]]:
    known = roster_plan.Known(project)
    table = roster_lines.table_of(data, file_name)
    steps, planned = roster_plan.plan(roster_lines.lines_of(table), known)
    return known, planned, steps


def _pieces(steps: Sequence[roster_plan.Step]) -> Iterator[Sequence[roster_plan.Step]]:
    return (steps[start : start + PIECE] for start in range(0, len(steps), PIECE))


def _project(batch: intake.Batch) -> Project:
    assert batch.project_id is not None
    return Project.objects.get(pk=batch.project_id)
