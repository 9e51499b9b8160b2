"""How a mediation ends, and how it begins again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from anlin.kernel.actors import Actor
from anlin.trades.disputes import queries
from anlin.trades.disputes.actions.recording import after, allowed, move, record
from anlin.trades.disputes.choices import SETTLED_STATES, Body, MediationStep
from anlin.trades.disputes.errors import ChecksOpen, NotYet, WordsMissing
from anlin.trades.disputes.models import HandOver, Mediation, Renewal


@transaction.atomic
def end(*, mediation: Mediation, by: Actor, at: datetime) -> Mediation:
    """Both days were looked at and the agreement holds. Refused with `NoSuchStep` or `ChecksOpen`."""
    allowed(by, mediation)
    state = after(mediation, MediationStep.END)
    agreement = queries.in_force(mediation)
    if agreement is None or agreement.rechecks.filter(checked_at=None).exists():
        raise ChecksOpen

    move(mediation, state, ended_at=at)

    record("disputes.ended", mediation, by=by, at=at)
    return mediation


@transaction.atomic
def hand_over(
    *, mediation: Mediation, body: Body, reason: str, on: date, by: Actor, at: datetime
) -> HandOver:
    """Somebody who may decide takes the dispute (B-MED-19). Refused with `NoSuchStep`, `WordsMissing` or `NotYet`."""
    allowed(by, mediation)
    state = after(mediation, MediationStep.HAND_OVER)
    if not reason.strip():
        raise WordsMissing(field="reason")
    if on > timezone.localdate(at):
        raise NotYet(field="on")

    move(mediation, state, ended_at=at)
    handed = HandOver.objects.create(
        mediation=mediation, body=body, reason=reason.strip(), on=on, noted_by=by.ref
    )

    record("disputes.handed_over", mediation, by=by, at=at, body=body.value)
    return handed


@transaction.atomic
def renew(
    *, mediation: Mediation, reported_at: datetime, by: Actor, at: datetime
) -> Renewal | None:
    """The case was reported again: mediate again, and keep whether it lay in the quiet hours in force; once (B-MED-06)."""
    agreement = queries.in_force(mediation)
    is_inside = queries.is_inside(agreement, reported_at) if agreement else None
    renewal, is_new = Renewal.objects.get_or_create(
        mediation=mediation,
        reported_at=reported_at,
        defaults={"agreement": agreement, "is_inside": is_inside},
    )
    if not is_new:
        return None
    if mediation.state in SETTLED_STATES:
        move(mediation, after(mediation, MediationStep.RENEW))

    record("disputes.renewed", mediation, by=by, at=at, is_inside=is_inside)
    return renewal
