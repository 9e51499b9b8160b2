"""What a matter owes stands among the duties of the office while the desk works on it, and goes when it is done."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from anlin.trades.cases import queries
from anlin.trades.cases.choices import Axis
from anlin.trades.cases.models import Case
from factories import desks, duty, ways

LIST = "/console/trades/cases/"
DUTIES = "/console/instruments/duties/"
TERMS = (
    "b-repair-callback", "a-defect-reworked", "a-defect-special-visit", "b-complaint-acknowledged",
    "b-repair-report-acknowledged", "a-director-complaint-to-leaders", "a-compensation-complaint-to-leaders",
)  # fmt: skip


@pytest.fixture
def manager(made):
    """The head of the office, where the baseline's clocks run since the morning."""
    duty.clocks_of_the_desk(made.project, at=made.at - dt.timedelta(days=1))
    staff = desks.employee("林国栋", "linguodong", "office_manager", made=made)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    client.staff = staff
    return client


def owed(client):
    """Rule, post and last moment of what stands among the duties to be done now."""
    lines = client.get(f"{DUTIES}?view=now").context["lines"]
    found = {row.standing.rule.code: (row.post, row.last_at) for row, _address in lines}
    return {code: found[code] for code in TERMS if code in found}


def told(client, made, kind, words, **more):
    """Somebody writes to the mailbox: nobody was on the telephone who could have said that we have it."""
    letter = {
        "caller": f"tenure:{made.tenure.pk}", "kind": kind, "words": words, "go": "open",
        "channel": ways.channel("email").pk,
    }  # fmt: skip
    assert client.post(f"{LIST}new/", letter | more).status_code == 302
    return Case.objects.latest("pk")


def post(client, case, step, **given):
    answer = client.post(f"{LIST}{case.pk}/{step}/", given)
    assert answer.status_code == 302, answer.context["form"].errors


def sort(client, case, **more):
    trade = queries.find_category(Axis.TRADE, "water").pk
    given = {"kind": case.kind, "trade": trade, "service_nature": "routine", "urgency": "ordinary"}
    post(client, case, "sort", **given | more)


def midnight():
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(tomorrow, dt.time()))


@pytest.mark.shows("B-CASE-11")
def test_a_complaint_has_to_be_acknowledged_within_a_quarter_of_an_hour_and_then_is(
    made, clerk, manager
):
    case = told(clerk, made, "complaint", "保安态度很差。")
    post_, last_at = owed(manager)["b-complaint-acknowledged"]
    assert (post_, last_at - case.opened_at) == ("service_desk", dt.timedelta(minutes=15))
    sort(clerk, case, about=queries.find_category(Axis.SUBJECT, "subject-attitude").pk,
         need="请道歉", is_need_confirmed="on")  # fmt: skip

    assert "b-complaint-acknowledged" not in owed(manager)


@pytest.mark.shows("B-FUP-03")
def test_whoever_had_something_mended_is_called_back_by_the_desk_on_the_same_day(
    made, clerk, manager
):
    case = ways.mended(made, made.at)
    due = owed(manager)
    if made.at.date() == timezone.localdate():
        assert due["b-repair-callback"] == ("hotline_agent", midnight())
    post(clerk, case, "follow_up", method="phone", rhythm="occasional", is_satisfied="yes")

    assert "b-repair-callback" not in owed(manager)


@pytest.mark.shows("A-CMP-18")
def test_still_defective_is_owed_rework_at_once_and_a_visit_within_a_day(made, clerk, manager):
    case = ways.mended(made, made.at)
    began = timezone.now()
    post(clerk, case, "follow_up", method="phone", rhythm="occasional", is_satisfied="no",
         remaining_problem="还在滴水")  # fmt: skip
    case.refresh_from_db()
    due = owed(manager)
    rework, visit = (
        due[code][1] - began for code in ("a-defect-reworked", "a-defect-special-visit")
    )
    assert dt.timedelta(hours=2) <= rework < dt.timedelta(hours=2, minutes=1)
    assert dt.timedelta(hours=24) <= visit < dt.timedelta(hours=24, minutes=1)

    post(
        clerk,
        case,
        "pass_on",
        department=made.department.pk,
        worker=made.worker.pk,
        with_order="on",
    )
    assert "a-defect-reworked" not in owed(manager)
    post(clerk, case, "follow_up", method="special", rhythm="occasional", is_satisfied="yes")
    assert owed(manager) == {}


@pytest.mark.shows("A-CMP-09")
def test_money_asked_for_or_the_head_of_the_office_named_brings_it_before_the_leaders(
    made, clerk, manager
):
    plain = told(clerk, made, "complaint", "楼道没打扫。")
    leaders = {"a-director-complaint-to-leaders", "a-compensation-complaint-to-leaders"}
    assert leaders & set(owed(manager)) == set()

    claim = queries.find_category(Axis.SUBJECT, "compensation").pk
    sort(clerk, plain, about=claim, need="赔偿二百元", is_need_confirmed="on")
    assert leaders & set(owed(manager)) == {"a-compensation-complaint-to-leaders"}

    told(clerk, made, "complaint", "主任态度差。", about_staff=manager.staff.pk)
    assert leaders & set(owed(manager)) == leaders
