"""A duty is done, by evidence; or waived, by somebody with a reason."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.instruments.documents import queries as documents
from anlin.instruments.duty import permissions, queries
from anlin.instruments.duty.actions.sweeping import catch_up, locked, read_again
from anlin.instruments.duty.choices import Proof
from anlin.instruments.duty.errors import NeedsDocument, NeedsProof, NeedsReason, NotOwed, NotYet
from anlin.instruments.duty.events import DutyDone, DutyWaived
from anlin.instruments.duty.models import Occurrence, Piece, WaitingClock
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject


@transaction.atomic
def give_evidence(
    *, occurrence: Occurrence, words: str, by: Actor, at: datetime, also: Collection[int] = ()
) -> Piece:
    """Sign that it was done, in a sentence; with enough pieces the duty is done.

    `also` are keys of duties that the same deed did (`queries.alike`): it counts once for each of them (B-GOV-12).

    A rule that asks for a document is satisfied by one kept about the duty (`documents.keep`, subject `duty:…`); refused
    with `NeedsDocument` without. Refused with `NotOwed`, `NotYet`, `NeedsProof`. Tells `DutyDone`.
    """
    require(permissions.may_discharge(by, occurrence.project_id))
    read_again(occurrence)
    _require_owed(occurrence)
    if at < occurrence.earliest_at:
        raise NotYet(from_at=occurrence.earliest_at)
    rule = queries.rule_of(occurrence.standing)
    if (
        rule.evidence.proof == Proof.DOCUMENT
        and not documents.of_subject(occurrence.subject).exists()
    ):
        raise NeedsDocument(field="file")
    if not words.strip():
        raise NeedsProof(field="words")

    deed = rule.evidence.deed or rule.code
    piece = Piece.objects.create(
        occurrence=occurrence, deed=deed, words=words.strip()[:500], given_at=at, given_by=by.ref
    )
    audit.record(
        "duty.proved", occurrence.subject, project_id=occurrence.project_id, by=by, at=at,
        code=occurrence.standing.code,
    )  # fmt: skip
    _done_if_enough(occurrence, by=by.ref, at=at)
    if also:
        _did_also(also, occurrence, by=by, at=at)
    return piece


def _did_also(also: Collection[int], occurrence: Occurrence, *, by: Actor, at: datetime) -> None:
    alike = {row.pk: row for row in queries.alike(occurrence, at)}
    for pk in also:
        row = alike.get(pk)
        if row is None:
            raise NotOwed
        read_again(row)
        _require_owed(row)
        prove(row, proof_ref=str(occurrence.subject), by=by.ref, at=at)
        audit.record(
            "duty.proved", row.subject, project_id=row.project_id, by=by, at=at,
            code=row.standing.code,
        )  # fmt: skip


def discharge(
    *,
    deeds: Collection[str],
    by: Actor,
    at: datetime,
    proof: Subject,
    project_id: int | None = None,
    about: Subject | None = None,
) -> list[Occurrence]:
    """A room did what some rules ask for, by one name or several: it counts once for every duty that it discharges.

    With `about`, every duty about that thing that had begun, of all its rounds; otherwise those of the project whose days
    it falls in, the oldest of each rule. The room has asked permission for its own deed. Says which duties are done by it
    now. Tells `DutyDone` for each.
    """
    # Most deeds discharge nothing: that is found out at the price of two short questions.
    keys, waiting = [], []
    if about is not None:
        keys = [k for k, deed, since in queries.owed_about(about) if deed in deeds and since <= at]
        waiting = [key for key, deed in queries.waits_about(about) if deed in deeds]
        if not keys and not waiting:
            return []
    with transaction.atomic():
        if waiting:
            WaitingClock.objects.filter(pk__in=waiting, answered_at=None).update(
                answered_at=at, answered_by=by.ref, proof_ref=str(proof)
            )
        owed = locked().filter(done_at=None, waived_at=None, withdrawn_at=None, earliest_at__lte=at)
        of_project = {"project": project_id, "subject_kind": "", "last_at__gt": at}
        owed = owed.filter(**({"pk__in": keys} if about is not None else of_project))
        return [
            occurrence
            for occurrence in _answered_by(deeds, owed, oldest_only=about is None)
            if prove(occurrence, proof_ref=str(proof), by=by.ref, at=at)
        ]


def prove(occurrence: Occurrence, *, proof_ref: str, by: str, at: datetime) -> bool:
    """Keep that something proves it, once for each proof; whether it is done by that now."""
    given = {"deed": occurrence.standing.rule.deed, "given_at": at, "given_by": by}
    with_it = {"occurrence": occurrence, "proof_ref": proof_ref}
    _piece, is_new = Piece.objects.get_or_create(**with_it, defaults=given)
    return is_new and _done_if_enough(occurrence, by=by, at=at)


@transaction.atomic
def waive(*, occurrence: Occurrence, because: str, by: Actor, at: datetime) -> None:
    """Decide that it need not be done this time; what was missed stays missed.

    A duty by law or standard needs a right of its own. Refused with `NotOwed`, `NeedsReason`. Tells `DutyWaived`.
    """
    rule = queries.rule_of(occurrence.standing)
    is_statutory = rule.confidence is not None
    require(permissions.may_waive(by, occurrence.project_id, is_statutory=is_statutory))
    read_again(occurrence)
    _require_owed(occurrence)
    if not because.strip():
        raise NeedsReason(field="because")

    catch_up(occurrence, at=at)
    rows.change(
        occurrence, expecting=("done_at", "waived_at", "withdrawn_at"),
        waived_at=at, waived_by=by.ref, waived_because=because.strip()[:300], next_at=None,
    )  # fmt: skip
    audit.record(
        "duty.waived", occurrence.subject, project_id=occurrence.project_id, by=by, at=at,
        code=occurrence.standing.code,
    )  # fmt: skip
    news.publish(DutyWaived(**_told(occurrence), by=by.ref, at=at))


def _answered_by(
    deeds: Collection[str], owed: QuerySet[Occurrence], *, oldest_only: bool
) -> list[Occurrence]:
    """Those whose rule is discharged by the deeds, in the order of their last moments; perhaps the oldest of each standing."""
    found = list(owed.filter(standing__rule__deed__in=deeds).order_by("last_at", "id"))
    if not oldest_only:
        return found
    first: dict[int, Occurrence] = {}
    for row in found:
        first.setdefault(row.standing_id, row)
    return list(first.values())


def _done_if_enough(occurrence: Occurrence, *, by: str, at: datetime) -> bool:
    if occurrence.pieces.count() < occurrence.wanted:
        return False
    catch_up(occurrence, at=at)
    rows.change(
        occurrence, expecting=("done_at", "waived_at", "withdrawn_at"),
        done_at=at, done_by=by, next_at=None,
    )  # fmt: skip
    was_missed = at > occurrence.last_at
    news.publish(DutyDone(**_told(occurrence), was_missed=was_missed, by=by, at=at))
    return True


def _require_owed(occurrence: Occurrence) -> None:
    if occurrence.done_at or occurrence.waived_at or occurrence.withdrawn_at:
        raise NotOwed(occurrence)


def _told(occurrence: Occurrence) -> dict:
    return {
        "duty_id": occurrence.pk,
        "project_id": occurrence.project_id,
        "code": occurrence.standing.code,
        "about": str(occurrence.about or ""),
    }
