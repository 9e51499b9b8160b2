"""In a real browser a complaint goes up to the company and comes back: plan, proof, closing visit, report, announcement, answer."""

import datetime as dt

import pytest
from django.utils import timezone

from anlin.ground.workforce.models import Role
from anlin.kernel.actors import system
from anlin.trades.cases import actions as cases_actions
from anlin.trades.cases import queries as cases_queries
from anlin.trades.cases.choices import Axis, CaseKind, CaseState
from anlin.trades.complaints import actions
from anlin.trades.complaints.choices import ComplaintState, Level
from anlin.trades.complaints.models import Complaint, Reading
from anlin.trades.workorders.choices import ServiceNature, Urgency
from browsers import let_in
from factories import cases, desks, workforce

pytestmark = pytest.mark.browser
BY = system("tests")
LATER = (timezone.localdate() + dt.timedelta(days=7)).isoformat()


@pytest.fixture
def made(transactional_db):
    made = desks.scene()
    made.head = desks.employee("韩主任", "hanzr", "office_manager", made=made)
    workforce.roles({"quality_department": desks.RIGHTS["quality_department"]}, at=made.at)
    made.quality = workforce.hired("林品质", at=made.at, username="linpz")
    workforce.granted(made.quality, Role.objects.get(code="quality_department"), at=made.at)
    case = cases.opened(
        made.project, made.at, kind=CaseKind.COMPLAINT, words="厨房漏水三周没人修。", channel="complaint-line-office",
        reporter=made.person, unit=made.unit,
    )  # fmt: skip
    case = cases_actions.sort(
        case=case, trade=cases_queries.find_category(Axis.TRADE, "water"), service_nature=ServiceNature.ROUTINE,
        urgency=Urgency.FAIRLY_URGENT, need="把漏水修好", is_need_confirmed=True, by=BY, at=made.at,
    )  # fmt: skip
    made.complaint = actions.take_up(case=case, by=BY, at=made.at)
    return made


def step(page, name, **said):
    """Open the step in place, fill it in, and send it."""
    page.click(f".deeds a[href$='/{name}/']")
    form = page.locator("#step form")
    form.wait_for()
    for field, value in said.items():
        target = form.locator(f"[name={field}]")
        kind = target.first.evaluate("one => one.type")
        if kind in {"radio", "checkbox"}:
            form.locator(f"[name={field}][value={value}]").check()
        elif kind == "select-one":
            target.select_option(value)
        else:
            target.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


@pytest.mark.shows("A-CMP-07", "A-CMP-25", "A-CMP-26")
def test_a_complaint_goes_up_to_the_company_and_comes_back(made, screen):
    page, complaint = screen, made.complaint
    address = f"/console/trades/complaints/{complaint.pk}/"

    def at(name):
        page.context.clear_cookies()
        let_in(page, name)
        page.goto(address)

    at("chenjing")
    step(page, "marks", marks="serious")
    step(page, "hand_up", words="换管要停整栋水，管处定不了")
    at("linpz")
    page.click("button:has-text('阅知')")
    office = str(made.department.pk)
    step(page, "correct", measures="换管并每日回报", office=office, due_on=LATER)
    page.look("complaint-planned")
    at("hanzr")
    step(page, "prove", proof="已换管，照片在工单")
    at("linpz")
    step(page, "visit", is_content="yes", words="不漏了，满意")
    step(
        page, "report", event="漏水三周", cause="派工后无人跟进", corrective="换管", preventive="每日核对未完工单",
        owner=str(made.head.pk), due_on=LATER,
    )  # fmt: skip
    step(page, "announce", title="漏水拖延的整改", body="每日核对未完工单")
    case = complaint.case
    case.refresh_from_db()
    case.origin_cause, case.prevention = "派工后无人跟进", "每日核对"
    case.save(update_fields=["origin_cause", "prevention"])
    step(page, "conclude", cause_side="ours", cause_group="delay")
    page.look("complaint-concluded")

    at("chenjing")
    page.goto("/console/trades/complaints/corrected/")
    page.click("text=漏水拖延的整改")
    with page.expect_navigation():
        page.click("button:has-text('我已阅读')")
    page.look("complaint-announcement")
    page.goto(f"/console/trades/cases/{case.pk}/")
    step(
        page,
        "answer",
        words="水管已换，久等了。",
        channel=str(cases_queries.channel_by_code("telephone").pk),
    )

    complaint = Complaint.objects.get()
    assert (complaint.level, complaint.state) == (Level.COMPANY, ComplaintState.OVER)
    assert Reading.objects.get().staff == made.desk
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
