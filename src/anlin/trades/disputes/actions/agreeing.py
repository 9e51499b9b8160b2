"""Terms in versions, the consent of each side, copies, and the days on which somebody looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.foundation import rows
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence.choices import Channel
from anlin.kernel.actors import Actor, system
from anlin.trades.disputes import queries, rules
from anlin.trades.disputes.actions import owing
from anlin.trades.disputes.actions.recording import after, allowed, move, record
from anlin.trades.disputes.choices import MediationStep, Side
from anlin.trades.disputes.errors import (
    BeforeTheTerms,
    CheckNotDue,
    ExemptionUnclear,
    HoursIncomplete,
    NotYet,
    OtherVersion,
    WordsMissing,
)
from anlin.trades.disputes.models import Agreement, Mediation, OtherHours, Recheck

ALSO_BY_MAIL = (Channel.IN_PROGRAM, Channel.EMAIL)
LAST_WEEKDAY = 6


@dataclass(frozen=True, kw_only=True)
class Hours:
    """An exception: other hours, or none, on a weekday or from day to day."""

    weekday: int | None = None
    first: date | None = None
    last: date | None = None
    begins: time | None = None
    ends: time | None = None


@transaction.atomic
def propose(
    *,
    mediation: Mediation,
    terms: str,
    by: Actor,
    at: datetime,
    begins: time | None = None,
    ends: time | None = None,
    exceptions: Sequence[Hours] = (),
) -> Agreement:
    """Write terms down as a version of its own; what was agreed before stays as it was (H18).

    Refused with `NoSuchStep` before both were heard, `WordsMissing`, `HoursIncomplete` or `ExemptionUnclear`.
    """
    allowed(by, mediation)
    state = after(mediation, MediationStep.PROPOSE)
    if not terms.strip():
        raise WordsMissing(field="terms")
    _are_whole(begins, ends)
    for other in exceptions:
        _is_clear(other, has_usual=begins is not None)

    before = queries.newest(mediation)
    move(mediation, state)
    agreement = Agreement.objects.create(
        mediation=mediation,
        version=before.version + 1 if before else 1,
        terms=terms.strip(),
        begins=begins,
        ends=ends,
        written_at=at,
        written_by=by.ref,
    )
    OtherHours.objects.bulk_create(
        OtherHours(agreement=agreement, **vars(other)) for other in exceptions
    )

    record("disputes.proposed", mediation, by=by, at=at, version=agreement.version)
    return agreement


@transaction.atomic
def consent(*, agreement: Agreement, side: Side, on: date, by: Actor, at: datetime) -> Agreement:
    """Note that a side agreed, and on which day; with both it is in force, and persons get a copy (B-MED-18).

    Refused with `NoSuchStep`, `OtherVersion`, `BeforeTheTerms` or `NotYet`. The same side again changes nothing.
    """
    mediation = agreement.mediation
    allowed(by, mediation)
    state = after(mediation, MediationStep.AGREE)
    if queries.newest(mediation) != agreement or agreement.agreed_at is not None:
        raise OtherVersion
    if on < timezone.localdate(agreement.written_at):
        raise BeforeTheTerms
    if on > timezone.localdate(at):
        raise NotYet(field="on")
    if getattr(agreement, f"{side.value}_agreed_on") is not None:
        return agreement

    days = ("a_agreed_on", "b_agreed_on")
    rows.change(agreement, expecting=days, **{f"{side.value}_agreed_on": on})
    agreed = [day for name in days if (day := getattr(agreement, name)) is not None]
    if len(agreed) == len(Side):
        rows.change(agreement, expecting=("agreed_at",), agreed_at=at)
        move(mediation, state)
        for due_on in rules.check_days(max(agreed)):
            Recheck.objects.create(agreement=agreement, due_on=due_on)
        _send_copies(agreement, at=at)
        owing.agreed(mediation, by=by, at=at, nth=agreement.version)

    record(
        "disputes.consented", mediation, by=by, at=at, side=side.value, version=agreement.version
    )
    return agreement


@transaction.atomic
def check(*, recheck: Recheck, is_kept: bool, words: str, by: Actor, at: datetime) -> Recheck:
    """Keep whether the agreement holds; where it does not, the mediation runs again (B-MED-10).

    Refused with `NoSuchStep`, `CheckNotDue` or `WordsMissing`.
    """
    mediation = recheck.agreement.mediation
    allowed(by, mediation)
    state = after(mediation, MediationStep.CHECK if is_kept else MediationStep.RENEW)
    is_due = recheck.checked_at is None and recheck.due_on <= timezone.localdate(at)
    if not is_due or queries.in_force(mediation) != recheck.agreement:
        raise CheckNotDue
    if not words.strip():
        raise WordsMissing

    rows.change(
        recheck, expecting=("checked_at",), checked_at=at, checked_by=by.ref, is_kept=is_kept
    )
    recheck.words = words.strip()
    recheck.save(update_fields=["words"])
    move(mediation, state)
    days = list(recheck.agreement.rechecks.order_by("due_on").values_list("pk", flat=True))
    owing.did(mediation, owing.CHECKED[days.index(recheck.pk)], by=by, at=at)

    record("disputes.checked", mediation, by=by, at=at, is_kept=is_kept)
    return recheck


def _are_whole(begins: time | None, ends: time | None) -> None:
    if (begins is None) != (ends is None) or (begins is not None and begins == ends):
        raise HoursIncomplete


def _is_clear(other: Hours, *, has_usual: bool) -> None:
    _are_whole(other.begins, other.ends)
    is_bound = other.weekday is not None or other.first is not None or other.last is not None
    is_weekday = other.weekday is None or 0 <= other.weekday <= LAST_WEEKDAY
    in_order = other.first is None or other.last is None or other.first <= other.last
    if not (has_usual and is_bound and is_weekday and in_order):
        raise ExemptionUnclear


def _send_copies(agreement: Agreement, *, at: datetime) -> None:
    case = agreement.mediation.case
    facts = {"number": case.number, "version": agreement.version}
    for party in agreement.mediation.parties.select_related("person"):
        if party.person is None:
            continue
        correspondence.send(
            person=party.person,
            subject=agreement.mediation.subject,
            title=_("Your agreement in case %(number)s, version %(version)s") % facts,
            body=agreement.terms,
            project_id=case.project_id,
            channels=ALSO_BY_MAIL,
            by=system("disputes"),
            at=at,
        )
