"""In a real browser: a violation is noted from the matter's page, talked about, and put right with a photo."""

import pytest

from anlin.kernel.actors import system
from anlin.trades.cases.choices import CaseKind
from anlin.trades.violations.choices import ViolationState
from anlin.trades.violations.models import Violation
from factories import cases, desks, documents, violations

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
        kind = target.first.evaluate("one => one.type")
        if kind == "radio":
            form.locator(f"[name={field}][value={value}]").check()
        elif kind == "file":
            target.set_input_files({"name": "now.jpg", "mimeType": "image/jpeg", "buffer": value})
        elif kind == "select-one":
            target.select_option(value)
        else:
            target.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def test_a_violation_is_noted_talked_about_and_put_right(made, at_screen):
    violations.rule(made.project, made.at)
    case = cases.opened(
        made.project, made.at, kind=CaseKind.HELP, words="三楼外墙另打了空调孔。", reporter=made.person,
        unit=made.unit,
    )  # fmt: skip
    page = at_screen("chenjing")
    page.goto(f"/console/trades/cases/{cases.sorted_(case, made.at).pk}/")
    page.click("text=登记违规")
    page.select_option("[name=kind]", "installation")
    page.fill("[name=finding]", "客厅外墙另打了空调孔。")
    page.select_option("[name=rule]", index=1)
    page.look("violation-note")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    step(page, "photo", photo=documents.picture())
    step(page, "talk", way="on_site", explained="整栋外观统一。", result="agreed")
    step(page, "look", is_right="yes", photo=documents.picture(), words="已移到北窗下")
    page.look("violation-right")
    assert Violation.objects.get().state == ViolationState.RIGHT
    for name, address in (
        ("violations", ""), ("violation-rules", "estate-rules/"), ("violation-home", f"homes/{made.unit.pk}/"),
        ("violation-firms", "contractors/"),
    ):  # fmt: skip
        page.goto(f"/console/trades/violations/{address}")
        page.look(name)
