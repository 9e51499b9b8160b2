"""In a real browser: the answer that fits stands in the call and goes into the answer; a stage is ticked."""

import datetime as dt

import pytest

from anlin.instruments.handbook.models import StageDone
from anlin.kernel.actors import system
from anlin.trades.cases.choices import CaseKind
from anlin.trades.complaints import actions as complaints
from browsers import drawn
from factories import cases, desks, handbook

pytestmark = pytest.mark.browser
BY = system("tests")
DESK = "/console/instruments/handbook/"


@pytest.fixture
def made(transactional_db):
    return desks.scene()


def test_a_standard_answer_is_found_in_the_call_and_used_in_the_answer(made, at_screen):
    handbook.shipped(made.at - dt.timedelta(days=1))
    page = at_screen("chenjing")
    page.goto("/console/trades/cases/new/")
    drawn(page)
    page.fill("[name=words]", "家里水龙头坏了，上门修要多少钱，怎么收费？")
    found = page.locator("#answers summary", has_text="家里维修怎么收费")
    found.wait_for()
    found.click()
    page.look("handbook-call")

    case = cases.opened(
        made.project, made.at, kind=CaseKind.COMPLAINT, words="家里维修乱收费，上门修理多少钱没说清。",
        reporter=made.person, unit=made.unit,
    )  # fmt: skip
    complaints.take_up(case=cases.sorted_(case, made.at), by=BY, at=made.at)
    page.goto(f"/console/trades/cases/{case.pk}/")
    page.locator("summary", has_text="家里维修怎么收费").click()
    page.look("handbook-case")
    page.get_by_role("link", name="用于答复").first.click()
    form = page.locator("#step form")
    form.wait_for()
    assert "先看原因" in form.locator("[name=words]").input_value()
    page.get_by_role("link", name="听完并记下原话").click()
    page.wait_for_url("**/stages/**")
    page.fill("[name=words]", "已电话听完")
    page.click("main form button[type=submit]")
    page.get_by_text("环节已勾选。").wait_for()
    assert StageDone.objects.get().words == "已电话听完"
    handbook.written(
        made.at, code="answer-garage", text="逾期停放的车辆将由相关部门予以处理。", title="车库"
    )
    for name, address in (("list", ""), ("knowing", "knowing/"), ("write", "write/")):
        page.goto(f"{DESK}{address}")
        page.look(f"handbook-{name}")
    page.goto(DESK)
    page.get_by_role("link", name="投诉处理作业流程").first.click()
    page.look("handbook-procedure")
    assert page.complaints == []
