"""The roster of a project on its page, and dispatching by it."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.utils import timezone

from anlin.foundation.audit import api as audit
from anlin.ground.workforce import actions
from anlin.ground.workforce.actions import SpecialDay
from anlin.ground.workforce.models import Shift
from anlin.trades.workorders.models import WorkOrder
from factories import desks, workforce

ROSTER = "/console/ground/staff/roster/"
ORDERS = "/console/trades/workorders/"


@pytest.fixture
def made(scene):
    return scene


@pytest.fixture
def planner(made, client):
    """The supervisor of the front desk, who also dispatches."""
    client.force_login(made.desk.account)
    return client


def given(staff, day, duty="repair", begins="00:00", ends="00:00"):
    return {
        "staff": staff.pk,
        "duty": duty,
        "day": f"{day:%Y-%m-%d}",
        "begins": begins,
        "ends": ends,
    }


def next_saturday():
    today = timezone.localdate()
    return today + dt.timedelta(days=(5 - today.weekday()) % 7 or 7)


def know_the_year(made, *special):
    for year in {timezone.localdate().year, (timezone.localdate() + dt.timedelta(days=20)).year}:
        days = [each for each in special if each.day.year == year]
        actions.enter_year(year=year, days=days, source="通知", by=workforce.BY, at=made.at)


@pytest.mark.shows("A-CASE-02", "A-STF-01")
def test_a_rest_day_or_holiday_nobody_covers_is_named_until_somebody_is_on_duty_with_its_hours(
    made, planner
):
    saturday = next_saturday()
    holiday = saturday + dt.timedelta(days=3)
    know_the_year(made, SpecialDay(holiday, works=False))
    before = planner.get(ROSTER).content.decode()
    names = [
        f"{day.month}月{day.day}日 周{name}" for day, name in ((saturday, "六"), (holiday, "二"))
    ]
    assert [name for name in names if name not in before] == []
    for day in (saturday, holiday):
        planner.post(
            f"{ROSTER}plan/", given(made.desk, day, duty="desk", begins="08:00", ends="20:00")
        )
    after = planner.get(ROSTER)
    assert {saturday, holiday} & set(after.context["uncovered"]) == set()
    assert "已排值班 24 小时" in after.content.decode()


def test_a_year_without_calendar_says_so_instead_of_guessing(made, planner):
    page = planner.get(ROSTER)
    assert ("uncovered" in page.context, "还没有录入" in page.content.decode()) == (False, True)


def test_a_shift_is_planned_over_midnight_and_struck(made, planner):
    day = next_saturday()
    planner.post(f"{ROSTER}plan/", given(made.worker, day, begins="20:00", ends="08:00"))
    shift = Shift.objects.get()
    local = [f"{timezone.localtime(at):%m-%d %H:%M}" for at in (shift.starts_at, shift.ends_at)]
    assert local == [f"{day:%m-%d} 20:00", f"{day + dt.timedelta(days=1):%m-%d} 08:00"]
    planner.post(f"{ROSTER}{shift.pk}/strike/")
    shift.refresh_from_db()
    assert (shift.struck_at is None, shift.struck_by) == (False, f"staff:{made.desk.pk}")


def test_a_clash_is_a_sentence_at_the_form_and_nothing_is_planned(made, planner):
    day = next_saturday()
    for _twice in range(2):
        page = planner.post(f"{ROSTER}plan/", given(made.worker, day, begins="08:00", ends="20:00"))
    assert (page.status_code, "已在值班" in page.content.decode()) == (422, True)
    assert Shift.objects.count() == 1


def test_a_week_is_planned_like_the_one_before(made, planner):
    day = next_saturday()
    planner.post(f"{ROSTER}plan/", given(made.worker, day, begins="08:00", ends="20:00"))
    later = day + dt.timedelta(days=7)
    planner.post(f"{ROSTER}?week={later:%Y-%m-%d}")
    assert sorted(timezone.localdate(s.starts_at) for s in Shift.objects.all()) == [day, later]


def test_whoever_does_not_plan_reads_the_roster_and_changes_nothing(made, client):
    client.force_login(made.worker.account)
    day = next_saturday()
    answers = [
        client.get(ROSTER).status_code,
        client.post(ROSTER).status_code,
        client.get(f"{ROSTER}plan/").status_code,
        client.post(f"{ROSTER}plan/", given(made.worker, day)).status_code,
    ]
    assert (answers, Shift.objects.count()) == ([200, 403, 403, 403], 0)


def test_whoever_plans_elsewhere_strikes_nothing_here(made, planner):
    planner.post(f"{ROSTER}plan/", given(made.worker, next_saturday()))
    planner.force_login(made.stranger.account)
    answer = planner.post(f"{ROSTER}{Shift.objects.get().pk}/strike/")
    assert (answer.status_code, Shift.objects.get().struck_at) == (404, None)


def test_every_deed_of_the_workforce_has_a_sentence_in_the_trail():
    folder = Path(actions.__file__).parent
    told = {
        deed
        for file in folder.glob("*.py")
        for deed in re.findall(r'"(workforce\.\w+)"', file.read_text("utf-8"))
    }
    assert {deed for deed in told if audit.sentence(deed) == deed} == set()


def test_an_order_goes_to_whoever_is_on_duty_with_the_least_in_hand(made, planner):
    other = desks.employee("王师傅", "wangshifu", "squad_leader", made=made)
    for one in (made.worker, other):
        planner.post(f"{ROSTER}plan/", given(one, timezone.localdate()))
    desks.order(made, to=made.worker)
    order = desks.order(made)
    assert "按值班表:王师傅" in planner.get(f"{ORDERS}{order.pk}/assign/").content.decode()
    planner.post(f"{ORDERS}{order.pk}/assign/", {"to": "", "seen": ""})
    assert WorkOrder.objects.get(pk=order.pk).assignee == other


def test_without_anybody_on_duty_a_name_must_be_chosen(made, planner):
    order = desks.order(made)
    answer = planner.post(f"{ORDERS}{order.pk}/assign/", {"to": "", "seen": ""})
    assert (answer.status_code, WorkOrder.objects.get(pk=order.pk).assignee) == (422, None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_roster_costs_the_same_whoever_is_on_it(
    made, planner, count, django_assert_num_queries
):
    know_the_year(made)
    day = next_saturday()
    for hour in range(count):
        times = {"begins": f"{hour:02}:00", "ends": f"{hour:02}:30"}
        planner.post(f"{ROSTER}plan/", given(made.worker, day, **times))
    planner.get(ROSTER)
    with django_assert_num_queries(8):
        page = planner.get(f"{ROSTER}?week={day:%Y-%m-%d}")
    assert page.content.decode().count("李师傅") == count
