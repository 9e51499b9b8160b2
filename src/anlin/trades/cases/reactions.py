"""What `cases` does on news from below, and on its own: the reporter is told in the portal."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language

from anlin.foundation.news import api as news
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence import queries as messages
from anlin.instruments.correspondence.choices import Channel
from anlin.kernel.actors import system
from anlin.trades.cases import queries, rules
from anlin.trades.cases.actions.passing import take_back_work
from anlin.trades.cases.choices import UNANSWERED_STATES
from anlin.trades.cases.events import (
    CaseAnswered,
    CaseClosed,
    CaseGivenInterimReply,
    CaseReopened,
    CaseSorted,
)
from anlin.trades.cases.models import Answer, Case
from anlin.trades.workorders.events import WorkOrderFinished
from anlin.trades.workorders.models import WorkOrder


@news.reacts_to(WorkOrderFinished)
def take_the_result_back_to_the_desk(event: WorkOrderFinished) -> None:
    order = WorkOrder.objects.get(pk=event.order_id)
    take_back_work(order=order, by=system("cases"), at=event.at)


@news.reacts_to(CaseSorted, later=True)
def tell_the_reporter_that_we_have_it(event: CaseSorted) -> None:
    """With the time by which they have an answer, where a rule promises one."""
    case = Case.objects.select_related("channel").get(pk=event.case_id)
    waits = case.state in UNANSWERED_STATES
    if event.is_first and waits and queries.hears_in_writing(case):
        until = queries.promised(case)
        words = (
            rules.promise(timezone.localtime(until.until), language=get_language() or "")
            if until
            else ""
        )
        _tell("accepted", case.pk, words, at=event.at)


@news.reacts_to(CaseAnswered, later=True)
def tell_the_reporter_the_answer(event: CaseAnswered) -> None:
    _tell("answered", event.case_id, Answer.objects.get(pk=event.answer_id).words, at=event.at)


@news.reacts_to(CaseGivenInterimReply, later=True)
def tell_the_reporter_how_it_stands(event: CaseGivenInterimReply) -> None:
    _tell("interim", event.case_id, Answer.objects.get(pk=event.answer_id).words, at=event.at)


@news.reacts_to(CaseReopened, later=True)
def tell_the_reporter_that_it_goes_on(event: CaseReopened) -> None:
    _tell("reopened", event.case_id, "", at=event.at)


@news.reacts_to(CaseClosed, later=True)
def tell_the_reporter_why_it_ended(event: CaseClosed) -> None:
    """Only when they are not satisfied; who is has said so themselves."""
    if not event.is_satisfied:
        case = Case.objects.get(pk=event.case_id)
        _tell("closed", case.pk, case.closed_because, at=event.at)


def _tell(letter: str, case_id: int, words: str, *, at: datetime) -> None:
    case = Case.objects.select_related("reporter").get(pk=case_id)
    if case.reporter is None:
        return
    title, body = rules.letter(
        letter,
        language=get_language() or "",
        number=case.number,
        title=case.title,
        kind=str(case.get_kind_display()),
        words=words,
    )
    # News may be told twice: the moment and the title together are one message.
    if messages.of_subject(case.subject).filter(queued_at=at, title=title).exists():
        return
    correspondence.send(
        person=case.reporter,
        subject=case.subject,
        title=title,
        body=body,
        project_id=case.project_id,
        channels=[Channel.IN_PROGRAM],
        by=system("cases"),
        at=at,
    )
