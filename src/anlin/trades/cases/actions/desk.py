"""What the desk writes down besides matters: its log, and what was in the opinion boxes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Building, Project
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions, queries
from anlin.trades.cases.actions.opening import UNNAMED, NewCase, open_many
from anlin.trades.cases.choices import CaseKind, LogKind
from anlin.trades.cases.errors import NothingSaid, OtherProject
from anlin.trades.cases.models import BoxOpening, Case, LogEntry, OpinionBox

BOX = "opinion-box"


@transaction.atomic
def log(
    *,
    project: Project,
    kind: LogKind,
    words: str,
    by: Actor,
    at: datetime,
    case: Case | None = None,
) -> LogEntry:
    """Write a line in the duty log; lines are never changed. Refused with `NothingSaid` or `OtherProject`."""
    require(permissions.may_open(by, project.pk) and not by.is_resident)
    if not words.strip():
        raise NothingSaid(field="words")
    if case is not None and case.project_id != project.pk:
        raise OtherProject(case)

    entry = LogEntry.objects.create(
        project=project,
        kind=kind,
        words=words.strip(),
        case=case,
        logged_at=at,
        logged_by=by.ref,
    )

    subject = case.subject if case is not None else project.subject
    audit.record("cases.logged", subject, by=by, at=at, project_id=project.pk, kind=kind.value)
    return entry


@transaction.atomic
def put_up_box(
    *, project: Project, place: str, by: Actor, at: datetime, building: Building | None = None
) -> OpinionBox:
    """Register an opinion box by its place (B-INT-05). Refused with `NothingSaid` or `OtherProject`."""
    require(permissions.may_link(by, project.pk))
    if not place.strip():
        raise NothingSaid(field="place")
    if building is not None and building.project_id != project.pk:
        raise OtherProject(building)

    box, is_new = OpinionBox.objects.get_or_create(
        project=project,
        place=place.strip(),
        taken_down_at=None,
        defaults={"building": building, "put_up_at": at},
    )

    if is_new:
        audit.record("cases.box_put_up", box.subject, by=by, at=at, project_id=project.pk)
    return box


@transaction.atomic
def take_down_box(*, box: OpinionBox, by: Actor, at: datetime) -> OpinionBox:
    """The box is gone; its openings stay on record."""
    require(permissions.may_link(by, box.project_id))

    rows.change(box, expecting=("taken_down_at",), taken_down_at=at)

    audit.record("cases.box_taken_down", box.subject, by=by, at=at, project_id=box.project_id)
    return box


@transaction.atomic
def open_box(*, box: OpinionBox, slips: Sequence[str], by: Actor, at: datetime) -> BoxOpening:
    """Somebody opened the box: every slip becomes an opinion, and no slip at all is recorded too (B-INT-06)."""
    require(permissions.may_open(by, box.project_id) and not by.is_resident)
    written = [slip.strip() for slip in slips if slip.strip()]
    channel = queries.channel_by_code(BOX)

    made = open_many(
        new=[
            NewCase(
                project=box.project,
                kind=CaseKind.OPINION,
                words=slip,
                channel=channel,
                reported_at=at,
                reporter_name=UNNAMED,
                place=box.place,
            )
            for slip in written
        ],
        by=by,
        at=at,
    )
    opening = BoxOpening.objects.create(box=box, opened_at=at, opened_by=by.ref, slips=len(written))
    opening.cases.set(made)

    audit.record(
        "cases.box_opened",
        box.subject,
        by=by,
        at=at,
        project_id=box.project_id,
        slips=len(written),
    )
    return opening
