"""A complaint from the first word to its effect: classified, read back, looked into, answered by the right person."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import Axis, CaseKind, CaseState, NoteKind
from anlin.trades.cases.models import Case
from anlin.trades.workorders.models import WorkOrder
from factories import cases, desks, documents, residents, ways, workforce

LIST = "/console/trades/cases/"
BY = ways.BY
SUBJECTS = {
    "noise-instrument", "noise-pet", "noise-equipment", "noise-parking", "heating-fault",
    "delayed-repair", "repair-charge", "shared-cost", "building-quality", "cleanliness",
    "security-subject", "staff-conduct", "fees-subject", "neighbour-behaviour",
    "subject-repair", "subject-attitude", "subject-other",
}  # fmt: skip


def post(client, case, step, **given):
    return client.post(f"{LIST}{case.pk}/{step}/", given)


def page_of(client, case):
    return client.get(f"{LIST}{case.pk}/").content.decode()


def signed_in(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


def answered(client, case, **more):
    return post(
        client, case, "answer", **{"channel": ways.channel().pk, "words": "已道歉。"} | more
    )


@pytest.mark.shows("B-CASE-05")
def test_every_subject_of_complaint_stands_in_the_tree_and_a_complaint_is_sorted_by_it(made, clerk):
    case = desks.matter(made, kind=CaseKind.COMPLAINT)
    choices = clerk.get(f"{LIST}{case.pk}/sort/").context["form"].fields["about"].queryset
    assert {each.code for each in choices} >= SUBJECTS
    about = queries.find_category(Axis.SUBJECT, "noise-instrument")
    sorting = {"trade": ways.trade().pk, "service_nature": "routine", "urgency": "ordinary"}
    post(clerk, case, "sort", kind="complaint", about=about.pk, **sorting)
    assert (Case.objects.get().about.parent.code, "乐器噪音" in page_of(clerk, case)) == (
        "noise-neighbour", True,
    )  # fmt: skip


@pytest.mark.shows("B-CASE-01", "B-CASE-07", "A-CASE-11")
def test_a_complaint_on_its_own_line_is_answered_and_the_answer_keeps_channel_time_words_and_who(
    made, clerk
):
    case = ways.complaint_about(made, channel="complaint-line-office")
    answered(clerk, case)
    answer = case.answers.get()
    page = page_of(clerk, case)
    assert (answer.channel.code, answer.words, answer.answered_by) == (
        "hotline", "已道歉。", f"staff:{made.desk.pk}",
    )  # fmt: skip
    assert answer.answered_at >= made.at
    assert all(word in page for word in ("管理处投诉专线", "服务热线", "已道歉。", "陈静"))


@pytest.mark.shows("A-CASE-10")
def test_a_department_returns_its_result_before_the_desk_may_answer(made, clerk):
    case = ways.at_state(made, CaseState.PASSED)
    assert (answered(clerk, case).status_code, case.answers.count()) == (422, 0)
    post(clerk, case, "return", result="换了角阀。")
    assert answered(clerk, case).status_code == 302
    assert "换了角阀。" in page_of(clerk, case)


@pytest.mark.shows("A-CASE-09", "B-CASE-06", "A-CASE-25")
def test_what_is_passed_on_has_a_named_person_a_supervising_desk_and_is_acknowledged(
    made, clerk, technician
):
    case = cases.sorted_(desks.matter(made), made.at)
    Case.objects.update(taker=made.desk)
    post(clerk, case, "pass_on", department=made.department.pk)
    assert Case.objects.get().in_charge == made.desk
    leader = signed_in(desks.employee("班长老何", "laohe", "squad_leader", made=made))
    assert post(leader, case, "take_on").status_code == 302
    assert post(leader, case, "return", result="已换。").status_code == 302
    page = page_of(clerk, case)
    assert all(word in page for word in ("签收", "老何", "已换。", "受理人"))
    passing = case.passings.get()
    assert (passing.taken_on_by[:6], passing.result) == ("staff:", "已换。")


@pytest.mark.shows("A-CASE-35")
def test_reminding_and_the_list_of_late_matters_belong_to_the_desk_not_to_the_executor(made, clerk):
    late = made.at - dt.timedelta(hours=1)
    case = cases.sorted_(desks.matter(made, wanted_by=late), made.at)
    desks.matter(made, "楼道灯不亮")
    post(clerk, case, "pass_on", department=made.department.pk)
    lines = clerk.get(f"{LIST}?view=late").context["lines"]
    assert [each.pk for each, _address in lines] == [case.pk]
    leader = signed_in(desks.employee("班长老何", "laohe", "squad_leader", made=made))
    assert post(leader, case, "remind", words="快点").status_code == 403
    post(clerk, case, "remind", words="客户已等一小时，请立即到场")
    assert [note.kind for note in case.notes.all()] == [NoteKind.REMINDER]
    assert "客户已等一小时，请立即到场" in page_of(leader, case)
    clerk_steps = [each["name"] for each in clerk.get(f"{LIST}{case.pk}/").context["more_steps"]]
    steps = [each["name"] for each in leader.get(f"{LIST}{case.pk}/").context["more_steps"]]
    assert ("remind" in clerk_steps, "remind" in steps) == (True, False)


@pytest.mark.shows("A-CASE-37")
def test_the_desk_collects_and_answers_and_the_executing_department_only_returns_results(made):
    collects = signed_in(desks.employee("前台小刘", "xiaoliu", "service_desk", made=made))
    in_charge = signed_in(desks.employee("品质何工", "hegong", "quality_department", made=made))
    executes = signed_in(desks.employee("班长老何", "laohe", "squad_leader", made=made))
    case = ways.at_state(made, CaseState.PASSED)
    told = {"channel": ways.channel().pk, "words": "好了"}
    assert (post(collects, case, "return", result="x").status_code) == 403
    assert (post(executes, case, "answer", **told).status_code) == 403
    assert (post(executes, case, "return", result="换好了").status_code) == 302
    assert (post(collects, case, "answer", **told).status_code) == 302
    assert (post(executes, case, "follow_up", method="phone").status_code) == 403
    asked = {"method": "phone", "is_satisfied": "yes", "rhythm": "occasional"}
    assert (post(in_charge, case, "follow_up", **asked).status_code) == 302


@pytest.mark.shows("A-CASE-14", "B-CASE-10")
def test_our_understanding_is_read_back_and_confirmed_before_a_complaint_is_solved(made, clerk):
    words = "保安说话很难听，没人管。"
    case = desks.matter(made, words, kind=CaseKind.COMPLAINT)
    sorting = {
        "kind": "complaint", "trade": ways.trade().pk, "service_nature": "routine",
        "urgency": "ordinary", "need": "要求当事人道歉", "about": queries.find_category(
            Axis.SUBJECT, "subject-attitude").pk,
    }  # fmt: skip
    post(clerk, case, "sort", **sorting)
    assert "尚未确认" in page_of(clerk, case)
    assert (answered(clerk, case).status_code, case.answers.count()) == (422, 0)
    post(clerk, case, "sort", **sorting, is_need_confirmed="on")
    page = page_of(clerk, case)
    assert all(said in page for said in (words, "要求当事人道歉", "已复述确认"))
    assert answered(clerk, case).status_code == 302


@pytest.mark.shows("A-CASE-41")
def test_the_agreed_need_is_what_acceptance_is_measured_by_at_the_desk_and_in_the_portal(
    made, clerk, client
):
    key = residents.key_for(made.person, made.at)
    case = ways.complaint_about(made)
    answered(clerk, case)
    form = clerk.get(f"{LIST}{case.pk}/follow_up/").content.decode()
    assert "请道歉并说明原因" in form
    client.force_login(made.person.__class__.objects.get(pk=made.person.pk).account)
    assert key
    portal = client.get(f"/trades/requests/{case.pk}/").content.decode()
    assert "请道歉并说明原因" in portal


@pytest.mark.shows("B-CASE-12", "B-CASE-15", "B-CASE-34")
def test_a_complaint_closes_only_with_its_cause_and_its_effect_on_order(made, clerk):
    case = ways.complaint_about(made)
    answered(clerk, case)
    asked = {"method": "phone", "is_satisfied": "yes", "rhythm": "occasional"}
    post(clerk, case, "follow_up", **asked)
    assert (post(clerk, case, "close").status_code, Case.objects.get().state) == (422, "agreed")
    found = {
        "facts": "监控显示争执两分钟",
        "origin_cause": "我们没有培训",
        "prevention": "每月培训",
    }
    without_cause = found | {"origin_cause": "", "effect_on_order": "岗亭秩序恢复"}
    post(clerk, case, "origin", **without_cause)
    assert post(clerk, case, "close").status_code == 422
    post(clerk, case, "origin", **found, effect_on_order="")
    assert post(clerk, case, "close").status_code == 422
    post(clerk, case, "origin", **found, effect_on_order="岗亭秩序恢复")
    assert post(clerk, case, "close").status_code == 302
    page = page_of(clerk, case)
    assert all(words in page for words in (*found.values(), "岗亭秩序恢复"))


@pytest.mark.shows("B-CASE-09")
def test_several_departments_hold_a_part_and_the_first_stays_accountable(made, clerk):
    second = workforce.department("green", at=made.at, project_id=made.project.pk, name="绿化班")
    case = cases.sorted_(desks.matter(made), made.at)
    for department in (made.department, second):
        post(clerk, case, "pass_on", department=department.pk, in_charge=made.worker.pk)
    post(clerk, case, "return", department=second.pk, result="树枝已清")
    case.refresh_from_db()
    assert (case.state, case.department) == (CaseState.PASSED, made.department)
    post(clerk, case, "return", department=made.department.pk, result="水管已换")
    case.refresh_from_db()
    assert (case.state, case.department) == (CaseState.RETURNED, made.department)
    assert all(said in page_of(clerk, case) for said in ("绿化班", "树枝已清", "水管已换"))


@pytest.mark.shows("B-CASE-13")
def test_a_visit_to_the_place_is_kept_with_who_when_what_was_found_and_a_photo(made, clerk):
    case = ways.complaint_about(made, "cleanliness")
    photo = SimpleUploadedFile("lawn.jpg", documents.picture(), "image/jpeg")
    post(clerk, case, "note", kind="site_visit", words="草坪被儿童踩踏", photo=photo)
    response = clerk.get(f"{LIST}{case.pk}/")
    note = case.notes.get()
    assert (note.kind, note.noted_by, note.noted_at >= made.at) == (
        "site_visit", f"staff:{made.desk.pk}", True,
    )  # fmt: skip
    assert ("草坪被儿童踩踏" in response.content.decode(), len(response.context["photos"])) == (True, 1)  # fmt: skip


@pytest.mark.shows("B-CASE-14", "B-CASE-33", "A-CASE-12")
def test_what_cannot_be_solved_is_explained_with_reason_and_rule_at_the_desk_and_in_the_portal(
    made, clerk, client
):
    residents.key_for(made.person, made.at)
    case = ways.complaint_about(made)
    assert answered(clerk, case, words=" ", is_unresolved="on").status_code == 422
    told = {"words": "人防车位不能出售。", "rule_cited": "管理规约第十二条", "is_unresolved": "on"}
    answered(clerk, case, **told)
    made.person.refresh_from_db()
    client.force_login(made.person.account)
    pages = page_of(clerk, case), client.get(f"/trades/requests/{case.pk}/").content.decode()
    assert all(
        said in page for page in pages for said in ("人防车位不能出售。", "管理规约第十二条")
    )
    case.refresh_from_db()
    assert (case.state, case.is_unresolved) == (CaseState.ANSWERED, True)


@pytest.mark.shows("B-CASE-17", "B-CASE-18")
@pytest.mark.parametrize("part", ["committee", "order", "resident"])
def test_committee_order_keepers_and_residents_take_part_in_a_matter(made, clerk, part):
    case = ways.complaint_about(made, "noise-neighbour")
    joined = {"part": part, "name": "业委会李主任", "words": "一起上门劝说"}
    assert post(clerk, case, "bring_in", **joined).status_code == 302
    page = page_of(clerk, case)
    participant = case.participants.get()
    assert (participant.part, participant.name, participant.words) == tuple(joined.values())
    assert ("业委会李主任" in page, "一起上门劝说" in page) == (True, True)


@pytest.mark.shows("B-CASE-20")
def test_what_is_settled_on_the_spot_is_flagged_and_what_was_passed_on_is_not(made, clerk):
    at_once = cases.sorted_(desks.matter(made, channel="receive-day"), made.at)
    passed_on = ways.at_state(made, CaseState.RETURNED)
    for case in (at_once, passed_on):
        answered(clerk, case)
        case.refresh_from_db()
    assert (at_once.is_settled_at_once, passed_on.is_settled_at_once) == (True, False)
    assert "当场解决" in page_of(clerk, at_once)
    assert "当场解决" not in page_of(clerk, passed_on)


@pytest.mark.shows("B-CASE-22")
def test_a_supervisor_reads_every_contact_of_a_matter_with_who_and_when(made, clerk):
    manager = signed_in(desks.employee("主任郑", "zheng", "office_manager", made=made))
    case = ways.complaint_about(made)
    post(clerk, case, "note", kind="contact", words="客户情绪激动，已安抚")
    post(clerk, case, "interim", channel=ways.channel().pk, words="明天给您答复")
    story = manager.get(f"{LIST}{case.pk}/").context["story"]
    told = [(line["who"], line["quote"]) for line in story[-2:]]
    assert told == [("陈静", "客户情绪激动，已安抚"), ("陈静", "明天给您答复")]
    assert all(line["at"] for line in story)


@pytest.mark.shows("B-CASE-24")
def test_a_complaint_about_somebody_is_handled_by_somebody_else(made, clerk, technician):
    about_worker = ways.complaint_about(made, about_staff=made.worker)
    given = {"department": made.department.pk}
    for name in ("in_charge", "worker"):
        sent = given | {name: made.worker.pk, "with_order": "on"}
        assert post(clerk, about_worker, "pass_on", **sent).status_code == 422
    about_clerk = ways.complaint_about(made, about_staff=made.desk)
    assert answered(clerk, about_clerk).status_code == 403
    assert post(clerk, about_clerk, "pass_on", **given).status_code == 403
    assert [each.passings.count() for each in (about_worker, about_clerk)] == [0, 0]
    assert clerk.get(f"{LIST}{about_clerk.pk}/").context["next_steps"] == []


@pytest.mark.shows("B-CASE-32")
def test_grade_and_words_of_the_person_stand_on_the_case_and_on_the_work_slip(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    given = {"department": made.department.pk, "with_order": "on", "worker": made.worker.pk}
    post(clerk, case, "pass_on", **given)
    order = WorkOrder.objects.get()
    ways.finish_work(order, made.at)
    answered(clerk, case)
    post(clerk, case, "agree", how="telephone", grade="4", words="师傅很细心")
    order.refresh_from_db()
    verdict = case.verdicts.get()
    assert (verdict.grade, verdict.words, order.customer_words) == (
        4, "师傅很细心", "4/5 师傅很细心",
    )  # fmt: skip


@pytest.mark.shows("A-CASE-27", "A-GEN-01")
@pytest.mark.parametrize("kind", ["opinion", "suggestion", "inquiry", "complaint", "demand"])
def test_five_kinds_run_the_same_loop_with_records_of_what_they_said_and_we_answered(
    made, clerk, client, kind
):
    residents.key_for(made.person, made.at)
    made.person.refresh_from_db()
    client.force_login(made.person.account)
    case = ways.complaint_about(made) if kind == "complaint" else ways.at_state(made, CaseState.SORTED, CaseKind(kind))  # fmt: skip
    assert post(clerk, case, "close").status_code == 422
    answered(clerk, case)
    client.post(f"/trades/requests/{case.pk}/unsatisfied/", {"words": "请再考虑"})
    answered(clerk, case, words="已列入下季度计划。")
    client.post(f"/trades/requests/{case.pk}/satisfied/", {"grade": "5", "words": "谢谢"})
    case.refresh_from_db()
    assert (case.state in {"closed", "agreed"}, case.round, case.is_satisfied) == (True, 2, True)
    page = page_of(clerk, case)
    assert all(said in page for said in ("已道歉。", "请再考虑", "已列入下季度计划。", "谢谢"))


@pytest.mark.shows("A-GEN-05")
def test_each_contact_stands_before_during_or_after_the_service(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    post(clerk, case, "note", kind="contact", words="先问清楚")
    post(clerk, case, "pass_on", department=made.department.pk)
    post(clerk, case, "interim", channel=ways.channel().pk, words="师傅在路上")
    post(clerk, case, "return", result="换好了")
    answered(clerk, case)
    story = clerk.get(f"{LIST}{case.pk}/").context["story"]
    stages = {line["quote"]: line["what"].rpartition(" · ")[2] for line in story}
    assert {quote: stages[quote] for quote in ("先问清楚", "师傅在路上", "已道歉。")} == {
        "先问清楚": "服务前", "师傅在路上": "服务中", "已道歉。": "服务后",
    }  # fmt: skip


@pytest.mark.shows("B-INT-17")
@pytest.mark.parametrize(
    ("words", "urgency"),
    [("儿童滑梯断裂，孩子摔断了胳膊", "urgent"), ("三栋消防水枪失窃", "ordinary")],
)
def test_a_resident_reports_a_stolen_or_damaged_facility_and_the_desk_sees_how_urgent(
    made, clerk, client, words, urgency
):
    residents.key_for(made.person, made.at)
    made.person.refresh_from_db()
    client.force_login(made.person.account)
    said = {"kind": "demand", "unit": made.unit.pk, "words": words, "key": "0" * 32}
    assert client.post("/trades/requests/new/", said).status_code == 302
    case = Case.objects.get()
    form = clerk.get(f"{LIST}{case.pk}/sort/").context["form"]
    assert (case.channel.code, case.words, form["urgency"].value()) == ("portal", words, urgency)
    assert words in page_of(clerk, case)


@pytest.mark.shows("A-CASE-28", "B-FUP-04")
def test_the_file_of_a_household_tells_every_contact_over_all_channels_and_how_content_they_were(
    made, clerk
):
    first = ways.at_state(made, CaseState.CLOSED, channel="wechat")
    second = ways.at_state(made, CaseState.ANSWERED, channel="letter")
    asked = {
        "method": "visit",
        "is_satisfied": "no",
        "remaining_problem": "x",
        "rhythm": "periodic",
    }
    post(clerk, second, "follow_up", **asked)
    actions.note(
        case=second, kind=NoteKind.CONTACT, words="电话联系", by=BY, at=timezone.localtime()
    )
    page = clerk.get(f"{LIST}household/{made.unit.pk}/contacts/").content.decode()
    told = (
        "微信私信",
        "信函",
        "服务热线",
        "回访：满意",
        "回访：不满意",
        "上门",
        first.number,
        second.number,
    )
    assert [word for word in told if word not in page] == []
    file = clerk.get(f"/console/ground/residents/households/{made.unit.pk}/").content.decode()
    assert f"{LIST}household/{made.unit.pk}/contacts/" in file
