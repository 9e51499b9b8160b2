"""The roster: who is on duty when, once each, and where nobody is."""

import datetime as dt

import pytest
from django.utils import timezone

from anlin.foundation.audit.models import Entry
from anlin.ground.workforce import actions, queries
from anlin.ground.workforce.actions import SpecialDay
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.errors import NotOfThisProject, OnDutyAlready, ShiftWithoutTime
from anlin.ground.workforce.models import Shift
from anlin.kernel.calendar import YearUnknown
from anlin.kernel.errors import Conflict, NotAllowed
from factories import actors, estate, workforce

pytestmark = pytest.mark.django_db
HOUR, WEEK = dt.timedelta(hours=1), dt.timedelta(days=7)
SATURDAY = dt.date(2026, 5, 9)


def moment(day, hour):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.fixture
def made(noon):
    here = estate.project()
    lin = workforce.hired("林国栋", at=noon)
    workforce.granted(lin, workforce.role("worker", "workorders.work", at=noon), at=noon)
    return here, lin


def planned(
    made, noon, *, day=SATURDAY, hour=8, hours=12, duty=Duty.DESK, by=workforce.BY, staff=None
):
    here, lin = made
    begins = moment(day, hour)
    return actions.plan_shift(
        project_id=here.pk, staff=staff or lin, duty=duty, starts_at=begins,
        ends_at=begins + hours * HOUR, by=by, at=noon,
    )  # fmt: skip


def test_somebody_is_on_duty_from_the_first_moment_up_to_but_without_the_last(made, noon):
    here, lin = made
    planned(made, noon, duty=Duty.REPAIR)
    hours = {
        h: list(queries.on_duty(here.pk, Duty.REPAIR, moment(SATURDAY, h))) for h in (7, 8, 19, 20)
    }
    assert hours == {7: [], 8: [lin], 19: [lin], 20: []}
    assert list(queries.on_duty(here.pk, Duty.DESK, moment(SATURDAY, 9))) == []
    assert Entry.objects.filter(deed="workforce.shift_planned").count() == 1


@pytest.mark.parametrize(("hour", "hours"), [(8, 12), (7, 2), (19, 3), (10, 1)])
def test_nobody_is_in_two_places_at_once(made, noon, hour, hours):
    planned(made, noon)
    with pytest.raises(OnDutyAlready):
        planned(made, noon, hour=hour, hours=hours, duty=Duty.REPAIR)
    assert Shift.objects.count() == 1


def test_shifts_may_touch(made, noon):
    planned(made, noon)
    planned(made, noon, hour=20, hours=4)
    assert Shift.objects.count() == 2


@pytest.mark.parametrize("hours", [0, -1, 25])
def test_a_shift_has_a_length_and_ends_within_a_day(made, noon, hours):
    with pytest.raises(ShiftWithoutTime):
        planned(made, noon, hours=hours)
    assert Shift.objects.count() == 0


def test_only_those_who_work_in_the_project_and_only_by_those_who_plan(made, noon):
    with pytest.raises(NotOfThisProject):
        planned(made, noon, staff=workforce.hired("外人", at=noon))
    with pytest.raises(NotAllowed):
        planned(made, noon, by=actors.staff("workforce.see"))
    assert Shift.objects.count() == 0


def test_a_struck_shift_counts_for_nothing_and_is_struck_once(made, noon):
    here, _lin = made
    shift = planned(made, noon)
    stale = Shift.objects.get(pk=shift.pk)
    actions.strike_shift(shift=shift, by=workforce.BY, at=noon)
    with pytest.raises(Conflict):
        actions.strike_shift(shift=stale, by=workforce.BY, at=noon)
    assert list(queries.on_duty(here.pk, Duty.DESK, moment(SATURDAY, 9))) == []
    assert planned(made, noon).pk != shift.pk


def test_a_week_is_repeated_and_what_does_not_fit_is_told(made, noon):
    here, lin = made
    planned(made, noon)
    planned(made, noon, day=SATURDAY - dt.timedelta(days=1), duty=Duty.REPAIR)
    planned(made, noon, day=SATURDAY + WEEK, hour=9)
    monday = dt.date(2026, 5, 11)
    done, refused = actions.repeat_week(project_id=here.pk, monday=monday, by=workforce.BY, at=noon)
    assert [(s.staff, s.duty, s.starts_at) for s in done] == [
        (lin, Duty.REPAIR, moment(SATURDAY + WEEK - dt.timedelta(days=1), 8))
    ]
    assert [type(refusal) for refusal in refused] == [OnDutyAlready]


def test_rest_days_without_anybody_at_the_desk_are_known(made, noon):
    here, _lin = made
    sunday = SATURDAY + dt.timedelta(days=1)
    with pytest.raises(YearUnknown):
        queries.rest_days(here.pk, SATURDAY, sunday)
    # The Saturday is worked in exchange, the Friday before is free.
    friday = SATURDAY - dt.timedelta(days=1)
    actions.enter_year(
        year=2026, source="国务院办公厅通知", by=workforce.BY, at=noon,
        days=[SpecialDay(SATURDAY, works=True), SpecialDay(friday, works=False)],
    )  # fmt: skip
    planned(made, noon, day=friday)
    rest = queries.rest_days(here.pk, friday - dt.timedelta(days=1), sunday + WEEK)
    assert [(each.day, each.is_covered) for each in rest] == [
        (friday, True),
        (sunday, False),
        (SATURDAY + WEEK, False),
    ]
