"""What the room does on news of matters: compare what was heard with what was said."""

from anlin.foundation.news import api as news
from anlin.kernel.actors import system
from anlin.trades.callbacks import actions
from anlin.trades.cases.events import CaseAgreed, CaseFollowedUp, CaseReopened
from anlin.trades.cases.models import Case

BY = system("callbacks")


@news.reacts_to(CaseFollowedUp)
def compare_with_what_they_said(event: CaseFollowedUp) -> None:
    case = Case.objects.get(pk=event.case_id)
    actions.compare(case=case, round_=case.round, by=BY, at=event.at)


@news.reacts_to(CaseAgreed)
def compare_with_what_was_heard(event: CaseAgreed) -> None:
    case = Case.objects.get(pk=event.case_id)
    actions.compare(case=case, round_=event.round, by=BY, at=event.at)


@news.reacts_to(CaseReopened)
def compare_with_what_was_heard_before(event: CaseReopened) -> None:
    """What they were not satisfied with is the round before the one that begins."""
    case = Case.objects.get(pk=event.case_id)
    actions.compare(case=case, round_=event.round - 1, by=BY, at=event.at)
