"""Hours that somebody must be there for: the roster proves them, a gap is told beforehand, and one that passed is missed."""

import datetime as dt

import pytest
from django.db import transaction

from anlin.ground.workforce import actions as workforce_actions
from anlin.ground.workforce.choices import Duty
from anlin.ground.workforce.models import Shift
from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.choices import StepKind
from anlin.instruments.duty.models import Alarm, Occurrence
from factories import duty, estate, workforce
from factories.duty import moment

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 2)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
RISING = "  rises:\n    - {after: 0d, to: office_manager}\n    - {after: 0d, to: general_manager}\n"


class Hotline:
    """A project whose hotline must be staffed round the clock, and three people."""

    def __init__(self, cover="duty: hotline", first=MONDAY):
        self.at = moment(first - DAY, 8)
        self.project = estate.project()
        agents = workforce.role("hotline_agent", "workorders.work", at=self.at)
        self.people = [workforce.hired(name, at=self.at) for name in "甲乙丙"]
        for each in self.people:
            workforce.granted(each, agents, at=self.at, project_id=self.project.pk)
        what = f"cover: {{{cover}, begins: 00:00, ends: 24:00}}"
        rule = duty.rule("hotline", what, more=RISING).replace("office_manager\n  per", "hotline_agent\n  per")  # fmt: skip
        duty.standing(self.project, rule, at=self.at)

    def shift(self, who, hour, hours, *, day=MONDAY, kind=Duty.HOTLINE, at=None):
        begins = moment(day, hour)
        return workforce_actions.plan_shift(
            project_id=self.project.pk, staff=self.people[who], duty=kind, starts_at=begins,
            ends_at=begins + hours * HOUR, by=workforce.BY, at=at or self.at,
        )  # fmt: skip

    def three_shifts(self):
        return [self.shift(n, 8 * n, 8) for n in range(3)]

    def gaps(self, at=None):
        found = queries.uncovered(
            self.project.pk, at or moment(MONDAY), ahead=dt.timedelta(hours=20)
        )
        return {row.scheduled_on: gaps for row, gaps in found}

    def on(self, day=MONDAY):
        return Occurrence.objects.get(scheduled_on=day)

    def told(self, day=MONDAY):
        found = Alarm.objects.filter(occurrence__scheduled_on=day).order_by("step")
        return [(alarm.kind, alarm.to, alarm.due_at) for alarm in found]


@pytest.fixture
def hotline():
    return Hotline()


BEFORE = [
    (StepKind.WARN, "hotline_agent", moment(MONDAY - DAY)),
    (StepKind.WARN, "office_manager", moment(MONDAY)),
]
AFTER = [
    (StepKind.MISS, "hotline_agent", moment(MONDAY + DAY)),
    (StepKind.RISE, "office_manager", moment(MONDAY + DAY)),
    (StepKind.RISE, "general_manager", moment(MONDAY + DAY)),
]


def test_hours_the_roster_covers_are_done_when_they_are_over(hotline):
    hotline.three_shifts()
    actions.sweep(at=moment(MONDAY, 23))
    assert hotline.on().done_at is None

    actions.sweep(at=moment(MONDAY + DAY, 9))

    row = hotline.on()
    assert (row.done_at, row.done_by, row.missed_at) == (row.last_at, "system:roster", None)
    assert row.next_at is None
    assert [kind for kind, _to, due in hotline.told() if due > hotline.at] == []
    assert hotline.on(MONDAY + DAY).done_at is None


def test_a_gap_is_told_a_day_before_again_when_it_begins_and_is_missed(hotline):
    hotline.shift(0, 0, 8)
    hotline.shift(1, 8, 8)
    actions.sweep(at=moment(MONDAY, 1))
    assert hotline.told() == BEFORE

    actions.sweep(at=moment(MONDAY + DAY, 9))

    row = hotline.on()
    assert (row.missed_at, row.done_at) == (row.last_at, None)
    assert hotline.told() == BEFORE + AFTER


