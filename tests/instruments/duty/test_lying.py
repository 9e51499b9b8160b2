"""What is owed lies on a person: by role, roster and stand-ins, and when nobody is there on whoever is above."""

import datetime as dt

import pytest

from anlin.foundation.accounts.models import Account
from anlin.ground.workforce import actions as workforce_actions
from anlin.ground.workforce import queries as workforce_queries
from anlin.ground.workforce.queries import Way
from anlin.instruments.duty import queries
from factories import actors, duty, estate, workforce
from factories.duty import moment

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 2)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def monday():
    return moment(MONDAY, 8)


class Office:
    """A project whose manager holds a weekly meeting, its manager, and the head of the company."""

    def __init__(self, at):
        self.at, self.project = at, estate.project()
        rights = ("duty.see", "workorders.work")
        self.manager, self.head = (
            workforce.hired(name, at=at, username=name) for name in ("lin", "he")
        )
        workforce.granted(self.manager, workforce.role("office_manager", *rights, at=at), at=at, project_id=self.project.pk)  # fmt: skip
        workforce.granted(self.head, workforce.role("general_manager", *rights, at=at), at=at)
        duty.standing(self.project, duty.rule(what=duty.DAILY), at=at)

    def actor(self, staff):
        return workforce_queries.actor_of(Account.objects.get(pk=staff.account_id), self.at)

    def lies_on(self, staff):
        return [row.scheduled_on for row in queries.lying_on(self.actor(staff), self.at)]


def test_it_lies_on_whoever_holds_the_post_and_on_nobody_else(monday, django_assert_num_queries):
    office = Office(monday)
    manager = office.actor(office.manager)
    with django_assert_num_queries(6):
        [row] = queries.lying_on(manager, monday)

    assert (row.scheduled_on, row.project) == (MONDAY, office.project)
    assert office.lies_on(office.head) == []
    assert list(queries.lying_on(actors.resident(), monday)) == []
    [found] = queries.lies_on([row], monday).values()
    assert (found.staff_ids, found.way) == ((office.manager.pk,), Way.HOLDS)


def test_while_they_are_away_it_lies_on_whoever_is_above_at_once(monday):
    office = Office(monday)
    workforce_actions.note_absence(
        staff=office.manager, starts_at=monday - HOUR, ends_at=monday + HOUR, by=workforce.BY, at=monday
    )  # fmt: skip

    assert office.lies_on(office.manager) == []
    assert office.lies_on(office.head) == [MONDAY]


def test_whoever_may_not_see_it_sees_nothing_of_it_even_if_it_lies_on_them(monday):
    office = Office(monday)
    mute = actors.staff("workforce.see", key=office.manager.pk)

    assert list(queries.lying_on(mute, monday)) == []


def test_duties_of_the_company_lie_on_those_who_hold_the_post_everywhere(monday):
    office = Office(monday)
    duty.standing(None, duty.rule("report", duty.DAILY, per="company"), at=monday, code="whole")
    everywhere = workforce.hired("总", at=monday, username="zong")
    workforce.granted(everywhere, workforce.role("office_manager", at=monday), at=monday)

    assert office.lies_on(office.manager) == [MONDAY]
    assert sorted(row.project is None for row in queries.lying_on(office.actor(everywhere), monday)) == [False, True]  # fmt: skip
