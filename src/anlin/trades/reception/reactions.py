"""What the reception does on news from below: whoever wrote by mail is answered by mail."""

from datetime import datetime

from anlin.foundation.news import api as news
from anlin.kernel.actors import system
from anlin.trades.cases.events import CaseAnswered, CaseGivenInterimReply
from anlin.trades.cases.models import Answer, Case
from anlin.trades.reception import actions


@news.reacts_to(CaseAnswered, later=True)
def send_the_answer(event: CaseAnswered) -> None:
    _send(event.case_id, event.answer_id, at=event.at)


@news.reacts_to(CaseGivenInterimReply, later=True)
def send_the_interim_reply(event: CaseGivenInterimReply) -> None:
    _send(event.case_id, event.answer_id, at=event.at)


def _send(case_id: int, answer_id: int, *, at: datetime) -> None:
    case = Case.objects.select_related("reporter").get(pk=case_id)
    words = Answer.objects.get(pk=answer_id).words
    actions.answer_by_mail(case=case, words=words, by=system("reception"), at=at)
