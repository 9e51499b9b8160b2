"""Taking a call: the caller found and shown masked, similar matters offered, three ways to end."""

import pytest

from anlin.trades.cases import queries
from anlin.trades.cases.choices import Axis, CaseState
from anlin.trades.cases.models import Case, Category
from anlin.trades.workorders.models import WorkOrder
from factories import desks, residents

NEW = "/console/trades/cases/new/"
ASKED_BY_HTMX = {"HX-Request": "true"}


@pytest.fixture
def call(made):
    return {
        "caller": f"tenure:{made.tenure.pk}",
        "kind": "repair",
        "channel": queries.channel_by_code("hotline").pk,
        "words": "厨房水管漏水，请快来。",
        "go": "open",
    }


@pytest.fixture
def sorting():
    return {
        "trade": queries.find_category(Axis.TRADE, "water").pk,
        "service_nature": "routine",
        "urgency": "fairly_urgent",
    }


def part(client, name, **given):
    return client.post(f"{NEW}{name}/", given, headers=ASKED_BY_HTMX).content.decode()


@pytest.mark.parametrize(
    "typed", ["13800001234", "1234", "曾丽", "曾丽华", "15", "1502", "3-2-1502"]
)
def test_a_caller_is_found_by_phone_last_four_name_or_room_and_shown_masked(made, clerk, typed):
    found = part(clerk, "callers", who=typed)
    assert f'value="tenure:{made.tenure.pk}"' in found
    assert ("曾**" in found, "曾丽华" in found, "13800001234" in found) == (True, False, False)


def test_a_stranger_finds_nobody_of_another_project(made, stranger):
    assert "tenure:" not in part(stranger, "callers", who="13800001234")


def test_the_household_stands_masked_with_what_is_open_there(made, clerk):
    case = desks.matter(made)
    shown = part(clerk, "household", caller=f"tenure:{made.tenure.pk}")
    assert (case.number in shown, "138****1234" in shown, "13800001234" in shown) == (
        True,
        True,
        False,
    )


def test_while_somebody_types_urgency_and_similar_matters_are_suggested(made, clerk):
    case = desks.matter(made)
    shown = part(clerk, "hints", words="厨房水管漏水了", caller=f"tenure:{made.tenure.pk}")
    assert ("较急" in shown, case.number in shown, f'value="{case.pk}"' in shown) == (True,) * 3


def test_what_is_said_is_read_along_with_the_words_that_decided(made, clerk):
    shown = part(clerk, "hints", words="电梯里有人被困，快来人")
    for said in ("求助", "电梯", "紧急", "人被困", 'data-urgency="urgent"'):
        assert said in shown
    lift = Category.objects.get(axis="trade", code="lift")
    assert f'data-trade="{lift.pk}"' in shown
    assert part(clerk, "hints", words="漏").strip() == ""


def test_without_javascript_a_proposal_is_taken_over_and_can_be_changed(made, clerk):
    said = {
        "go": "take",
        "kind": "inquiry",
        "urgency": "ordinary",
        "words": "厨房水管漏水了，请来修",
    }
    form = clerk.post(NEW, said).context["form"]
    water = Category.objects.get(axis="trade", code="water")
    assert (form["kind"].value(), form["urgency"].value(), form["trade"].value()) == (
        "repair",
        "fairly_urgent",
        water.pk,
    )
    assert form["words"].value() == said["words"]
    assert not Case.objects.exists()


@pytest.mark.shows("A-CASE-01")
def test_a_call_becomes_a_matter_in_one_post(made, clerk, call):
    reply = clerk.post(NEW, call)
    case = Case.objects.get()
    assert reply.headers["Location"] == f"/console/trades/cases/{case.pk}/"
    assert (case.reporter, case.unit, case.taker, case.mode) == (
        made.person,
        made.unit,
        made.desk,
        "passive",
    )


def test_the_channel_is_remembered_for_the_next_call(made, clerk, call):
    call["channel"] = queries.channel_by_code("desk").pk
    clerk.post(NEW, call)
    page = clerk.get(NEW)
    assert page.context["form"]["channel"].value() == call["channel"]


def test_an_unknown_caller_needs_a_name_or_a_phone(made, clerk, call):
    call["caller"] = ""
    refused = clerk.post(NEW, call)
    assert (refused.status_code, "厨房水管漏水，请快来。" in refused.content.decode()) == (
        422,
        True,
    )
    assert Case.objects.count() == 0
    clerk.post(NEW, call | {"caller_name": "路过的张先生", "caller_phone": "139 0000 8888"})
    case = Case.objects.get()
    assert (case.reporter, case.reporter_name, case.reporter_phone) == (
        None,
        "路过的张先生",
        "13900008888",
    )


def test_a_matter_is_opened_and_sorted_at_once(made, clerk, call, sorting):
    clerk.post(NEW, call | sorting | {"go": "sort"})
    case = Case.objects.get()
    assert (case.state, case.trade.code, case.service_nature, case.urgency) == (
        CaseState.SORTED,
        "water",
        "routine",
        "fairly_urgent",
    )


