"""Every way in and out stands at the one desk: channels, kinds, who may tell us, what is kept of each."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from anlin.ground.estate.choices import UnitStatus
from anlin.ground.tenure.choices import TenureRole
from anlin.trades.cases import queries
from anlin.trades.cases.choices import SERIES, Axis, CaseKind, CaseState
from anlin.trades.cases.models import Case
from anlin.trades.workorders.models import WorkOrder
from factories import cases, desks, estate, people, tenure, ways, workforce

LIST = "/console/trades/cases/"
NEW = f"{LIST}new/"


@pytest.fixture
def call(made):
    return {
        "caller": f"tenure:{made.tenure.pk}", "kind": "opinion", "words": "楼道灯不亮。", "go": "open",
        "channel": ways.channel().pk,
    }  # fmt: skip


def sorting(code="water"):
    return {
        "trade": queries.find_category(Axis.TRADE, code).pk, "service_nature": "routine",
        "urgency": "ordinary",
    }  # fmt: skip


def signed_in(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


def told(client, call, code, **more):
    client.post(NEW, call | {"channel": ways.channel(code).pk} | more)
    return Case.objects.latest("pk")


def found_by(client, query):
    return [case.pk for case, _address in client.get(f"{LIST}?view=all&{query}").context["lines"]]


@pytest.mark.shows("B-INT-02", "B-INT-07", "B-INT-08", "B-INT-09", "A-CASE-26")
@pytest.mark.parametrize("code", ["opinion-desk", "wechat-group", "email", "social-media", "forum"])
def test_what_is_told_over_any_channel_is_the_same_ticket_with_its_channel_number_and_history(
    made, clerk, call, code
):
    by_phone, told_so = told(clerk, call, "hotline"), told(clerk, call, code)
    page = clerk.get(f"{LIST}{told_so.pk}/").content.decode()
    number = int(by_phone.number.rpartition("-")[2])
    assert told_so.number == f"{by_phone.number.rpartition('-')[0]}-{number + 1:05d}"
    assert found_by(clerk, f"channel={ways.channel(code).pk}") == [told_so.pk]
    assert (ways.channel(code).name in page, "楼道灯不亮。" in page) == (True, True)
    assert clerk.post(f"{LIST}{told_so.pk}/sort/", {"kind": "opinion"} | sorting()).status_code == 302  # fmt: skip


@pytest.mark.shows("B-INT-01")
@pytest.mark.parametrize("kind", list(CaseKind))
def test_any_business_is_started_and_tracked_at_the_one_desk(made, clerk, call, kind):
    case = told(clerk, call, "desk", kind=kind.value)
    assert (case.kind, case.number[:2], case.taker) == (kind, SERIES[kind], made.desk)
    assert found_by(clerk, f"kind={kind.value}") == [case.pk]
    assert clerk.get(f"{LIST}{case.pk}/").context["steps"][0]["place"] == "done"


@pytest.mark.shows("B-INT-03")
def test_a_call_to_the_hotline_is_a_ticket_and_leads_to_dispatch(made, clerk, call):
    given = {"department": made.department.pk, "worker": made.worker.pk, "with_order": "on"}
    case = told(clerk, call | sorting() | given, "hotline", kind="repair", go="dispatch")
    order = WorkOrder.objects.get()
    assert (case.channel.code, case.state, order.assignee) == ("hotline", "passed", made.worker)


@pytest.mark.shows("A-CASE-19", "A-CASE-39")
def test_three_lines_of_the_hotline_take_calls_by_night_each_with_a_queue_and_log_of_its_own(
    made, clerk, call
):
    night = dt.datetime.combine(made.at.date(), dt.time(3)) - dt.timedelta(days=1)
    lines = {"complaint": "complaint", "service": "repair", "duty": "inquiry"}
    taken = {
        line: told(clerk, call, f"hotline-{line}", kind=kind, reported_at=night.isoformat()[:16])
        for line, kind in lines.items()
    }
    for line, case in taken.items():
        assert found_by(clerk, f"channel={ways.channel(f'hotline-{line}').pk}") == [case.pk]
        heard = timezone.localtime(case.opened_at)
        assert (case.kind, heard.hour, case.reports.get().channel.code) == (
            lines[line], 3, f"hotline-{line}",
        )  # fmt: skip


@pytest.mark.shows("A-CASE-39")
@pytest.mark.parametrize("kind", ["inquiry", "repair", "complaint"])
def test_the_line_of_24_hours_turns_any_call_into_a_matter_an_order_or_a_complaint(
    made, clerk, call, kind
):
    given = {"department": made.department.pk, "worker": made.worker.pk, "with_order": "on"}
    more = given | {"go": "dispatch"} if kind == "repair" else {}
    case = told(clerk, call | sorting() | more, "hotline-duty", kind=kind)
    orders = list(WorkOrder.objects.values_list("errands__case", flat=True))
    assert (case.kind, orders) == (kind, [case.pk] if kind == "repair" else [])
    assert found_by(clerk, f"channel={ways.channel('hotline-duty').pk}") == [case.pk]
    assert found_by(clerk, f"channel={ways.channel('hotline-complaint').pk}") == []


@pytest.mark.shows("A-CASE-03")
@pytest.mark.parametrize(
    ("code", "said"), [("hotline", ("passive", "被动")), ("questionnaire", ("active", "主动"))]
)
def test_every_item_says_whether_it_was_collected_actively_or_passively_and_how(
    made, clerk, call, code, said
):
    (mode, word), case = said, told(clerk, call, code)
    sub = clerk.get(f"{LIST}{case.pk}/").content.decode().partition("</p>")[0]
    assert (case.mode, case.channel.code) == (mode, code)
    assert (ways.channel(code).name in sub, word in sub) == (True, True)


@pytest.mark.shows("A-CASE-20")
@pytest.mark.parametrize("code", ["on-site", "follow-up"])
def test_what_is_said_during_service_at_the_door_or_a_follow_up_is_taken_in(
    made, clerk, call, code
):
    case = told(clerk, call, code)
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert (case.channel.code, ways.channel(code).name in page) == (code, True)


@pytest.mark.shows("A-CASE-21")
@pytest.mark.parametrize("code", ["telephone", "letter", "notice-board", "face-to-face"])
def test_clients_are_answered_by_telephone_letter_posting_or_face_to_face(made, clerk, code):
    case = cases.sorted_(desks.matter(made), made.at)
    clerk.post(f"{LIST}{case.pk}/answer/", {"channel": ways.channel(code).pk, "words": "已修好"})
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    name = ways.channel(code).name
    assert (case.answers.get().channel.code, name in page) == (code, True)


@pytest.mark.shows("B-INT-12")
def test_an_intake_keeps_time_channel_party_place_words_category_taker_and_urgency(
    made, clerk, call
):
    first = made.at - dt.timedelta(hours=5)
    case = told(
        clerk, call | sorting(), "wechat", go="sort", place="地下车库", urgency="urgent",
        reported_at=f"{first:%Y-%m-%dT%H:%M}",
    )  # fmt: skip
    clerk.post(NEW, call | {"attach": case.pk, "words": "还没亮"})
    case.refresh_from_db()
    kept = (case.opened_at, case.channel.code, case.reporter, case.place, case.words)
    moment = first.replace(second=0, microsecond=0)
    assert kept == (moment, "wechat", made.person, "地下车库", "楼道灯不亮。")
    assert (case.trade.code, case.taker, case.urgency) == ("water", made.desk, "urgent")
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert all(
        word in page for word in ("微信私信", "地下车库", "楼道灯不亮。", "给排水", "陈静", "紧急")
    )


@pytest.mark.shows("B-INT-13")
def test_an_inquiry_is_answered_and_over_without_a_work_order(made, clerk, call):
    case = told(clerk, call | sorting(), "telephone", kind="inquiry", go="sort")
    told_by = {"channel": ways.channel("telephone").pk, "words": "每月一号至十号。"}
    clerk.post(f"{LIST}{case.pk}/answer/", told_by)
    clerk.post(f"{LIST}{case.pk}/agree/", {"how": "telephone"})
    case.refresh_from_db()
    assert (case.number[:2], case.state, case.answers.get().words) == (
        "ZX", CaseState.CLOSED, "每月一号至十号。",
    )  # fmt: skip
    assert not WorkOrder.objects.exists()


@pytest.mark.shows("B-INT-21", "A-CASE-38")
def test_tenants_outside_units_and_people_before_moving_in_are_taken_in_too(made, clerk, call):
    tenant = tenure.holder(made.unit, people.person("租客小吴", "13700001111"), TenureRole.TENANT)
    by_tenant = told(clerk, call | {"caller": f"tenure:{tenant.pk}"}, "desk")
    outside = {"caller": "", "caller_name": "顺达快递公司", "caller_phone": "02988886666"}
    by_firm = told(clerk, call | outside, "telephone")
    buyer = {
        "caller": "",
        "caller_name": "准业主林女士",
        "kind": "inquiry",
        "words": "物业费多少？",
    }
    by_buyer = told(clerk, call | buyer, "telephone")
    assert (by_tenant.reporter, by_firm.reporter_name, by_buyer.reporter_name) == (
        tenant.person, "顺达快递公司", "准业主林女士",
    )  # fmt: skip
    assert (by_buyer.unit, by_buyer.kind, found_by(clerk, "kind=inquiry")) == (
        None, CaseKind.INQUIRY, [by_buyer.pk],
    )  # fmt: skip


@pytest.mark.shows("A-CASE-38")
@pytest.mark.parametrize("asked", ["物业费多少？", "管理规约在哪里看？", "有哪些特约服务？"])
@pytest.mark.parametrize("role", [TenureRole.PROSPECTIVE_OWNER, TenureRole.OWNER])
def test_fees_covenant_and_services_are_asked_about_before_the_unit_is_handed_over(
    made, clerk, call, asked, role
):
    sold = estate.units(made.unit.entrance, "1602", status=UnitStatus.SOLD)[0]
    held = tenure.holder(sold, people.person("林女士", "13700002222"), role)
    buyer = {"caller": f"tenure:{held.pk}", "kind": "inquiry", "words": asked}
    case = told(clerk, call | sorting() | buyer, "telephone", go="sort")
    answer = {"channel": ways.channel("telephone").pk, "words": "已发给您。"}
    assert clerk.post(f"{LIST}{case.pk}/answer/", answer).status_code == 302
    assert (case.unit, case.reporter, case.words) == (sold, held.person, asked)


@pytest.mark.shows("B-INT-22")
def test_a_repeated_report_of_an_open_matter_is_attached_and_opens_nothing_new(made, clerk, call):
    case = desks.matter(made, "厨房水管漏水")
    hints = clerk.post(
        f"{NEW}hints/", {"words": "厨房水管又漏水了", "caller": call["caller"]},
        headers={"HX-Request": "true"},
    ).content.decode()  # fmt: skip
    assert f'name="attach" value="{case.pk}"' in hints
    clerk.post(NEW, call | {"attach": case.pk, "words": "厨房水管又漏水了"})
    again = case.reports.latest("pk")
    assert (Case.objects.count(), again.words, again.taken_by) == (
        1, "厨房水管又漏水了", f"staff:{made.desk.pk}",
    )  # fmt: skip


@pytest.mark.shows("B-INT-16", "B-INT-23", "B-INT-25")
def test_an_angry_caller_who_hangs_up_is_a_ticket_of_their_home_flagged_and_to_be_visited(
    made, clerk, call
):
    empty = estate.units(made.unit.entrance, "1602")[0]
    angry = {"caller": f"unit:{empty.pk}", "is_agitated": "on", "words": "又漏！（挂断）"}
    assert "语气温和" in clerk.get(NEW).content.decode()
    case = told(clerk, call | sorting() | angry, "hotline", go="sort")
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert (case.unit, case.is_agitated, "情绪激动" in page) == (empty, True, True)
    assert "语气温和" in clerk.get(f"{LIST}{case.pk}/answer/").content.decode()
    asked = clerk.get(f"{LIST}{case.pk}/follow_up/").context["form"]["method"].value()
    assert asked == "visit"


def test_somebody_who_says_neither_name_nor_home_is_nobody(made, clerk, call):
    refused = clerk.post(NEW, call | {"caller": ""})
    assert (refused.status_code, Case.objects.count()) == (422, 0)


@pytest.mark.shows("B-INT-11")
def test_what_a_guard_finds_on_patrol_enters_the_same_intake_and_can_start_an_emergency_repair(
    made, clerk, call
):
    guard = signed_in(desks.employee("老周", "laozhou", "guard", made=made))
    found = {"caller": "", "caller_name": "老周", "kind": "repair", "words": "水泵房爆管喷水"}
    case = told(guard, call | found, "patrol")
    assert (case.channel.code, case.taker.name, case.mode) == ("patrol", "老周", "active")
    assert found_by(clerk, f"channel={ways.channel('patrol').pk}") == [case.pk]
    clerk.post(f"{LIST}{case.pk}/sort/", {"kind": "repair"} | sorting() | {"urgency": "urgent"})
    given = {"department": made.department.pk, "worker": made.worker.pk, "with_order": "on"}
    clerk.post(f"{LIST}{case.pk}/pass_on/", given)
    assert (WorkOrder.objects.get().urgency, WorkOrder.objects.get().assignee) == (
        "urgent", made.worker,
    )  # fmt: skip


@pytest.mark.shows("B-INT-24")
def test_the_crew_woken_at_night_opens_the_ticket_and_the_knock_is_the_time_of_the_report(
    made, call
):
    crew = signed_in(desks.employee("班长老何", "laohe", "squad_leader", made=made))
    knock = made.at.replace(hour=4, minute=10, second=0, microsecond=0) - dt.timedelta(days=1)
    neighbour = {"caller": "", "caller_name": "敲门的邻居", "place": "3-2-1502"}
    case = told(crew, call | neighbour, "night-knock", reported_at=f"{knock:%Y-%m-%dT%H:%M}")
    assert (case.opened_at, case.taker.name, case.reports.get().reported_at) == (
        knock, "班长老何", knock,
    )  # fmt: skip


@pytest.mark.shows("A-CASE-24")
def test_a_call_from_a_department_about_a_client_is_registered_and_marked_as_forwarded(
    made, clerk, call
):
    case = told(clerk, call, "department", scope="external")
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert (case.reporter, "部门转递" in page) == (made.person, True)
    clerk.post(f"{LIST}log/new/", {"kind": "internal", "words": "明天总部来检查消防"})
    log = clerk.get(f"{LIST}log/?kind=internal").content.decode()
    assert (Case.objects.count(), "明天总部来检查消防" in log) == (1, True)


@pytest.mark.shows("A-CASE-40")
def test_what_an_owner_tells_a_senior_manager_is_recorded_like_every_other_contact(
    made, clerk, call
):
    manager = signed_in(desks.employee("总经理高明", "gaoming", "general_manager", made=made))
    case = told(manager, call, "face-to-face", words="希望增加夜间巡逻")
    history = clerk.get(f"{LIST}household/{made.unit.pk}/contacts/").content.decode()
    assert (case.taker.name, case.channel.code) == ("总经理高明", "face-to-face")
    assert all(word in history for word in (case.number, "面谈", "总经理高明"))


@pytest.mark.shows("A-GEN-04")
def test_talk_inside_the_company_and_with_clients_is_kept_and_listed_apart(made, clerk, call):
    client, own = told(clerk, call, "hotline"), told(clerk, call, "meeting")
    assert (client.scope, own.scope) == ("external", "internal")
    for scope, case in (("internal", own), ("external", client)):
        assert found_by(clerk, f"scope={scope}") == [case.pk]
        exported = clerk.get(f"{LIST}?view=all&scope={scope}&export=xlsx").content
        [_head, *rows] = CalamineWorkbook.from_filelike(io.BytesIO(exported)).get_sheet_by_index(0).to_python()  # fmt: skip
        assert [row[0] for row in rows] == [case.number]


@pytest.mark.shows("A-CASE-42")
def test_reports_cross_trade_nature_and_urgency_freely(made, clerk, call):
    special = {"service_nature": "special_request", "urgency": "urgent"}
    wanted = told(clerk, call | sorting("water") | special, "desk", go="sort")
    told(clerk, call | sorting("water") | {"urgency": "urgent"}, "desk", go="sort")
    told(clerk, call | sorting("lift") | special, "desk", go="sort")
    told(clerk, call | sorting("water") | {"service_nature": "special_request"}, "desk", go="sort")
    trade = queries.find_category(Axis.TRADE, "water").pk
    crossed = found_by(clerk, f"trade={trade}&nature=special_request&urgency=urgent")
    assert crossed == [wanted.pk]


@pytest.mark.shows("A-CASE-06")
@pytest.mark.parametrize("nature", ["routine", "dedicated", "special_request"])
def test_a_matter_is_sorted_as_routine_dedicated_or_specially_requested(made, clerk, call, nature):
    case = told(clerk, call | sorting() | {"service_nature": nature}, "desk", go="sort")
    assert (case.service_nature, found_by(clerk, f"nature={nature}")) == (nature, [case.pk])


@pytest.mark.shows("A-CASE-05")
@pytest.mark.parametrize("trade", ["security", "cleaning", "repair", "greening"])
def test_a_matter_is_sorted_by_trade(made, clerk, call, trade):
    case = told(clerk, call | sorting(trade), "desk", go="sort")
    assert (case.trade.code, found_by(clerk, f"trade={case.trade_id}")) == (trade, [case.pk])


@pytest.mark.shows("A-CASE-08")
def test_a_category_of_our_own_is_added_and_matters_are_sorted_by_it(made, clerk, call):
    staff = workforce.hired("主任郑", at=made.at, username="zheng")
    role = workforce.role("arranger", "settings.edit", "cases.arrange", at=made.at)
    workforce.granted(staff, role, at=made.at)
    head = signed_in(staff)
    new = {"axis": "trade", "code": "pool", "name": "泳池", "name_en": "pool"}
    assert head.post("/console/foundation/settings/categories/new/", new).status_code == 302
    case = told(clerk, call | sorting("pool"), "desk", go="sort")
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert (case.trade.name, "泳池" in page) == ("泳池", True)
