"""What many speak of: put together by cause and place, hot by how many people speak and how lately."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlin.instruments.reading import queries
from anlin.instruments.reading.rules import heat, places
from factories import voices

NOW = voices.FIRST + timedelta(days=30)
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["", *"abcdef"]),
        st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),
    ),
    max_size=30,
)


def keys(issue):
    return {voice.key for voice in issue.voices}


@pytest.fixture(scope="module")
def issues():
    return queries.hot(voices.everybody(), NOW)


def test_the_same_trouble_in_two_estates_is_two_issues_and_two_troubles_of_one_estate_are_two(
    issues,
):
    found = sorted(sorted(keys(issue)) for issue in issues)
    assert found == [
        [f"alone{n}" for n in range(5)],
        [f"charging{n}" for n in range(4)],
        [f"elsewhere{n}" for n in range(3)],
        [f"pump{n}" for n in range(6)],
    ]


def test_people_count_and_one_who_writes_often_comes_last(issues):
    assert [issue.people for issue in issues] == [6, 4, 3, 1]
    assert [issue.heat > 0 for issue in issues] == [True, True, True, False]
    assert keys(issues[-1]) == {f"alone{n}" for n in range(5)}


def test_an_issue_is_called_by_its_place_and_by_what_its_messages_share(issues):
    pump = issues[0]
    assert pump.place == "锦绣江南"
    assert "水泵房" in pump.words
    assert all(
        any(word in voice.title + voice.body for voice in pump.voices) for word in pump.words
    )
    assert next(issue for issue in issues if "elsewhere0" in keys(issue)).place == "滨河雅苑"


def test_the_order_of_the_file_changes_nothing(issues):
    assert queries.hot(voices.everybody()[::-1], NOW) == issues


def test_nothing_and_a_single_message_are_no_issue():
    assert queries.hot([], NOW) == []
    assert queries.hot(voices.told("电梯坏了|又停了", "x"), NOW) == []
    assert (
        queries.hot([queries.Voice("a", "", "", "", NOW), queries.Voice("b", "", "", "", NOW)], NOW)
        == []
    )


@given(PEOPLE, st.sampled_from("abcdef"))
def test_who_speaks_again_adds_no_more_than_being_heard_lately(spoken, person):
    now = datetime(2027, 1, 1)
    before = heat.heat(spoken, now)
    once = heat.heat([*spoken, (person, now)], now)
    assert 0 <= before <= once <= before + 1.001
    assert heat.heat([*spoken, *[(person, now)] * 9], now) == once


@given(PEOPLE)
def test_heat_decays_by_half_in_a_half_life(spoken):
    now = datetime(2027, 1, 1)
    assert heat.heat(spoken, now + heat.HALF_LIFE) == pytest.approx(
        heat.heat(spoken, now) / 2, abs=0.001
    )


@given(st.lists(st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)), max_size=20))
def test_one_alone_is_never_hot(moments):
    assert heat.heat([("a", at) for at in moments], datetime(2027, 1, 1)) == 0


def test_a_name_may_stand_before_what_follows_names_and_what_never_belongs_to_one_is_cut_out():
    run = "投诉锦绣江南小区"
    assert [run[start:end] for start, end in places.spans(run)] == ["锦绣江南"]
    assert places.spans("今天天气很好") == []
    assert places.runs("A3区 锦绣江南，3栋!") == ["锦绣江南", "3栋"]
