"""Complaints on their real path: taken up by themselves, at the office, up to the company and back, and what is refused."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from anlin.foundation.news import delivery
from anlin.ground.estate.models import Unit
from anlin.ground.workforce.models import Role
from anlin.kernel.actors import system
from anlin.trades.cases import actions as cases_actions
from anlin.trades.cases import queries as cases_queries
from anlin.trades.cases.choices import Axis, CaseKind, CaseState
from anlin.trades.cases.models import Case
from anlin.trades.complaints import actions
from anlin.trades.complaints.choices import ComplaintState, Level
from anlin.trades.complaints.models import (
    Announcement,
    ClosingVisit,
    Complaint,
    Concession,
    CorrectivePlan,
    CorrectiveReport,
    Procedure,
    Reading,
    TrainingCase,
)
from anlin.trades.workorders.choices import ServiceNature, Urgency
from factories import cases, desks, duty, ways, workforce

BY = system("tests")
DESK = "/console/trades/complaints/"
CASES = "/console/trades/cases/"
REPORT = {
    "event": "漏水三周未修", "cause": "派工后无人跟进", "corrective": "当日更换水管", "preventive": "每日核对未完工单",
}  # fmt: skip


def signed_in(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


def text(answer):
    return answer.content.decode()


@pytest.fixture
def office(made):
    made.head = desks.employee("韩主任", "hanzr", "office_manager", made=made)
    workforce.roles(
        {code: desks.RIGHTS[code] for code in ("quality_department", "general_manager")}, at=made.at
    )
    made.quality = of_company(made, "林品质", "linpz", "quality_department")
    made.leader = of_company(made, "郭总", "guozong", "general_manager")
    return made


def of_company(made, name, username, role):
    staff = workforce.hired(name, at=made.at, username=username)
    workforce.granted(staff, Role.objects.get(code=role), at=made.at)
    return staff


@pytest.fixture
def head(office):
    return signed_in(office.head)


@pytest.fixture
def quality(office):
    return signed_in(office.quality)


@pytest.fixture
def leader(office):
    return signed_in(office.leader)


def complained(office, *, about=None, code="hotline", **more):
    """A complaint came in and was sorted; its file is there once the news was told."""
    case = cases.opened(
        office.project, office.at, kind=CaseKind.COMPLAINT, words="厨房漏水三周没人修。", channel=code, reporter=office.person,
        unit=office.unit, **more,
    )  # fmt: skip
    case = cases_actions.sort(
        case=case, trade=cases_queries.find_category(Axis.TRADE, "water"), service_nature=ServiceNature.ROUTINE,
        urgency=Urgency.FAIRLY_URGENT, need="把漏水修好", is_need_confirmed=True, by=BY, at=office.at,
        about=cases_queries.find_category(Axis.SUBJECT, about) if about else None,
    )  # fmt: skip
    return actions.take_up(case=case, by=BY, at=office.at)


def step(client, complaint, name, **said):
    return client.post(f"{DESK}{complaint.pk}/{name}/", said)


def now(complaint):
    complaint.refresh_from_db()
    return Level(complaint.level), ComplaintState(complaint.state)


def day(days=3):
    return timezone.localdate() + dt.timedelta(days=days)


def origin(complaint):
    """Cause and prevention are on record in the matter."""
    case = complaint.case
    case.refresh_from_db()
    case.origin_cause, case.prevention = "派工后无人跟进", "每日核对"
    case.save(update_fields=["origin_cause", "prevention"])


def proved(complaint, quality, head):
    step(
        quality,
        complaint,
        "correct",
        measures="换管并每日回报",
        office=complaint.case.project.departments.first().pk,
        due_on=day(),
    )
    step(head, complaint, "prove", proof="已换管，照片在工单")


@pytest.mark.shows("A-CMP-04", "A-CMP-23")
@pytest.mark.parametrize(
    "expected",
    [("complaint-line-office", Level.OFFICE, "office_manager"), ("complaint-line-company", Level.COMPANY, "quality_department")],
)  # fmt: skip
def test_every_complaint_is_reported_upward_at_once_and_the_line_decides_the_level(
    office, head, quality, expected
):
    line, level, to = expected
    duty.clocks_of_the_desk(office.project, at=office.at - dt.timedelta(days=1))
    complaint = complained(office, code=line)

    assert (complaint.level, complaint.reported_up_to, complaint.reported_up_at) == (
        level,
        to,
        office.at,
    )
    assert duty.about(complaint.case.subject)["a-complaint-reported-upward"].done_at is not None
    above, other = (head, quality) if to == "office_manager" else (quality, head)
    assert f"{DESK}{complaint.pk}/see/" not in text(other.get(f"{DESK}{complaint.pk}/"))
    assert step(other, complaint, "see").status_code == 403
    complaint.refresh_from_db()
    assert complaint.seen_at is None
    assert f"{DESK}{complaint.pk}/see/" in text(above.get(f"{DESK}{complaint.pk}/"))
    step(above, complaint, "see")
    complaint.refresh_from_db()
    assert complaint.seen_at is not None


def test_a_matter_that_turns_out_to_be_one_gets_its_file_by_itself(office):
    case = cases.opened(office.project, office.at, kind=CaseKind.COMPLAINT, words="没人管")
    praise = cases.opened(office.project, office.at, kind=CaseKind.PRAISE, words="谢谢")
    delivery.deliver_waiting(now=timezone.now())

    assert Complaint.objects.get().case == case
    assert not Complaint.objects.filter(case=praise).exists()


@pytest.mark.shows("A-CMP-02", "A-CMP-17", "A-CMP-22")
def test_script_document_16_and_a_rule_of_our_own_stand_on_the_page(office, head, quality):
    complaint = complained(office)
    assert head.post(f"{DESK}procedure/", {"document": "x", "own_rule": "y"}).status_code == 403
    assert not Procedure.objects.exists()
    quality.post(
        f"{DESK}procedure/", {"document": "程序文件16 第3版", "own_rule": "当面致歉后再谈方案"}
    )

    page = text(head.get(f"{DESK}{complaint.pk}/"))
    first, second, third = (
        page.index(said) for said in ("让客户把话说完", "先表示理解", "再作正确的解释")
    )
    assert first < second < third
    assert ("程序文件16 第3版" in page, "当面致歉后再谈方案" in page) == (True, True)


@pytest.mark.shows("A-CMP-03")
def test_the_fault_is_ours_until_something_else_is_shown(office, head):
    complaint = complained(office)
    assert "我方" in text(head.get(f"{DESK}{complaint.pk}/"))
    step(head, complaint, "contact", is_content="yes", words="已修好")
    assert (
        head.get(f"{DESK}{complaint.pk}/conclude/").context["form"].initial["cause_side"] == "ours"
    )


@pytest.mark.shows("A-CMP-05")
def test_a_serious_one_is_handled_by_the_head_in_person(office, clerk, head):
    complaint = complained(office)
    step(clerk, complaint, "marks", marks=["serious"])
    refused = step(clerk, complaint, "contact", is_content="yes", words="我来办")
    assert refused.status_code == 422
    assert "韩主任亲自处理" in text(refused)
    assert (now(complaint)[1], ClosingVisit.objects.count()) == (ComplaintState.OPENED, 0)

    step(head, complaint, "contact", is_content="yes", words="主任上门处理")
    assert now(complaint)[1] == ComplaintState.VISITED


@pytest.mark.shows("A-CMP-06")
def test_a_concession_is_granted_above_and_never_by_who_asked(office, clerk, leader):
    complaint = complained(office)
    step(clerk, complaint, "concede", words="免一个月物业费", principle="只在我方有责时补偿")
    asked = Concession.objects.get()
    decision = {"concession": asked.pk, "is_granted": "yes", "reason": "我方拖延"}
    assert step(clerk, complaint, "decide", **decision).status_code == 403
    step(clerk, complaint, "contact", is_content="yes", words="已谈")
    origin(complaint)
    assert (
        step(clerk, complaint, "conclude", cause_side="ours", cause_group="delay").status_code
        == 422
    )
    step(leader, complaint, "decide", **decision)
    asked.refresh_from_db()
    assert (asked.is_granted, asked.reason) == (True, "我方拖延")
    assert step(leader, complaint, "decide", **decision | {"is_granted": "no"}).status_code == 422
    step(clerk, complaint, "conclude", cause_side="ours", cause_group="delay")
    assert now(complaint)[1] == ComplaintState.OVER


@pytest.mark.shows("A-CMP-08", "A-CMP-10", "A-CMP-11", "A-CMP-12", "A-CMP-25", "A-FUP-06")
def test_up_to_the_company_and_back_without_a_step_skipped(office, clerk, head, quality):
    complaint = complained(office)
    case = complaint.case
    assert step(clerk, complaint, "hand_up", words="").status_code == 422
    step(clerk, complaint, "hand_up", words="换管要停整栋水，管处定不了")
    assert now(complaint) == (Level.COMPANY, ComplaintState.OPENED)
    assert step(clerk, complaint, "hand_up", words="再交").status_code == 422

    # Nothing is answered, proved, visited or concluded before its turn; the office does not plan for itself.
    told = {"words": "已修好", "channel": ways.channel("telephone").pk}
    for client, name, said in (
        (head, "prove", {"proof": "修了"}),
        (quality, "visit", {"is_content": "yes", "words": "满意"}),
        (quality, "conclude", {"cause_side": "ours", "cause_group": "delay"}),
    ):
        assert step(client, complaint, name, **said).status_code == 422
    assert (
        step(head, complaint, "correct", measures="x", office="1", due_on=day()).status_code == 403
    )
    assert clerk.post(f"{CASES}{case.pk}/answer/", told).status_code == 422
    assert (CorrectivePlan.objects.count(), ClosingVisit.objects.count()) == (0, 0)

    proved(complaint, quality, head)
    plan = CorrectivePlan.objects.get()
    assert (plan.measures, plan.proof, now(complaint)[1]) == (
        "换管并每日回报",
        "已换管，照片在工单",
        ComplaintState.PROVED,
    )
    assert step(head, complaint, "visit", is_content="yes", words="满意").status_code == 403
    # Not content: another plan.
    step(quality, complaint, "visit", is_content="no", words="还在滴")
    assert now(complaint)[1] == ComplaintState.OPENED
    proved(complaint, quality, head)
    step(quality, complaint, "visit", is_content="yes", words="不漏了")
    assert [plan.nth for plan in CorrectivePlan.objects.order_by("nth")] == [1, 2]

    assert clerk.post(f"{CASES}{case.pk}/answer/", told).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
    assert (
        step(quality, complaint, "conclude", cause_side="ours", cause_group="delay").status_code
        == 422
    )
    origin(complaint)
    step(quality, complaint, "conclude", cause_side="ours", cause_group="delay")
    assert now(complaint) == (Level.COMPANY, ComplaintState.OVER)


@pytest.mark.shows("A-CMP-13")
def test_the_office_tells_the_client_before_it_concludes(office, clerk):
    complaint = complained(office)
    origin(complaint)
    assert (
        step(clerk, complaint, "conclude", cause_side="ours", cause_group="delay").status_code
        == 422
    )
    step(clerk, complaint, "contact", is_content="no", words="客户说还不行")
    assert now(complaint)[1] == ComplaintState.OPENED
    step(clerk, complaint, "contact", is_content="yes", words="客户满意")
    step(clerk, complaint, "conclude", cause_side="ours", cause_group="delay")
    assert now(complaint)[1] == ComplaintState.OVER
    assert list(ClosingVisit.objects.order_by("pk").values_list("is_content", "is_of_company")) == [
        (False, False),
        (True, False),
    ]


@pytest.mark.shows("A-CMP-09")
def test_a_claim_for_compensation_goes_to_the_leaders_by_itself(office, head, leader):
    complaint = complained(office, about="compensation")
    assert (complaint.level, complaint.reported_up_to) == (Level.COMPANY, "general_manager")
    assert "公司领导" in text(head.get(f"{DESK}{complaint.pk}/"))
    step(leader, complaint, "see")
    complaint.refresh_from_db()
    assert complaint.seen_at is not None


def test_a_complaint_about_the_head_goes_up_and_never_passes_through_them(
    office, head, leader, quality
):
    """S17: nobody whom it is about sees it, in list, record or deed."""
    complaint = complained(office, about_staff=office.head)
    assert (complaint.level, complaint.reported_up_to, complaint.is_about_head) == (
        Level.COMPANY,
        "general_manager",
        True,
    )
    assert complaint.case.number not in text(head.get(DESK))
    assert head.get(f"{DESK}{complaint.pk}/").status_code == 404
    for name in ("see", "hand_up", "prove", "marks"):
        assert step(head, complaint, name, words="x", proof="x").status_code in {403, 404}
    assert now(complaint) == (Level.COMPANY, ComplaintState.OPENED)
    assert complaint.case.number in text(leader.get(f"{DESK}?tab=all"))


@pytest.mark.shows("A-CMP-15", "A-CMP-26")
def test_a_serious_one_ends_with_report_announcement_and_readers(office, clerk, head, quality):
    complaint = complained(office, code="complaint-line-company")
    step(quality, complaint, "marks", marks=["serious"])
    proved(complaint, quality, head)
    step(quality, complaint, "visit", is_content="yes", words="满意")
    origin(complaint)
    end = {"cause_side": "ours", "cause_group": "delay"}
    assert step(quality, complaint, "announce", title="通报", body="内容").status_code == 422
    assert step(quality, complaint, "conclude", **end).status_code == 422
    assert not Announcement.objects.exists()
    report = REPORT | {"owner": office.head.pk, "due_on": day(14)}
    assert step(quality, complaint, "report", **report | {"cause": ""}).status_code == 422
    assert not CorrectiveReport.objects.exists()
    step(quality, complaint, "report", **report)
    assert step(quality, complaint, "conclude", **end).status_code == 422
    step(quality, complaint, "announce", title="漏水拖延的整改", body="每日核对未完工单")
    step(quality, complaint, "conclude", **end)
    assert now(complaint)[1] == ComplaintState.OVER

    told = Announcement.objects.get()
    assert "漏水拖延的整改" in text(clerk.get(f"{DESK}corrected/"))
    assert "未读" in text(clerk.get(f"{DESK}corrected/"))
    page = text(clerk.get(f"{DESK}corrected/{told.pk}/"))
    assert ("我已阅读" in page, "阅读名单" in page) == (True, False)
    clerk.post(f"{DESK}corrected/{told.pk}/")
    clerk.post(f"{DESK}corrected/{told.pk}/")
    assert Reading.objects.get().staff == office.desk
    page = text(quality.get(f"{DESK}corrected/{told.pk}/"))
    assert ("阅读名单" in page, office.desk.name in page) == (True, True)


@pytest.mark.shows("A-CMP-16")
def test_a_concluded_one_teaches_without_names(office, clerk, quality):
    complaint = complained(office)
    lesson = {
        "title": "漏水拖了三周",
        "story": "派工后无人跟进",
        "lesson": "每日核对",
        "course": "客服新人",
    }
    assert step(quality, complaint, "teach", **lesson).status_code == 422
    step(clerk, complaint, "contact", is_content="yes", words="好了")
    origin(complaint)
    step(clerk, complaint, "conclude", cause_side="ours", cause_group="delay")
    named = step(quality, complaint, "teach", **lesson | {"story": f"{office.person.name}家漏水"})
    assert (named.status_code, TrainingCase.objects.count()) == (422, 0)
    step(quality, complaint, "teach", **lesson)

    shown = text(clerk.get(f"{DESK}corrected/?cause=delay&q=核对"))
    assert ("漏水拖了三周" in shown, "客服新人" in shown) == (True, True)
    assert "漏水拖了三周" not in text(clerk.get(f"{DESK}corrected/?cause=charges"))
    assert "漏水拖了三周" not in text(clerk.get(f"{DESK}corrected/?q=电梯"))


@pytest.mark.shows("A-CMP-21")
def test_five_classes_and_what_the_case_says_is_not_taken_off(office, clerk):
    complaint = complained(office, about="compensation")
    step(clerk, complaint, "marks", marks=["serious", "repeat"])
    complaint.refresh_from_db()
    assert [mark.value for mark in complaint.marks] == ["serious", "compensation", "repeat"]
    other = complained(office)
    assert [mark.value for mark in other.marks] == ["ordinary"]
    assert step(clerk, other, "marks", marks=["nonsense"]).status_code == 422


@pytest.mark.shows("A-CMP-24")
def test_the_figures_count_class_level_time_cause_and_those_that_came_again(
    office, clerk, django_assert_num_queries
):
    first = complained(office)
    step(clerk, first, "contact", is_content="yes", words="好了")
    origin(first)
    step(clerk, first, "conclude", cause_side="ours", cause_group="delay")
    Complaint.objects.filter(pk=first.pk).update(
        opened_at=office.at - dt.timedelta(hours=10), concluded_at=office.at - dt.timedelta(hours=4)
    )
    complained(office, about="compensation")

    told = clerk.get(f"{DESK}figures/").context["told"]
    assert (told.count, told.over, told.median_hours, told.repeated) == (2, 1, 6.0, 1)
    assert dict(told.by_level) == {"office": 1, "company": 1}
    assert dict(told.by_mark) == {"ordinary": 1, "compensation": 1}
    assert dict(told.by_cause) == {"delay": 1}
    with django_assert_num_queries(8):
        clerk.get(f"{DESK}figures/")
    assert clerk.get(f"{DESK}figures/?first=2020-01-01&last=2020-01-31").context["told"].count == 0
    assert clerk.get(f"{DESK}figures/?first=x").status_code == 200


@pytest.mark.shows("B-CASE-25")
def test_the_figures_tell_subject_building_person_and_how_the_rate_goes(office, clerk):
    complained(office, about="fees-subject")
    about_somebody = complained(office, about="staff-conduct")
    Case.objects.filter(pk=about_somebody.case_id).update(about_staff=office.worker)
    long_ago = complained(office, about="fees-subject")
    Complaint.objects.filter(pk=long_ago.pk).update(opened_at=office.at - dt.timedelta(days=60))

    page = clerk.get(f"{DESK}figures/")
    told = page.context["told"]
    building = office.unit.building.name
    homes = Unit.objects.filter(project=office.project).count()
    assert dict(told.by_subject) == {"费用": 2, "员工行为": 1}
    assert dict(told.by_building) == {building: 3}
    assert dict(told.by_staff) == {"李师傅": 1}
    assert [(count, rate) for _month, count, rate in told.months] == [
        (1, round(1000 / homes, 1)), (2, round(2000 / homes, 1)),
    ]  # fmt: skip
    assert all(word in page.content.decode() for word in ("费用", building, "李师傅", "每千户"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_many(
    office, clerk, rows, django_assert_num_queries
):
    for _ in range(rows):
        complained(office)
    clerk.get(DESK)
    with django_assert_num_queries(6):
        assert len(clerk.get(DESK).context["lines"]) == rows


def test_another_project_knows_nothing_of_it_and_a_technician_does_nothing(
    office, stranger, technician
):
    complaint = complained(office)
    assert stranger.get(f"{DESK}{complaint.pk}/").status_code == 404
    assert stranger.get(f"{DESK}of/{complaint.case_id}/").status_code == 404
    assert step(stranger, complaint, "contact", is_content="yes", words="x").status_code == 404
    assert technician.get(f"{DESK}{complaint.pk}/").status_code == 403
    assert step(technician, complaint, "contact", is_content="yes", words="x").status_code == 403
    assert not ClosingVisit.objects.exists()
