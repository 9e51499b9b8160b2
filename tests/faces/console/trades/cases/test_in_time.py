"""Time and weight: nothing without a record, what is important first, what is late counted, the last word."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.timesince import timesince

from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.cases.models import Case
from factories import cases, desks, ways

LIST = "/console/trades/cases/"


def post(client, case, step, **given):
    return client.post(f"{LIST}{case.pk}/{step}/", given)


def page_of(client, case):
    return client.get(f"{LIST}{case.pk}/").content.decode()


def signed_in(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


def answered(client, case):
    return post(client, case, "answer", channel=ways.channel().pk, words="已道歉。")


@pytest.mark.shows("B-CASE-02")
def test_every_complaint_is_received_recorded_and_processed_and_none_goes_without_a_record(
    made, clerk
):
    told = {
        "caller": f"tenure:{made.tenure.pk}", "kind": "complaint", "words": "保安态度很差。",
        "go": "open", "channel": ways.channel("hotline-complaint").pk,
    }  # fmt: skip
    assert clerk.post(f"{LIST}new/", told | {"words": ""}).status_code == 422
    clerk.post(f"{LIST}new/", told)
    case = Case.objects.get()
    assert (case.kind, case.number[:2], case.words, case.taker) == (
        CaseKind.COMPLAINT, "TS", "保安态度很差。", made.desk,
    )  # fmt: skip
    ways.sorted_complaint(case, made)
    post(clerk, case, "pass_on", department=made.department.pk)
    post(clerk, case, "return", result="已当面道歉")
    answered(clerk, case)
    story = [line["quote"] for line in clerk.get(f"{LIST}{case.pk}/").context["story"]]
    assert [
        said for said in ("保安态度很差。", "已当面道歉", "已道歉。") if said not in story
    ] == []


@pytest.mark.shows("B-CASE-08")
def test_without_satisfaction_only_a_supervisor_ends_a_matter_and_only_with_a_reason(made, clerk):
    case = ways.at_state(made, CaseState.ANSWERED)
    at_desk = signed_in(desks.employee("前台小刘", "xiaoliu", "service_desk", made=made))
    assert post(at_desk, case, "close_unsatisfied", reason="超出保修。").status_code == 403
    assert post(clerk, case, "close_unsatisfied", reason=" ").status_code == 422
    assert Case.objects.get().state == CaseState.ANSWERED
    post(clerk, case, "close_unsatisfied", reason="超出保修。")
    case.refresh_from_db()
    assert (case.state, case.is_satisfied, case.closed_because) == (
        CaseState.CLOSED, False, "超出保修。",
    )  # fmt: skip


@pytest.mark.shows("B-CASE-19")
def test_an_important_matter_stands_first_and_is_answered_by_a_supervisor_alone(made, clerk):
    desks.matter(made, "楼道灯不亮", at=made.at - dt.timedelta(hours=1))
    clerk_of_desk = signed_in(desks.employee("前台小刘", "xiaoliu", "service_desk", made=made))
    case = cases.sorted_(desks.matter(made, is_important=True), made.at)
    assert clerk.get(f"{LIST}first/").context["lines"][0]["case"] == case
    refused = answered(clerk_of_desk, case)
    assert (refused.status_code, "主管" in refused.content.decode()) == (422, True)
    assert case.answers.count() == 0
    assert answered(clerk, case).status_code == 302


@pytest.mark.shows("B-CASE-26")
def test_a_matter_shows_time_elapsed_against_the_time_wanted_and_late_ones_are_listed(made, clerk):
    opened, wanted = made.at - dt.timedelta(hours=30), made.at - dt.timedelta(hours=2)
    case = desks.matter(made, at=opened, wanted_by=wanted)
    in_time = desks.matter(made, wanted_by=made.at + dt.timedelta(days=2))
    page = page_of(clerk, case)
    late = [each.pk for each, _address in clerk.get(f"{LIST}?view=late").context["lines"]]
    with translation.override("zh-hans"):
        elapsed = timesince(opened, made.at)
    assert (late, "超过客户要求时间" in page, elapsed in page) == ([case.pk], True, True)
    assert "超过客户要求时间" not in page_of(clerk, in_time)
    assert f"{timezone.localtime(wanted):%H:%M}" in page


@pytest.mark.shows("B-CASE-26")
def test_what_was_answered_later_than_wanted_counts_as_a_failure_and_stays_listed(made, clerk):
    wanted = {"wanted_by": made.at - dt.timedelta(hours=2), "at": made.at - dt.timedelta(hours=30)}
    late, in_time = desks.matter(made, **wanted), desks.matter(made)
    for case in (late, in_time):
        answered(clerk, cases.sorted_(case, made.at))
    failed = [case.pk for case, _to in clerk.get(f"{LIST}?view=answered_late").context["lines"]]
    assert (failed, "超过客户要求时间" in page_of(clerk, late)) == ([late.pk], True)


@pytest.mark.shows("B-CASE-27", "A-CASE-16")
def test_what_will_be_late_asks_for_an_interim_reply_and_only_with_one_the_time_moves(made, clerk):
    wanted, later = (made.at + dt.timedelta(hours=hours) for hours in (1, 30))
    case = cases.sorted_(desks.matter(made, wanted_by=wanted), made.at)
    [line] = clerk.get(f"{LIST}first/").context["lines"]
    assert line["step"]["name"] == "interim"
    moved = {"channel": ways.channel().pk, "wanted_by": f"{later:%Y-%m-%dT%H:%M}"}
    assert post(clerk, case, "interim", words="", **moved).status_code == 422
    assert Case.objects.get().wanted_by == wanted
    post(clerk, case, "interim", words="配件明天到，您看可以吗？", **moved)
    [line] = clerk.get(f"{LIST}first/").context["lines"]
    assert (line["step"]["name"], Case.objects.get().wanted_by > wanted) == ("pass_on", True)
    assert case.answers.get().words == "配件明天到，您看可以吗？"
