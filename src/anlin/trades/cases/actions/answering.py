"""Telling the person."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject
from anlin.trades.cases import permissions, queries, rules
from anlin.trades.cases.actions import owing
from anlin.trades.cases.actions.recording import ask_above, record, told
from anlin.trades.cases.choices import CaseState, CaseStep
from anlin.trades.cases.errors import (
    CaseClosed,
    NeedNotConfirmed,
    NothingSaid,
    NotSorted,
    SupervisorAnswers,
)
from anlin.trades.cases.events import CaseAnswered, CaseGivenInterimReply
from anlin.trades.cases.models import Answer, Case, Channel

# Whoever answers has taken the matter up and stands by it with their name.
BY_AN_ANSWER = (
    owing.ACKNOWLEDGED,
    owing.REPLIED,
    owing.ANSWERED,
    owing.RESPONSIBLE_NAMED,
    owing.TAKEN_UP_AGAIN,
)


@transaction.atomic
def answer(
    *,
    case: Case,
    words: str,
    channel: Channel,
    by: Actor,
    at: datetime,
    is_unresolved: bool = False,
    rule_cited: str = "",
) -> Answer:
    """Tell the person the result, or, with `is_unresolved`, the reason why there is none (A-CASE-12).

    From the desk at once when it can be settled on the spot, otherwise after the result is back.
    Refused with `NotSorted`, `NothingSaid`, `NoSuchStep`, `SupervisorAnswers` for an important matter
    (B-CASE-19), or `NeedNotConfirmed` for a complaint that was not read back (B-CASE-10), or
    with what a file about the matter has against it. Tells `CaseAnswered`.
    """
    require(permissions.may_answer(by, case))
    if case.state == CaseState.RECEIVED:
        raise NotSorted(case)
    state = rules.LIFE.step(CaseState(case.state), CaseStep.ANSWER)
    ask_above(case, CaseStep.ANSWER)
    if not words.strip():
        raise NothingSaid(field="words")
    if case.is_important and not permissions.is_supervisor(by, case):
        raise SupervisorAnswers(case)
    if not by.is_system and queries.lacks_read_back(case):
        raise NeedNotConfirmed(case)

    rows.change(
        case,
        expecting=("state", "round"),
        state=state,
        answered_at=at,
        is_settled_at_once=not is_unresolved and not case.passings.exists(),
        is_unresolved=is_unresolved,
        is_satisfied=None,
    )
    given = Answer.objects.create(
        case=case,
        channel=channel,
        words=words.strip(),
        rule_cited=rule_cited,
        round=case.round,
        is_unresolved=is_unresolved,
        answered_at=at,
        answered_by=by.ref,
    )

    record("cases.answered", case, by=by, at=at, round=case.round, channel=channel.code)
    owing.did(case, *BY_AN_ANSWER, by=by, at=at, proof=Subject("answer", str(given.pk)))
    news.publish(CaseAnswered(**told(case), answer_id=given.pk, round=case.round, by=by.ref, at=at))
    return given


@transaction.atomic
def give_interim_reply(
    *,
    case: Case,
    words: str,
    channel: Channel,
    by: Actor,
    at: datetime,
    wanted_by: datetime | None = None,
) -> Answer:
    """Tell the person that it takes longer, so that silence makes no misunderstanding (A-CASE-36).

    With `wanted_by` they agreed to a later time (A-CASE-16). Refused with `CaseClosed` or `NothingSaid`.
    Tells `CaseGivenInterimReply`.
    """
    require(permissions.may_answer(by, case))
    if not case.is_open:
        raise CaseClosed(case)
    if not words.strip():
        raise NothingSaid(field="words")

    given = Answer.objects.create(
        case=case,
        channel=channel,
        words=words.strip(),
        round=case.round,
        is_interim=True,
        answered_at=at,
        answered_by=by.ref,
    )
    if wanted_by is not None:
        rows.change(case, expecting=("wanted_by",), wanted_by=wanted_by)

    record("cases.interim_reply", case, by=by, at=at, channel=channel.code)
    told_so = (owing.ACKNOWLEDGED, owing.REPLIED)
    owing.did(case, *told_so, by=by, at=at, proof=Subject("answer", str(given.pk)))
    news.publish(CaseGivenInterimReply(**told(case), answer_id=given.pk, by=by.ref, at=at))
    return given
