"""Moves, recurrences and spans on plain values; the calendars of the house hold on every day of two years."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlin.instruments.duty.rules import expecting, moves, recurring, spans
from anlin.instruments.duty.rules.schema import Rule
from anlin.kernel.calendar import WorkingCalendar
from factories.duty import moment

# A year of nothing but the plain week, except one holiday and one day worked for it.
CALENDAR = WorkingCalendar(
    special_days={dt.date(2026, 10, 1): False, dt.date(2026, 10, 10): True},
    years=frozenset(range(2024, 2031)),
)
ZONE = moment(dt.date(2026, 1, 1)).tzinfo
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2029, 12, 31))


@pytest.mark.parametrize(
    ("written", "day", "lands"),
    [
        ("+3d", (2026, 2, 27), (2026, 3, 2)),
        ("-2w", (2026, 3, 2), (2026, 2, 16)),
        ("-6m", (2026, 8, 31), (2026, 2, 28)),
        ("+1y", (2028, 2, 29), (2029, 2, 28)),
        ("+1wd", (2026, 9, 30), (2026, 10, 2)),
        ("+6wd", (2026, 10, 2), (2026, 10, 10)),
        ("-1wd", (2026, 10, 12), (2026, 10, 10)),
        ("-1d +3wd", (2026, 10, 1), (2026, 10, 6)),
        ("end of month", (2026, 2, 3), (2026, 2, 28)),
        ("start of next quarter", (2026, 11, 5), (2027, 1, 1)),
        ("end of last half", (2026, 3, 1), (2025, 12, 31)),
        ("end of next week", (2026, 3, 4), (2026, 3, 15)),
        ("end of year at 18:00", (2026, 3, 4), (2026, 12, 31)),
    ],
)
def test_a_move_lands_where_a_calendar_on_the_wall_would_put_it(written, day, lands):
    assert moves.read(written).day_from(dt.date(*day), CALENDAR) == dt.date(*lands)


def test_the_time_of_day_is_said_or_the_days_end():
    day = dt.date(2026, 3, 2)
    assert moves.read("+0d at 18:00").moment_on(day, ZONE, at_end=True) == moment(day, 18)
    assert moves.read("+0d").moment_on(day, ZONE, at_end=True) == moment(dt.date(2026, 3, 3))
    assert moves.read("+0d").moment_on(day, ZONE, at_end=False) == moment(day)
    assert moves.read("at 24:00").moment_on(day, ZONE, at_end=False) == moment(dt.date(2026, 3, 3))


@pytest.mark.parametrize(
    "written", ["", "3d", "+3x", "+3d5d", "end of moon", "at 25:00", "at 24:30", "+99999d", "later"]
)
def test_what_is_no_move_is_refused_with_a_sentence(written):
    with pytest.raises(moves.MoveMalformedError, match="is no move"):
        moves.read(written)


@given(day=DAYS, edge=st.sampled_from(["day", "week", "month", "quarter", "half", "year"]))
def test_a_day_lies_in_its_own_period_and_periods_follow_each_other(day, edge):
    start, end, after = (
        moves.read(text).day_from(day, CALENDAR)
        for text in (f"start of {edge}", f"end of {edge}", f"start of next {edge}")
    )
    assert start <= day <= end
    assert after == end + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("written", "start", "ends"),
    [
        ("15min", (2026, 3, 2, 8), moment(dt.date(2026, 3, 2), 8, 15)),
        ("24h", (2026, 3, 2, 8), moment(dt.date(2026, 3, 3), 8)),
        ("3d", (2026, 3, 2, 8), moment(dt.date(2026, 3, 6))),
        ("1m", (2026, 1, 31, 8), moment(dt.date(2026, 3, 1))),
        ("2wh", (2026, 3, 2, 17), moment(dt.date(2026, 3, 3), 10)),
        ("1wd", (2026, 9, 30, 23), moment(dt.date(2026, 10, 3))),
    ],
)
def test_a_span_ends_when_a_clerk_would_say(written, start, ends):
    begun = dt.datetime(*start, tzinfo=ZONE)
    assert spans.read(written).end_from(begun, CALENDAR) == ends


@given(
    cuts=st.lists(st.tuples(st.integers(0, 600), st.integers(1, 300)), max_size=6),
    budget=st.none() | st.integers(0, 400),
)
def test_pauses_move_the_end_by_each_minute_once_and_never_beyond_the_budget(cuts, budget):
    begun = dt.datetime(2026, 3, 2, 8, tzinfo=ZONE)
    minute = dt.timedelta(minutes=1)
    breaks = [spans.Break(begun + a * minute, begun + (a + n) * minute) for a, n in cuts]
    stood = {begun + (a + m) * minute for a, n in cuts for m in range(n)}

    most = None if budget is None else budget * minute
    expected = len(stood) * minute

    assert spans.paused(breaks, most) == (expected if most is None else min(expected, most))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("FREQ=WEEKLY", "does not say which day"),
        ("FREQ=YEARLY;BYMONTH=3", "does not say which day"),
        ("FREQ=HOURLY", "FREQ is one of"),
        ("FREQ=DAILY;COUNT=3", "no COUNT"),
        ("FREQ=DAILY;INTERVAL=2", "needs `since`"),
        ("FREQ=WEEKLY;BYDAY=XX", "no recurrence"),
        ("every day", "no NAME=VALUE"),
    ],
)
def test_a_recurrence_that_hangs_on_the_day_of_asking_is_refused(written, says):
    with pytest.raises(recurring.RecurrenceMalformedError, match=says):
        recurring.check(written, None)


def test_traditional_festivals_are_those_of_the_lunar_calendar():
    found = recurring.days(recurring.FESTIVALS, None, dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert found == (
        dt.date(2026, 2, 17), dt.date(2026, 4, 5), dt.date(2026, 6, 19), dt.date(2026, 9, 25),
    )  # fmt: skip


@given(
    first=DAYS,
    cut=st.integers(0, 120),
    length=st.integers(0, 120),
    written=st.sampled_from(
        ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,FR", "FREQ=MONTHLY;BYMONTHDAY=-1",
         "FREQ=MONTHLY;BYDAY=2WE", "FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=1", "FREQ=DAILY;INTERVAL=3"]
    ),
)  # fmt: skip
def test_two_stretches_are_together_what_one_stretch_is(first, cut, length, written):
    since = dt.date(2024, 1, 1)
    middle, end = first + dt.timedelta(days=cut), first + dt.timedelta(days=cut + length)
    whole = recurring.days(written, since, first, end)
    assert whole == recurring.days(written, since, first, middle) + recurring.days(written, since, middle, end)  # fmt: skip


@given(day=DAYS, holiday=st.sampled_from(["keep", "before", "after"]))
def test_a_holiday_moves_the_target_only_and_never_past_the_bounds(day, holiday):
    rule = Rule.model_validate(
        {
            "code": "x", "title": "x", "title_en": "x", "source": "x", "post": "guard", "evidence": {"what": "x"},
            "calendar": {"every": "FREQ=DAILY", "earliest": "-3d", "last": "+2d", "holiday": holiday},
        }
    )  # fmt: skip

    window = expecting.window_on(rule, day, calendar=CALENDAR, zone=ZONE)

    assert window.earliest_at == moment(day - dt.timedelta(days=3))
    assert window.last_at == moment(day + dt.timedelta(days=3))
    target = (window.target_at - dt.timedelta(seconds=1)).date()
    within = [day + dt.timedelta(days=n) for n in range(-3, 3)]
    assert target in within
    if holiday == "keep" or CALENDAR.is_working_day(day):
        assert target == day
    elif any(CALENDAR.is_working_day(other) for other in within):
        assert CALENDAR.is_working_day(target)
