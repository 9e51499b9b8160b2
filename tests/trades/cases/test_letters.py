"""The reporter is told in the portal, once, whatever happens to their matter."""

import pytest

from anlin.foundation.news import api as news
from anlin.instruments.correspondence.models import Message
from anlin.kernel.actors import system
from anlin.trades.cases import actions, reactions
from anlin.trades.cases.events import CaseAnswered
from factories import cases, estate, residents

pytestmark = pytest.mark.django_db


def told(case):
    messages = Message.objects.filter(subject_key=str(case.pk)).order_by("pk")
    return [(m.person_id, m.title) for m in messages]


@pytest.mark.shows("A-CASE-11", "B-CASE-07")
def test_an_answer_reaches_the_reporter_in_the_portal(noon):
    resident = residents.home(noon)
    case = residents.answered_matter_of(resident, noon)
    news.deliver_waiting(now=noon)

    assert told(case) == [(resident.person.pk, f"您的咨询有答复了（{case.number}）")]
    assert "阀门已更换，请您看看。" in Message.objects.get().body


def test_the_same_answer_told_twice_is_one_message(noon):
    case = residents.answered_matter_of(residents.home(noon), noon)
    answer = case.answers.get()
    event = CaseAnswered(
        case_id=case.pk, project_id=case.project_id, answer_id=answer.pk, round=1, by="x", at=noon
    )
    reactions.tell_the_reporter_the_answer(event)
    reactions.tell_the_reporter_the_answer(event)

    assert len(told(case)) == 1


def test_what_takes_longer_what_goes_on_and_what_ends_is_told(noon):
    by = system("tests")
    case = residents.matter_of(residents.home(noon), noon)
    actions.give_interim_reply(case=case, words="等配件。", channel=case.channel, by=by, at=noon)
    cases.sorted_(case, noon)
    actions.answer(case=case, words="好了。", channel=case.channel, by=by, at=noon)
    actions.object_(case=case, words="没好。", by=by, at=noon)
    actions.answer(case=case, words="无法再修。", channel=case.channel, by=by, at=noon)
    actions.close_unsatisfied(case=case, reason="超出保修。", by=by, at=noon)
    news.deliver_waiting(now=noon)

    assert sorted(title.split("（")[0] for _person, title in told(case)) == sorted(
        ["您的咨询还在办理", "您的咨询有答复了", "您的咨询重新办理", "您的咨询已结案"]
    )


def test_somebody_we_do_not_know_is_told_nothing(noon):
    case = cases.sorted_(cases.opened(estate.project(), noon), noon)
    actions.answer(case=case, words="好了。", channel=case.channel, by=system("tests"), at=noon)
    news.deliver_waiting(now=noon)

    assert told(case) == []
