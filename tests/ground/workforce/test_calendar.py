import datetime as dt

import chinese_calendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anlin.ground.workforce import actions, queries
from anlin.ground.workforce.actions import SpecialDay
from anlin.ground.workforce.errors import DayOutsideYear, SourceMissing
from anlin.ground.workforce.models import CalendarYear
from anlin.kernel.calendar import YearUnknown
from anlin.kernel.errors import NotAllowed
from factories import actors, workforce

pytestmark = pytest.mark.django_db
MAY_DAY = dt.date(2027, 5, 1)
days_2024_to_2026 = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
same_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def seeded(noon):
    actions.seed_calendar(source="library", by=workforce.BY, at=noon, years=[2024, 2025, 2026])


def enter(days, *, at, by=workforce.BY, year=2027, source="国办发"):
    return actions.enter_year(year=year, days=days, source=source, by=by, at=at)


@pytest.mark.usefixtures("seeded")
def test_every_day_of_three_years_is_as_the_state_council_said():
    calendar = queries.working_calendar()
    day, differing = dt.date(2024, 1, 1), []
    while day <= dt.date(2026, 12, 31):
        if calendar.is_working_day(day) != chinese_calendar.is_workday(day):
            differing.append(day)
        day += dt.timedelta(days=1)

    assert differing == []


@same_database
@given(start=days_2024_to_2026, end=days_2024_to_2026)
def test_working_days_between_two_days_are_counted_like_the_library_counts(start, end, request):
    request.getfixturevalue("seeded")
    if start > end:
        start, end = end, start
    counted = len(chinese_calendar.get_workdays(start, end))

    between = queries.working_calendar().working_days_between(start, end)
    assert between + chinese_calendar.is_workday(end) == counted


@same_database
@given(start=st.dates(dt.date(2024, 1, 1), dt.date(2026, 6, 30)), count=st.integers(1, 60))
def test_a_term_of_working_days_ends_on_a_working_day(start, count, request):
    request.getfixturevalue("seeded")
    calendar = queries.working_calendar()
    end = calendar.working_days_after(start, count)

    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start + dt.timedelta(days=1), end) == count - 1


def test_a_year_nobody_entered_is_refused(noon):
    with pytest.raises(YearUnknown):
        queries.working_calendar().is_working_day(MAY_DAY)


def test_a_correction_is_noticed_at_once(noon, django_assert_num_queries):
    enter([], at=noon)
    assert not queries.working_calendar().is_working_day(MAY_DAY)

    enter([SpecialDay(MAY_DAY, works=True, name="调休")], at=noon)
    assert queries.working_calendar().is_working_day(MAY_DAY)
    with django_assert_num_queries(1):
        queries.working_calendar()


def test_seeding_again_leaves_what_was_corrected(noon, seeded):
    enter([], at=noon, year=2025)

    assert actions.seed_calendar(source="x", by=workforce.BY, at=noon, years=[2025, 2026]) == []
    assert list(queries.calendar_days(2025)) == []


def test_the_library_gives_names_in_chinese(seeded):
    named = queries.calendar_days(2026).get(day=dt.date(2026, 10, 1))
    assert (named.works, named.name) == (False, "国庆节")


@pytest.mark.parametrize(
    ("by", "days", "source", "refusal"),
    [
        (actors.staff("workforce.edit_calendar", project_id=1), [], "x", NotAllowed),
        (workforce.BY, [SpecialDay(dt.date(2026, 1, 1), works=False)], "x", DayOutsideYear),
        (workforce.BY, [], " ", SourceMissing),
    ],
)
def test_a_calendar_is_not_entered_wrongly(by, days, source, refusal, noon):
    with pytest.raises(refusal):
        enter(days, at=noon, by=by, source=source)

    assert not CalendarYear.objects.exists()
