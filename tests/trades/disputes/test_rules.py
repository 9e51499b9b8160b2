"""Quiet hours, check days and rounds of a mediation, on plain values."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from anlin.trades.disputes import rules
from anlin.trades.disputes.choices import ContactKind as C
from anlin.trades.disputes.rules import Exemption, Window

NIGHT = Window(dt.time(22), dt.time(7))
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
MINUTES = st.integers(0, 24 * 60 - 1)


def at(day, minutes):
    return dt.datetime.combine(day, dt.time(minutes // 60, minutes % 60))


@given(DAYS, MINUTES)
def test_a_night_is_quiet_from_evening_until_morning(day, minutes):
    is_night = minutes >= 22 * 60 or minutes < 7 * 60
    assert rules.is_quiet(at(day, minutes), NIGHT, ()) == is_night


@given(DAYS, MINUTES)
def test_a_noon_rest_is_quiet_on_its_own_day(day, minutes):
    noon = Window(dt.time(12), dt.time(14))
    assert rules.is_quiet(at(day, minutes), noon, ()) == (12 * 60 <= minutes < 14 * 60)


@given(DAYS, MINUTES)
def test_a_free_weekday_frees_its_evening_and_the_morning_after(day, minutes):
    saturday = Exemption(weekday=5, window=None)
    evening, morning = minutes >= 22 * 60, minutes < 7 * 60
    is_free = (evening and day.weekday() == 5) or (morning and day.weekday() == 6)
    expected = (evening or morning) and not is_free
    assert rules.is_quiet(at(day, minutes), NIGHT, (saturday,)) == expected


@given(DAYS, st.integers(0, 30), MINUTES)
def test_dates_go_before_weekdays(first, length, minutes):
    last = first + dt.timedelta(days=length)
    exam = Exemption(first=first, last=last, window=Window(dt.time(20), dt.time(23)))
    free = Exemption(weekday=first.weekday(), window=None)
    for given_in in ((exam, free), (free, exam)):
        assert rules.window_of(first, NIGHT, given_in) == exam.window
        assert rules.window_of(last, NIGHT, given_in) == exam.window
    after = last + dt.timedelta(days=1)
    assert rules.window_of(after, NIGHT, (exam,)) == NIGHT
    assert rules.window_of(first - dt.timedelta(days=1), NIGHT, (exam,)) == NIGHT


def test_without_hours_nothing_is_quiet():
    assert not rules.is_quiet(dt.datetime(2026, 3, 1, 23), None, ())


def test_it_is_checked_after_seven_and_thirty_days():
    assert rules.check_days(dt.date(2026, 3, 1)) == (dt.date(2026, 3, 8), dt.date(2026, 3, 31))


def test_going_back_and_forth_is_counted():
    assert rules.rounds([]) == 0
    assert rules.rounds([C.TELEPHONE, C.VISIT_A, C.VISIT_B, C.VISIT_A]) == 2
    assert rules.rounds([C.VISIT_A, C.VISIT_B, C.JOINT]) == 2
