"""The owner's word on the result, and the end."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.services import permissions
from anlin.trades.services.actions.recording import after, heard, record, told
from anlin.trades.services.choices import Heard, ServiceStep
from anlin.trades.services.errors import NothingSaid, RectificationOpen
from anlin.trades.services.events import RectificationDemanded, ServiceClosed
from anlin.trades.services.models import Decision, ServiceRequest


@transaction.atomic
def accept(
    *,
    request: ServiceRequest,
    by: Actor,
    at: datetime,
    how: Heard | None = None,
    words: str = "",
) -> ServiceRequest:
    """The owner accepts what was reported (B-SR-08); what they had demanded is settled with it."""
    require(permissions.may_speak_for_owner(by, request))
    state = after(request, ServiceStep.ACCEPT)

    rows.change(
        request,
        expecting=("state", "round"),
        state=state,
        accepted_at=at,
        is_rectifying=False,
    )
    request.decisions.filter(is_accepted=False, settled_at=None).update(settled_at=at)
    _decide(request, words, how, is_accepted=True, by=by, at=at)

    record("services.accepted", request, by=by, at=at, round=request.round)
    return request


@transaction.atomic
def demand(
    *,
    request: ServiceRequest,
    words: str,
    by: Actor,
    at: datetime,
    how: Heard | None = None,
) -> ServiceRequest:
    """The owner wants it put right: the work goes on, and the round is counted (B-SR-09).

    Refused with `NoSuchStep`, or `NothingSaid` without what is wrong. Tells `RectificationDemanded`.
    """
    require(permissions.may_speak_for_owner(by, request))
    state = after(request, ServiceStep.DEMAND)
    if not words.strip():
        raise NothingSaid

    _decide(request, words, how, is_accepted=False, by=by, at=at)
    rows.change(
        request,
        expecting=("state", "round"),
        state=state,
        round=request.round + 1,
        is_rectifying=True,
        reported_at=None,
        accepted_at=None,
    )

    record("services.rectification_demanded", request, by=by, at=at, round=request.round)
    news.publish(RectificationDemanded(**told(request), round=request.round, by=by.ref, at=at))
    return request


@transaction.atomic
def close(*, request: ServiceRequest, by: Actor, at: datetime) -> ServiceRequest:
    """The company closes what the owner has accepted.

    Refused with `RectificationOpen` while a demand is open (H05), or `NoSuchStep`. Tells `ServiceClosed`.
    """
    require(permissions.may_plan(by, request))
    if request.is_rectifying:
        raise RectificationOpen(request)
    state = after(request, ServiceStep.CLOSE)

    rows.change(request, expecting=("state", "is_rectifying"), state=state, closed_at=at)

    record("services.closed", request, by=by, at=at, round=request.round)
    news.publish(ServiceClosed(**told(request), by=by.ref, at=at))
    return request


def _decide(
    request: ServiceRequest,
    words: str,
    how: Heard | None,
    *,
    is_accepted: bool,
    by: Actor,
    at: datetime,
) -> None:
    Decision.objects.create(
        request=request,
        round=request.round,
        is_accepted=is_accepted,
        words=words.strip() or None,
        how=heard(by, how),
        decided_at=at,
        noted_by=by.ref,
    )
