"""A matter goes through the loop by plain posts; refusals keep the words; somebody faster is a conflict."""

import pytest

from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import Axis, CaseState
from anlin.trades.cases.models import Case
from anlin.trades.workorders.models import WorkOrder
from factories import cases, desks, ways

LIST = "/console/trades/cases/"


def post(client, case, step, **given):
    return client.post(f"{LIST}{case.pk}/{step}/", given)


def trade():
    return queries.find_category(Axis.TRADE, "water").pk


def channel(code="hotline"):
    return queries.channel_by_code(code).pk


SORTING = {"kind": "repair", "service_nature": "routine", "urgency": "urgent"}


def test_a_matter_is_sorted_passed_on_returned_and_answered(made, clerk):
    case = desks.matter(made)
    post(clerk, case, "sort", trade=trade(), **SORTING)
    post(clerk, case, "pass_on", department=made.department.pk, in_charge=made.worker.pk)
    post(clerk, case, "return", result="换了角阀，不漏了。")
    reply = post(clerk, case, "answer", channel=channel(), words="角阀已更换，请您再看看。")
    assert (reply.status_code, reply.headers["Location"]) == (302, f"{LIST}{case.pk}/")
    case.refresh_from_db()
    assert (case.state, case.department, case.in_charge) == (
        CaseState.ANSWERED,
        made.department,
        made.worker,
    )


@pytest.mark.shows("B-REP-03", "B-REP-13")
def test_passing_on_with_a_technician_raises_an_order_in_their_hands(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    assert "李师傅 · 空闲" in clerk.get(f"{LIST}{case.pk}/pass_on/").content.decode()
    given = {"department": made.department.pk, "with_order": "on", "worker": made.worker.pk}
    post(clerk, case, "pass_on", **given)
    order = WorkOrder.objects.get()
    assert (order.assignee, order.state, order.repair_class) == (
        made.worker,
        "assigned",
        "utilities",
    )


def test_a_refusal_keeps_the_words_and_changes_nothing(made, clerk):
    case = desks.matter(made)
    reply = post(clerk, case, "answer", channel=channel(), words="马上处理")
    assert (reply.status_code, "马上处理" in reply.content.decode()) == (422, True)
    case.refresh_from_db()
    assert (case.state, case.answers.count()) == (CaseState.RECEIVED, 0)


def test_an_unresolved_answer_without_words_is_refused_at_the_field(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    reply = post(clerk, case, "answer", channel=channel(), words="", is_unresolved="on")
    assert reply.status_code == 422
    assert "words" in reply.context["form"].errors


def test_somebody_faster_is_a_conflict_that_shows_the_new_state_and_keeps_the_words(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    post(clerk, case, "answer", channel=channel(), words="已修好")
    late = post(clerk, case, "answer", channel=channel(), words="我也答复一句", seen="sorted:1")
    page = late.content.decode()
    assert (late.status_code, "我也答复一句" in page, 'value="answered:1"' in page) == (
        409,
        True,
        True,
    )
    assert case.answers.count() == 1


@pytest.mark.shows("B-CASE-08")
def test_not_satisfied_on_the_telephone_runs_the_loop_again(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    post(clerk, case, "answer", channel=channel(), words="已修好")
    post(clerk, case, "object", how="telephone", grade="2", words="还在滴水")
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    case.refresh_from_db()
    assert (case.state, case.round, case.verdicts.get().grade) == (CaseState.SORTED, 2, 2)
    assert ("还在滴水" in page, "第 2 轮" in page) == (True, True)


def test_a_satisfied_follow_up_closes_the_matter(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    post(clerk, case, "answer", channel=channel(), words="已修好")
    post(
        clerk, case, "follow_up", method="phone", is_satisfied="yes", grade="5", rhythm="occasional"
    )
    assert Case.objects.get().state == CaseState.CLOSED


@pytest.mark.shows("A-CASE-36")
def test_an_interim_reply_stands_on_the_timeline(made, clerk):
    case = desks.matter(made)
    post(clerk, case, "interim", channel=channel(), words="配件明天到，请您再等一天。")
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert ("配件明天到" in page, "过程答复" in page) == (True, True)


@pytest.mark.shows("A-CMP-14")
def test_after_a_complaint_is_closed_both_its_cause_and_its_prevention_are_noted(made, clerk):
    case = ways.complaint_about(made)
    told = {"case": case, "by": system("tests"), "at": made.at}
    actions.answer(words="已道歉。", channel=ways.channel(), **told)
    actions.close_unsatisfied(reason="客户要求赔偿，无依据。", **told)
    found = {"origin_cause": "我们没有按时巡检", "prevention": "每周巡检一次"}
    for name in found:
        refused = post(clerk, case, "origin", **(found | {name: " "}))
        assert (refused.status_code, name in refused.context["form"].errors) == (422, True)
    assert Case.objects.get().origin_cause == ""
    post(clerk, case, "origin", **found)
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert (Case.objects.get().state, [w in page for w in found.values()]) == ("closed", [True] * 2)


def test_one_cause_is_named_for_several_and_everybody_is_answered(made, clerk):
    first, second = [cases.sorted_(desks.matter(made), made.at) for _ in range(2)]
    post(clerk, first, "cause", title="地下水管爆裂", others=[second.pk])
    post(clerk, first, "answer_all", channel=channel(), words="水管已修复，现已恢复供水。")
    assert [case.state for case in Case.objects.all()] == [CaseState.ANSWERED] * 2


def test_looking_shows_the_phone_once_and_stands_in_the_audit(made, clerk):
    case = desks.matter(made)
    before = clerk.get(f"{LIST}{case.pk}/reporter/").content.decode()
    shown = post(clerk, case, "look", why="回电话")
    trail = clerk.get(f"{LIST}{case.pk}/audit/").content.decode()
    assert ("13800001234" in before, "138****1234" in before) == (False, True)
    assert ("13800001234" in shown.content.decode(), shown["Cache-Control"]) == (True, "no-store")
    assert "回电话" in trail


def test_looking_without_a_reason_shows_nothing(made, clerk):
    case = desks.matter(made)
    shown = post(clerk, case, "look", why="")
    assert (shown.status_code, "13800001234" in shown.content.decode()) == (422, False)


def test_who_has_the_matter_open_too_is_named(made, clerk):
    case = desks.matter(made)
    actions.be_present(case=case, staff=made.worker, by=system("tests"), at=made.at)
    reply = clerk.post(f"{LIST}{case.pk}/present/", headers={"HX-Request": "true"})
    assert "李师傅" in reply.content.decode()


def test_an_unsorted_matter_is_not_passed_on_even_with_an_order(made, clerk):
    case = desks.matter(made)
    given = {"department": made.department.pk, "with_order": "on", "worker": made.worker.pk}
    reply = post(clerk, case, "pass_on", **given)
    assert (reply.status_code, WorkOrder.objects.count()) == (422, 0)
    case.refresh_from_db()
    assert case.state == CaseState.RECEIVED