def test_an_absence_makes_a_gap_and_a_stand_in_closes_it(hotline):
    shifts = hotline.three_shifts()
    away = (moment(MONDAY, 10), moment(MONDAY, 12))
    workforce_actions.note_absence(
        staff=hotline.people[1], starts_at=away[0], ends_at=away[1], by=workforce.BY, at=hotline.at
    )
    assert hotline.gaps() == {MONDAY: [away]}

    hotline.shift(0, 10, 2)
    assert hotline.gaps() == {}
    actions.sweep(at=moment(MONDAY + DAY, 9))
    assert hotline.on().done_at == hotline.on().last_at
    assert len(shifts) == Shift.objects.count() - 1


def test_whoever_is_put_on_the_roster_afterwards_was_not_there(hotline):
    after = moment(MONDAY + DAY, 8)
    for n in range(3):
        hotline.shift(n, 8 * n, 8, at=after)

    actions.sweep(at=moment(MONDAY + DAY, 9))

    assert hotline.on().missed_at == moment(MONDAY + DAY)


def test_other_duties_and_other_projects_cover_nothing(hotline):
    hotline.shift(0, 0, 24, kind=Duty.DESK)

    actions.sweep(at=moment(MONDAY + DAY, 9))

    assert hotline.on().missed_at is not None


@pytest.mark.parametrize(("people", "is_done"), [(1, False), (2, True)])
def test_a_control_room_wants_two_at_a_time(people, is_done):
    room = Hotline("duty: control_room, heads: 2")
    for n in range(people):
        room.shift(n, 0, 24, kind=Duty.CONTROL_ROOM)

    actions.sweep(at=moment(MONDAY + DAY, 9))

    assert (room.on().done_at is not None, room.on().missed_at is None) == (is_done, is_done)


def test_a_weeks_stop_judges_each_day_by_the_roster_of_that_day(hotline):
    hotline.shift(0, 0, 24)
    hotline.shift(1, 0, 24, day=MONDAY + DAY, at=moment(MONDAY + 3 * DAY))
    struck = hotline.shift(2, 0, 24, day=MONDAY + 2 * DAY)
    workforce_actions.strike_shift(shift=struck, by=workforce.BY, at=moment(MONDAY + 2 * DAY, 12))

    def ledger():
        rows = Occurrence.objects.order_by("scheduled_on")
        alarms = Alarm.objects.order_by("occurrence", "step")
        return (
            [(row.scheduled_on, row.done_at, row.missed_at, row.step) for row in rows],
            [(alarm.occurrence_id, alarm.step, alarm.to, alarm.due_at) for alarm in alarms],
        )

    with transaction.atomic():
        for hour in range(24 * 8):
            actions.sweep(at=moment(MONDAY) + hour * HOUR)
        hour_by_hour = ledger()
        transaction.set_rollback(True)
    actions.sweep(at=moment(MONDAY) + (24 * 8 - 1) * HOUR)

    assert ledger() == hour_by_hour
    done = [done is not None for _day, done, _missed, _step in hour_by_hour[0][1:5]]
    assert done == [True, False, False, False]


def test_the_roster_of_all_that_is_due_is_read_by_two_queries(hotline, django_assert_num_queries):
    hotline.shift(0, 0, 24, day=MONDAY + 40 * DAY)
    rows = list(Occurrence.objects.select_related("standing__rule"))
    with django_assert_num_queries(2):
        gaps = queries.gaps_in(rows)
        open_days = [row.scheduled_on for row in rows if gaps(row, None)]
    assert len(open_days) == len(rows) - 1
    assert MONDAY + 40 * DAY not in open_days


def test_uncovered_hours_of_another_project_are_not_told(hotline):
    assert queries.uncovered(hotline.project.pk + 1, hotline.at, ahead=DAY) == []
    assert hotline.gaps(moment(MONDAY, 6)) == {
        MONDAY: [(moment(MONDAY), moment(MONDAY + DAY))],
        MONDAY + DAY: [(moment(MONDAY + DAY), moment(MONDAY + 2 * DAY))],
    }
