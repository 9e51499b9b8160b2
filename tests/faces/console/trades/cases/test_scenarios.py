"""Scenarios of the service desk, by their numbers, through the pages of the console.

What belongs to fees (the sum that is owed, the share of a lift's cost, the metered excess) and to receipts is not here: the
desk's part is that everybody is heard, gets an explanation with the rule, and nobody goes without an answer.
"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anlin.trades.cases import queries
from anlin.trades.cases.choices import Axis, CaseKind, CaseState
from anlin.trades.cases.models import Case, Cause
from anlin.trades.workorders.choices import OrderState
from factories import documents, ways

DESK = "/console/trades/cases/"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def desk(made):
    return ways.ByPage(made)


def taken(clerk, words, **more):
    """A call, taken at the intake."""
    known = Case.objects.values_list("pk", flat=True)
    before = set(known)
    call = {
        "kind": "complaint",
        "channel": queries.channel_by_code("hotline").pk,
        "words": words,
        "go": "open",
    }
    answer = clerk.post(f"{DESK}new/", call | more)
    assert answer.status_code == 302, answer.context["form"].errors
    return Case.objects.exclude(pk__in=before).get()


def trade(code):
    return queries.find_category(Axis.TRADE, code).pk


def read_back(desk, case, need, code, subject, **more):
    told = {
        "about": queries.find_category(Axis.SUBJECT, subject).pk,
        "trade": trade(code),
        "need": need,
        "is_need_confirmed": "on",
        "urgency": "fairly_urgent",
    }
    assert desk(case, "sort", **told | more) == 302


def origin(desk, case, facts, cause, prevention):
    said = {
        "facts": facts,
        "origin_cause": cause,
        "prevention": prevention,
        "effect_on_order": "恢复正常",
    }
    assert desk(case, "origin", **said) == 302


def at(case):
    case.refresh_from_db()
    return CaseState(case.state)


def test_s01_a_cold_radiator_an_angry_caller_and_the_crew_is_out(made, clerk, technician, desk):
    """The line breaks off; a stand-in goes to look; the crew mends it when it is back; the caller is called the same day."""
    case = taken(
        clerk,
        "暖气不热，孩子发烧，你们",
        caller=f"tenure:{made.tenure.pk}",
        kind="repair",
        is_agitated="on",
    )
    assert (case.is_agitated, case.reporter) == (True, made.person)
    desk(case, "sort", trade=trade("water"), urgency="urgent", kind="repair")
    seen = {"kind": "site_visit", "words": "值班员先到，关阀放气，先送电暖器。"}
    assert desk(case, "note", **seen) == 302
    channel = queries.channel_by_code("hotline").pk
    assert desk(case, "interim", channel=channel, words="维修班在外抢修，两小时内到您家。") == 302
    assert desk(case, "pass_on", with_order="on", worker=made.worker.pk) == 302
    order = case.errands.get().order
    work = "/console/trades/workorders/"
    for step, given in (
        ("accept", {}), ("arrive", {}), ("finish", {"finding": "滤网堵塞", "method": "清洗滤网"}),
    ):  # fmt: skip
        assert technician.post(f"{work}{order.pk}/{step}/", given).status_code == 302
    order.refresh_from_db()
    assert order.state == OrderState.FINISHED
    assert desk(case, "answer", channel=channel, words="滤网已清洗，暖气热了。") == 302
    waiting = clerk.get(DESK, {"view": "call_back"})
    assert case.number in text(waiting)
    assert desk(case, "follow_up", is_satisfied="yes", new_information="热了，谢谢") == 302
    assert (at(case), case.is_satisfied, timezone.localdate(case.closed_at)) == (
        CaseState.CLOSED, True, timezone.localdate(made.at),
    )  # fmt: skip
    page = text(clerk.get(f"{DESK}{case.pk}/"))
    for word in ("先送电暖器", "两小时内到您家", "滤网已清洗"):
        assert word in page


def test_s03_pump_noise_goes_two_rounds_before_it_is_quiet(made, clerk, desk):
    case = taken(clerk, "夜里水泵声传进卧室，睡不着。", caller=f"tenure:{made.tenure.pk}")
    read_back(desk, case, "夜间卧室听不到水泵", "noise-order", "noise-equipment")
    for words in ("夜间入户听测 38 分贝", "泵房减震垫老化"):
        assert desk(case, "note", kind="site_visit", words=words) == 302
    channel = queries.channel_by_code("hotline").pk
    assert desk(case, "interim", channel=channel, words="今晚先停二号泵，明天书面答复。") == 302
    assert desk(case, "pass_on", in_charge=made.worker.pk) == 302
    assert (
        desk(case, "return", department=made.department.pk, result="换减震垫，测得 31 分贝") == 302
    )
    origin(desk, case, "夜间实测两次", "减震垫老化", "每季度测一次")
    assert desk(case, "answer", channel=channel, words="减震垫已换，请再听几晚。") == 302
    assert desk(case, "object", words="低频声还在") == 302
    assert (at(case), case.round) == (CaseState.SORTED, 2)
    assert desk(case, "pass_on", in_charge=made.worker.pk) == 302
    assert (
        desk(case, "return", department=made.department.pk, result="加软接头，测得 26 分贝") == 302
    )
    assert desk(case, "answer", channel=channel, words="软接头已加，三方复测合格。") == 302
    assert desk(case, "follow_up", is_satisfied="yes", new_information="安静了") == 302
    assert (at(case), case.round, case.is_satisfied) == (CaseState.CLOSED, 2, True)


@pytest.mark.shows("B-CASE-29")
def test_s05_a_misunderstanding_about_a_charge_is_explained_and_their_last_word_is_kept(
    made, clerk, desk
):
    case = taken(clerk, "换插座凭什么收八十元？", caller=f"tenure:{made.tenure.pk}")
    read_back(desk, case, "说清楚收费依据", "fees", "repair-charge")
    channel = queries.channel_by_code("hotline").pk
    origin(desk, case, "入户线路属业主自有部分", "收费标准未事先说明", "派工时先出示价目")
    bare = desk.send(case, "answer", channel=channel, words=" ", rule_cited="")
    assert bare.status_code == 422
    told = {
        "words": "入户线路属自有部分，按公示价目材料三十、人工五十。",
        "rule_cited": "有偿维修价目第六项",
    }
    assert desk(case, "answer", channel=channel, **told) == 302
    assert desk(case, "agree", words="说清楚了，愿意付", grade="4") == 302
    assert desk(case, "follow_up", is_satisfied="yes") == 302
    page = text(clerk.get(f"{DESK}{case.pk}/"))
    for word in (told["words"], told["rule_cited"], "说清楚了，愿意付"):
        assert word in page
    assert (at(case), case.is_satisfied) == (CaseState.CLOSED, True)


def test_s07_relocated_households_withhold_fees_over_the_developers_debt(
    made, clerk, stranger, desk
):
    """One cause, everybody told by themselves; what the developer owes is said to be beyond our service, and stays in view."""
    cases = []
    for nth in range(12):
        case = taken(
            clerk,
            f"开发商欠我们回迁补偿，第{nth + 1}户，不交物业费。",
            caller_name=f"住户{nth}",
            caller_phone=f"1370000{nth:04}",
            place="回迁楼",
        )
        read_back(
            desk, case, "请物业代为联系开发商", "developer", "fees-subject", is_out_of_scope="on"
        )
        assert desk(case, "withholding", is_withheld="yes") == 302
        cases.append(case)
    first, *others = cases
    assert desk(first, "cause", title="开发商拖欠回迁补偿") == 302
    cause = Cause.objects.get()
    for case in others:
        assert desk(case, "cause", cause=cause.pk) == 302
    assert desk(
        first, "bring_in", part="developer", name="开发商联络人", words="请其说明付款计划"
    ) in {302, 422}
    assert desk(first, "note", kind="contact", words="已函告开发商，约定周五会面。") == 302
    withheld = clerk.get(DESK, {"view": "withheld"})
    assert all(case.number in text(withheld) for case in cases)
    assert first.number not in text(stranger.get(DESK, {"view": "withheld"}))
    for case in cases:
        origin(desk, case, "补偿协议在开发商", "开发商拖欠", "每月联络一次")
    channel = queries.channel_by_code("hotline").pk
    assert (
        desk(
            first,
            "answer_all",
            channel=channel,
            words="补偿由开发商支付；会面结果每月告知您，物业服务照常。",
        )
        == 302
    )
    assert {at(case) for case in cases} == {CaseState.ANSWERED}
    assert {case.answers.get().words for case in cases} == {
        "补偿由开发商支付；会面结果每月告知您，物业服务照常。"
    }
    assert Case.objects.filter(cause=cause).count() == 12
    assert desk(first, "withholding", is_withheld="no") == 302
    assert first.number not in text(clerk.get(DESK, {"view": "withheld"}))


@pytest.mark.parametrize(
    "told",
    [
        ("S08", "一楼为什么要分摊电梯费？", "共二十八层，一楼用电梯到车库", "分摊方案三种都已试算，将征求全体意见。", "管理规约第二十条"),
        ("S09", "公摊水电比去年多一倍。", "抄表复核，与去年最热月比较", "多出部分是泵房漏水，已修，数据公布在门厅。", "公摊公示办法"),
        ("S11", "房子一直空着，不想交费。", "空置满一年", "空置也有公共服务，按合同收取，可分期。", "前期物业服务合同第八条"),
    ],
)  # fmt: skip
def test_s08_s09_s11_who_asks_about_charges_is_heard_told_the_rule_and_not_left_alone(
    made, clerk, desk, told
):
    scenario, words, facts, answer, rule = told
    case = taken(clerk, words, caller=f"tenure:{made.tenure.pk}")
    read_back(desk, case, "说明依据", "fees", "shared-cost")
    channel = queries.channel_by_code("hotline").pk
    assert desk(case, "interim", channel=channel, words="正在核实，三天内书面答复。") == 302
    origin(desk, case, facts, "事先说明不够", "公示并定期说明")
    assert desk(case, "answer", channel=channel, words=answer, rule_cited=rule) == 302
    assert desk(case, "follow_up", is_satisfied="no", remaining_problem="再想想") == 302
    assert (at(case), case.round) == (CaseState.SORTED, 2), scenario
    assert (
        desk(case, "answer", channel=channel, words=f"{answer} 请查阅附表。", rule_cited=rule)
        == 302
    )
    assert desk(case, "follow_up", is_satisfied="yes") == 302
    assert at(case) == CaseState.CLOSED


def test_s12_the_trampled_lawn_is_looked_at_at_once_and_the_children_get_a_place(made, clerk, desk):
    case = taken(clerk, "草坪被踩秃了，没人管。", caller=f"tenure:{made.tenure.pk}")
    read_back(desk, case, "草坪恢复并不再被踩", "greening", "cleanliness")
    photo = SimpleUploadedFile("lawn.jpg", documents.picture(), "image/jpeg")
    found = desk.send(
        case, "note", kind="site_visit", words="现场：孩子放学后在此玩耍。", photo=photo
    )
    assert found.status_code == 302
    assert desk(case, "pass_on", in_charge=made.worker.pk) == 302
    done = "补种草皮，设儿童活动角和小石径"
    assert desk(case, "return", department=made.department.pk, result=done) == 302
    origin(desk, case, "放学时段踩踏", "附近没有儿童活动处", "开放东侧空地给孩子，不设罚")
    channel = queries.channel_by_code("hotline").pk
    assert desk(case, "answer", channel=channel, words="草皮已补，孩子有了活动角。") == 302
    assert desk(case, "follow_up", is_satisfied="yes", new_information="看到了") == 302
    assert (at(case), case.origin_cause) == (CaseState.CLOSED, "附近没有儿童活动处")
    visit = case.notes.get(kind="site_visit")
    assert visit.noted_at - case.opened_at < dt.timedelta(hours=1)
    assert clerk.get(f"{DESK}{case.pk}/").context["photos"]


def test_withholding_is_noted_once_and_only_by_who_may_sort(made, clerk, technician, desk):
    case = taken(clerk, "电梯常坏，不交费。", caller=f"tenure:{made.tenure.pk}")
    assert technician.post(f"{DESK}{case.pk}/withholding/", {"is_withheld": "yes"}).status_code in {
        403,
        404,
    }
    assert desk(case, "withholding", is_withheld="perhaps") == 422
    case.refresh_from_db()
    assert case.fees_withheld_at is None
    assert desk(case, "withholding", is_withheld="yes") == 302
    case.refresh_from_db()
    since = case.fees_withheld_at
    assert desk(case, "withholding", is_withheld="yes") == 302
    case.refresh_from_db()
    assert (case.fees_withheld_at, case.kind) == (since, CaseKind.COMPLAINT)
