"""Deeds of asking afterwards: an attempt, its end, a contradiction and what is decided on it."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.people.sockets import Erasure
from anlin.instruments.duty import actions as duty
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.callbacks import permissions, queries, rules
from anlin.trades.callbacks.choices import Ruling, Way
from anlin.trades.callbacks.errors import (
    DecidedAlready,
    HourMissing,
    NothingOwed,
    OwnFollowUp,
    ReachedAlready,
    ReasonMissing,
    SampleWaits,
    TriesMissing,
    WayMissing,
)
from anlin.trades.callbacks.models import Attempt, Review, Unreached
from anlin.trades.cases import queries as cases
from anlin.trades.cases.errors import CallerDidTheWork
from anlin.trades.cases.models import Case

# As the rules of the weekly sample name the deed that answers them.
SAMPLE_CALLED = "cases.sample_called"


@transaction.atomic
def note_attempt(*, case: Case, way: Way, is_reached: bool, by: Actor, at: datetime) -> Attempt:
    """Keep that somebody tried, when, which way, and whether the person was reached.

    Refused with `NothingOwed`, or `CallerDidTheWork` for whoever did the work.
    """
    require(permissions.may_try(by, case))
    if cases.did_the_work(case, by.staff_id):
        raise CallerDidTheWork(case)
    if not queries.is_owed(case):
        raise NothingOwed(case)

    tried = Attempt.objects.create(
        case=case, round=case.round, way=way, is_reached=is_reached, tried_at=at, tried_by=by.ref
    )

    _record("callbacks.attempted", case, by=by, at=at, way=way.value, round=case.round)
    return tried


@transaction.atomic
def end_unreached(*, case: Case, by: Actor, at: datetime) -> Unreached:
    """End the follow-up of this round without an answer; it counts nowhere as content, and closes nothing.

    Refused with `NothingOwed`, `ReachedAlready`, `SampleWaits` for an office, `TriesMissing`, `WayMissing` or `HourMissing`.
    """
    require(permissions.may_try(by, case))
    if not queries.is_owed(case):
        raise NothingOwed(case)
    if queries.tries_of(case).filter(is_reached=True).exists():
        raise ReachedAlready(case)
    draws = queries.draws_waiting_for(case)
    if draws and not permissions.may_try_for_company(by):
        raise SampleWaits(case)
    missing = queries.missing_for_unreached(case)
    if missing.tries:
        raise TriesMissing(missing=missing.tries)
    if missing.needs_way:
        raise WayMissing
    if missing.needs_part:
        raise HourMissing

    ended = Unreached.objects.create(case=case, round=case.round, ended_at=at, ended_by=by.ref)

    _record("callbacks.unreached", case, by=by, at=at, round=case.round)
    for draw in draws:
        if queries.is_settled(draw):
            duty.discharge(
                deeds=[SAMPLE_CALLED],
                project_id=draw.project_id,
                proof=draw.subject,
                by=by,
                at=at,
            )
    return ended


@transaction.atomic
def compare(*, case: Case, round_: int, by: Actor, at: datetime) -> Review | None:
    """Open a review where the last follow-up of the round and the person's own rating contradict each other; once."""
    own = queries.own_verdict(case, round_)
    asked = case.follow_ups.filter(round=round_).order_by("-pk").first()
    if own is None or asked is None:
        return None
    heard = rules.is_content(is_satisfied=asked.is_satisfied, grade=asked.grade)
    said = rules.is_content(is_satisfied=own.is_satisfied, grade=own.grade)
    if heard == said:
        return None

    review, is_new = Review.objects.get_or_create(
        case=case,
        round=round_,
        defaults={"follow_up": asked, "is_content_at_follow_up": heard, "opened_at": at},
    )

    if is_new:
        _record("callbacks.review_opened", case, by=by, at=at, round=round_)
    return review


@transaction.atomic
def decide(*, review: Review, ruling: Ruling, reason: str, by: Actor, at: datetime) -> Review:
    """A supervisor says which word holds, and why. Refused with `DecidedAlready`, `OwnFollowUp` or `ReasonMissing`."""
    require(permissions.may_decide(by, review))
    if review.decided_at is not None:
        raise DecidedAlready(review)
    if review.follow_up.followed_up_by == by.ref:
        raise OwnFollowUp(review)
    if not reason.strip():
        raise ReasonMissing

    rows.change(
        review,
        expecting=("decided_at",),
        ruling=ruling,
        reason=reason.strip()[:400],
        decided_at=at,
        decided_by=by.ref,
    )

    _record("callbacks.review_decided", review.case, by=by, at=at, round=review.round)
    return review


def forget(erasure: Erasure) -> int:
    """Out of what a supervisor wrote the person is taken; attempts name nobody."""
    found = Review.objects.filter(case__in=cases.of_everyone(erasure.person_ids)).exclude(reason="")
    for review in found:
        review.reason = erasure.taken_out_of(review.reason)
        review.save(update_fields=["reason"])
    return len(found)


def _record(deed: str, case: Case, *, by: Actor, at: datetime, **details: audit.Detail) -> None:
    audit.record(deed, case.subject, by=by, at=at, project_id=case.project_id, **details)
