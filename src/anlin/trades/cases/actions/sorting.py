"""Sorting a matter: trade, nature, urgency, each by itself; and what it is called."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.ground.people import queries as people
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions, queries, rules
from anlin.trades.cases.actions import owing
from anlin.trades.cases.actions.opening import make_findable
from anlin.trades.cases.actions.recording import record, told
from anlin.trades.cases.choices import CaseKind, CaseState, CaseStep
from anlin.trades.cases.errors import PhoneInTitle, TitleMissing
from anlin.trades.cases.events import CaseSorted
from anlin.trades.cases.models import Case, Category
from anlin.trades.workorders.choices import ServiceNature, Urgency


@transaction.atomic
def sort(
    *,
    case: Case,
    trade: Category,
    service_nature: ServiceNature,
    urgency: Urgency,
    by: Actor,
    at: datetime,
    about: Category | None = None,
    kind: CaseKind | None = None,
    need: str | None = None,
    is_need_confirmed: bool = False,
    is_out_of_scope: bool = False,
) -> Case:
    """Put the matter in its places; possible again until it is passed on. The number stays when the kind changes.

    `need` is the agreed wording of what is wanted (A-CASE-41), `is_need_confirmed` that it was read back
    to the person (A-CASE-14), `is_out_of_scope` says at once that it lies beyond our service
    (A-CASE-15). Whoever sorts a matter that nobody took keeps the follow-up (H16). Refused with
    `NoSuchStep`. Tells `CaseSorted`.
    """
    require(permissions.may_sort(by, case))
    state = rules.LIFE.step(CaseState(case.state), CaseStep.SORT)
    agreed = case.need if need is None else need.strip()
    is_confirmed = bool(agreed) and is_need_confirmed
    still_confirmed = case.need_confirmed_at if agreed == case.need else None

    is_first = case.sorted_at is None
    rows.change(
        case,
        expecting=("state", "round"),
        state=state,
        trade=trade,
        about=about,
        service_nature=service_nature,
        urgency=urgency,
        kind=kind or case.kind,
        need=agreed,
        need_confirmed_at=still_confirmed or (at if is_confirmed else None),
        is_out_of_scope=is_out_of_scope,
        sorted_at=case.sorted_at or at,
        taker_id=case.taker_id or by.staff_id,
    )

    record("cases.sorted", case, by=by, at=at, trade=trade.code, urgency=urgency.value)
    owing.sort_clocks(case, by=by, at=at)
    if is_first and queries.hears_in_writing(case):
        owing.did(case, owing.ACKNOWLEDGED, by=by, at=at)
    news.publish(
        CaseSorted(**told(case), urgency=urgency.value, is_first=is_first, by=by.ref, at=at)
    )
    return case


@transaction.atomic
def note_withholding(*, case: Case, is_withheld: bool, by: Actor, at: datetime) -> Case:
    """Whether the person withholds fees because of this (B-CASE-30); it changes nothing of the handling. Twice is once."""
    require(permissions.may_sort(by, case))
    if is_withheld == (case.fees_withheld_at is not None):
        return case

    since = at if is_withheld else None
    rows.change(case, expecting=("fees_withheld_at",), fees_withheld_at=since)
    deed = "cases.fees_withheld" if is_withheld else "cases.fees_paid_again"
    record(deed, case, by=by, at=at)
    return case


@transaction.atomic
def retitle(*, case: Case, title: str, by: Actor, at: datetime) -> Case:
    """Call the matter something else, in any state; the search finds it by the new title.

    The reporter's full name is taken out, as when it was opened. Refused with `TitleMissing` or
    `PhoneInTitle`.
    """
    require(permissions.may_retitle(by, case))
    plain = " ".join(title.split())
    if not plain:
        raise TitleMissing(field="title")
    if people.without_phones(plain) != plain:
        raise PhoneInTitle(field="title")
    name = case.reporter.name if case.reporter else case.reporter_name or ""

    rows.change(case, expecting=("title",), title=rules.without_name(plain, name)[:120])
    make_findable(case, hidden=tuple(queries.hidden_tokens_of([case])[case.pk]))

    record("cases.retitled", case, by=by, at=at)
    return case
