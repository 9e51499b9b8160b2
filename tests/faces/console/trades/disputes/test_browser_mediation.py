"""A mediation in a real browser: opened from the matter's page, both heard, agreed at ten, and agreed anew at nine."""

import datetime as dt

import pytest
from django.utils import timezone

from anlin.kernel.actors import system
from anlin.trades.cases import actions as cases_actions
from anlin.trades.cases.choices import CaseKind
from anlin.trades.disputes.choices import MediationState
from anlin.trades.disputes.models import Agreement, Mediation
from factories import cases, desks, estate

pytestmark = pytest.mark.browser
BY = system("tests")


@pytest.fixture
def made(transactional_db):
    return desks.scene()


def step(page, name, **said):
    """Open the step in place, fill it in, and send it."""
    page.click(f".deeds a[href$='/{name}/']")
    form = page.locator("#step form")
    form.wait_for()
    for field, value in said.items():
        target = form.locator(f"[name={field}]")
        if target.first.evaluate("one => one.tagName") == "SELECT":
            target.select_option(value)
        else:
            target.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def agree(page, terms, begins):
    step(page, "propose", terms=terms, begins=begins, ends="07:00")
    for side in ("a", "b"):
        step(page, "consent", side=side)


@pytest.mark.shows("B-MED-05", "B-MED-06", "B-MED-20")
def test_a_mediation_with_two_agreements(made, at_screen):
    night = made.at.replace(hour=23, minute=30, second=0, microsecond=0) - dt.timedelta(days=8)
    above = estate.units(made.unit.entrance, "1602")[0]
    case = cases.opened(
        made.project,
        night,
        kind=CaseKind.COMPLAINT,
        words="楼上半夜弹琴。",
        reporter=made.person,
        unit=made.unit,
    )
    case = cases.sorted_(case, night, trade="noise-order")
    page = at_screen("chenjing")
    page.goto(f"/console/trades/cases/{case.pk}/")
    page.click("text=居中调解")
    page.fill("[name=b_name]", "乙先生")
    page.fill("[name=b_unit]", above.address)
    page.look("mediation-open")
    with page.expect_navigation():
        page.click("button:has-text('开启调解')")
    for side, words in (("a", "夜里弹琴，孩子睡不着。"), ("b", "楼下半夜敲水管。")):
        step(page, "hear", side=side, words=words)
    step(page, "contact", kind="visit_a", words="上门看过")

    agree(page, "二十二点以后不弹琴。", "22:00")
    page.look("mediation-agreed")
    cases_actions.report_again(
        case=case,
        channel=case.channel,
        words="又弹。",
        reported_at=timezone.now(),
        by=BY,
        at=timezone.now(),
    )
    page.reload()
    agree(page, "二十一点以后不弹琴。", "21:00")

    page.look("mediation-twice")
    assert page.locator("text=第 1 版").first.is_visible()
    assert page.locator("section:has-text('第 2 版') >> text=生效中").first.is_visible()
    mediation = Mediation.objects.get()
    assert mediation.state == MediationState.AGREED
    versions = Agreement.objects.order_by("version").values_list("version", "begins")
    assert list(versions) == [(1, dt.time(22)), (2, dt.time(21))]
