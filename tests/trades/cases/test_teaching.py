"""What the desk made of matters teaches the reader, and the reader's proposal follows."""

import datetime as dt

import pytest

from anlin.instruments.reading import actions as reading
from anlin.instruments.reading.rules import teaching
from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import Axis
from factories import actors, cases, estate, lessons

COUNT = 60
pytestmark = pytest.mark.django_db


@pytest.fixture
def sorted_by_the_desk(noon, monkeypatch):
    """Sixty matters as the desk sorted them, parcels with the guards; one nobody sorted yet."""
    monkeypatch.setattr(teaching, "AT_LEAST", COUNT)
    project = estate.project()
    for nth, one in enumerate(lessons.sorted_messages(COUNT)):
        moment = noon + dt.timedelta(minutes=nth)
        case = cases.opened(
            project, moment, words=one.body, reporter_name="", reporter_phone=f"1390000000{nth % 9}"
        )  # fmt: skip
        cases.sorted_(case, moment, trade=one.label)
    cases.opened(project, noon, words="快递柜坏了")
    return noon + dt.timedelta(days=1)


def test_the_proposal_follows_what_the_desk_made_of_such_matters(sorted_by_the_desk):
    teacher = actors.staff("reading.teach")
    words = "您好，快递柜又打不开了"
    before = queries.propose(words)

    version = reading.learn(by=teacher, at=sorted_by_the_desk)
    untaken = queries.propose(words)
    reading.take(version=version, by=teacher, at=sorted_by_the_desk)
    after = queries.propose(words)

    assert version.examples + version.held_out == COUNT
    assert version.right > version.right_before
    assert before == untaken
    assert before.trade.code != "security"
    assert after.trade.code == "security"
    # What the word lists say stays as the second, and the words shown stand in what was said.
    assert after.second == before.trade
    assert after.words
    assert all(word in words for word in after.words)
    assert (after.kind, after.urgency) == (before.kind, before.urgency)


def test_an_entry_that_is_no_longer_offered_is_not_proposed(sorted_by_the_desk):
    teacher = actors.staff("reading.teach")
    version = reading.learn(by=teacher, at=sorted_by_the_desk)
    reading.take(version=version, by=teacher, at=sorted_by_the_desk)
    before = queries.propose("快递柜打不开")

    type(before.trade).objects.filter(axis=Axis.TRADE, code="security").update(is_active=False)

    assert before.trade.code == "security"
    assert queries.propose("快递柜打不开").trade.code != "security"


def test_what_an_import_sorted_on_its_way_teaches_nothing(noon):
    cases.lists(noon)
    case = cases.opened(estate.project(), noon, words="快递柜打不开", source_key="m-1")
    case = cases.sorted_(case, noon, trade="service")
    assert len(queries.sorted_by_people(10)) == 1

    actions.answer(
        case=case,
        words="已处理。",
        channel=queries.channel_by_code("hotline"),
        by=system("tests"),
        at=noon,
    )

    assert queries.sorted_by_people(10) == []


def test_a_lesson_opens_the_newest_in_a_literal_number_of_queries(
    sorted_by_the_desk, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = queries.sorted_by_people(20)

    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    assert len(found) == 20
    assert {one.label for one in found} == {"security", "water"}
    assert len({one.person for one in found}) == 9