@pytest.mark.shows("B-REP-03", "A-REP-01")
def test_a_matter_is_opened_sorted_and_dispatched_at_once(made, clerk, call, sorting):
    given = {"department": made.department.pk, "worker": made.worker.pk, "with_order": "on"}
    clerk.post(NEW, call | sorting | given | {"go": "dispatch"})
    order = WorkOrder.objects.get()
    assert (Case.objects.get().state, order.assignee, order.unit) == (
        CaseState.PASSED,
        made.worker,
        made.unit,
    )
    clerk.post(NEW, call | sorting | given | {"go": "dispatch", "words": "楼道灯不亮。"})
    orders = WorkOrder.objects.order_by("pk").values_list("project", "errands__case")
    assert list(orders) == [(made.project.pk, case.pk) for case in Case.objects.order_by("pk")]
    page = clerk.get(f"/console/trades/workorders/{order.pk}/").content.decode()
    words = (order.number, "3栋2单元1502", "曾**", "李师傅", made.department.name)
    assert [word for word in (*words, order.get_repair_class_display()) if word not in page] == []


def test_dispatching_without_a_department_opens_nothing_and_keeps_the_words(
    made, clerk, call, sorting
):
    reply = clerk.post(NEW, call | sorting | {"go": "dispatch"})
    assert (reply.status_code, Case.objects.count()) == (422, 0)
    assert "department" in reply.context["form"].errors


def test_a_report_of_the_same_thing_is_attached_to_the_open_matter(made, clerk, call):
    case = desks.matter(made)
    clerk.post(NEW, call | {"attach": case.pk, "words": "还在漏"})
    assert (Case.objects.count(), case.reports.count()) == (1, 2)


def test_without_javascript_finding_and_hints_are_buttons_that_keep_what_was_typed(made, clerk):
    case = desks.matter(made)
    page = clerk.post(NEW, {"go": "find", "who": "1502", "words": "厨房水管漏水"}).content.decode()
    assert (f'value="tenure:{made.tenure.pk}"' in page, "厨房水管漏水" in page) == (True, True)
    assert case.number in page


@pytest.mark.shows("A-CASE-15")
def test_time_wanted_confirmed_need_and_that_it_is_beyond_our_service_stand_on_the_page(
    made, clerk, client, call, sorting
):
    more = {"wanted_by": "2030-01-02T18:00", "need": "换角阀，不动瓷砖", "is_out_of_scope": "on"}
    clerk.post(NEW, call | sorting | more | {"go": "sort"})
    page = clerk.get(f"/console/trades/cases/{Case.objects.get().pk}/").content.decode()
    assert ("换角阀，不动瓷砖" in page, "2030年1月2日" in page, "超出服务范围" in page) == (
        True,
    ) * 3
    residents.key_for(made.person, made.at)
    client.force_login(Case.objects.get().reporter.account)
    portal = client.get(f"/trades/requests/{Case.objects.get().pk}/").content.decode()
    assert "超出我们的服务范围" in portal


def test_a_technician_takes_no_calls(technician):
    assert technician.get(NEW).status_code == 403


def test_a_form_sent_twice_is_one_matter_and_leads_to_it_again(made, clerk, call, sorting):
    call["key"] = "0123456789abcdef"
    first = clerk.post(NEW, call)
    again = clerk.post(NEW, call | sorting | {"go": "sort"})
    assert again.headers["Location"] == first.headers["Location"]
    assert (Case.objects.count(), Case.objects.get().state) == (1, CaseState.RECEIVED)


def test_two_clicks_at_once_lead_to_one_matter(made, clerk, call, monkeypatch):
    call["key"] = "0123456789abcdef"
    first = clerk.post(NEW, call)
    find, looks = queries.find_report, iter([False, True])
    monkeypatch.setattr(
        queries, "find_report", lambda *a, **k: find(*a, **k) if next(looks) else None
    )
    again = clerk.post(NEW, call)
    assert (again.headers["Location"], Case.objects.count()) == (first.headers["Location"], 1)


def test_going_back_and_writing_of_another_matter_loses_nothing(made, clerk, call):
    call["key"] = "0123456789abcdef"
    clerk.post(NEW, call)
    asked = clerk.post(NEW, call | {"words": "车库的灯坏了。"})
    key = asked.context["form"]["key"].value()
    assert (asked.status_code, key != call["key"], Case.objects.count()) == (422, True, 1)
    clerk.post(NEW, call | {"words": "车库的灯坏了。", "key": key})
    assert Case.objects.count() == 2


def test_attaching_twice_is_one_report(made, clerk, call):
    case = desks.matter(made)
    given = call | {"attach": case.pk, "key": "0123456789abcdef"}
    clerk.post(NEW, given)
    clerk.post(NEW, given)
    assert case.reports.count() == 2
