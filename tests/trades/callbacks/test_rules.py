"""What holds of every protocol of attempts and of every share with its interval."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from anlin.trades.callbacks import rules
from anlin.trades.callbacks.choices import PartOfDay, Way

tries = st.lists(
    st.builds(
        rules.Try,
        st.integers(0, 23).map(lambda hour: dt.datetime(2026, 5, 6, hour)),
        st.sampled_from(list(Way)),
    ),
    max_size=8,
)
groups = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(tries)
def test_not_reached_takes_three_tries_two_ways_and_two_parts_of_the_day(made):
    ways = {one.way for one in made}
    parts = {rules.part_of_day(one.at) for one in made}
    enough = len(made) >= 3 and len(ways) >= 2 and len(parts) >= 2
    assert rules.missing(made).is_nothing is enough


@given(tries, tries)
def test_another_attempt_never_takes_a_protocol_back(made, more):
    before, after = rules.missing(made), rules.missing([*made, *more])
    assert after.tries <= before.tries
    assert before.needs_way >= after.needs_way
    assert before.needs_part >= after.needs_part


@given(st.integers(0, 23))
def test_every_hour_belongs_to_one_part_of_the_day(hour):
    found = rules.part_of_day(dt.datetime(2026, 5, 6, hour))
    assert found == (
        PartOfDay.MORNING if hour < 12 else PartOfDay.AFTERNOON if hour < 18 else PartOfDay.EVENING
    )


@given(groups)
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(group):
    content, asked = group
    low, high = rules.wilson(content, asked)
    assert 0 <= low <= content / asked <= high <= 1
    assert low < high


@given(groups)
def test_content_and_not_content_mirror_each_other(group):
    content, asked = group
    low, high = rules.wilson(content, asked)
    other = rules.wilson(asked - content, asked)
    assert abs(low - (1 - other.high)) < 1e-9
    assert abs(high - (1 - other.low)) < 1e-9


@given(groups)
def test_more_answers_of_the_same_kind_make_it_narrower(group):
    content, asked = group
    few, many = rules.wilson(content, asked), rules.wilson(10 * content, 10 * asked)
    assert many.high - many.low < few.high - few.low


def test_the_interval_is_the_one_in_the_books():
    low, high = rules.wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
