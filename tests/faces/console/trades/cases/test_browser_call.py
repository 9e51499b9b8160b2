"""A call is taken in a real browser with the keyboard alone, and answered with one more form."""

import pytest
from playwright.sync_api import expect

from anlin.trades.cases.choices import CaseState
from anlin.trades.cases.models import Case, Category
from browsers import drawn
from factories import desks

pytestmark = pytest.mark.browser


@pytest.fixture
def made(transactional_db):
    return desks.scene()


@pytest.mark.shows("A-CASE-01")
def test_a_call_is_taken_with_the_keyboard_alone(made, at_screen):
    earlier = desks.matter(made)
    page = at_screen("chenjing")
    page.goto("/console/trades/cases/new/")
    expect(page.locator("[name=who]")).to_be_focused()
    drawn(page)
    page.keyboard.type("15")
    expect(page.get_by_role("radio", name="3栋2单元1502")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#household")).to_contain_text(earlier.number)
    page.keyboard.press("Enter")
    page.keyboard.type("卫生间水管漏水，水已经到门口")
    expect(page.locator("#hints")).to_contain_text("较急")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("卫生间水管漏水")
    case = Case.objects.latest("pk")
    assert (case.reporter, case.unit, case.state) == (made.person, made.unit, CaseState.RECEIVED)
    assert page.complaints == []


def test_a_known_caller_is_served_in_twelve_keys_beside_the_sentence(made, at_screen):
    page = at_screen("chenjing")
    pressed = []

    def press(*keys):
        for key in keys:
            pressed.append(key)
            page.keyboard.press(key)

    page.goto("/console/trades/cases/new/")
    expect(page.locator("[name=who]")).to_be_focused()
    drawn(page)
    press(*"1234", "Enter")
    expect(page.get_by_label("对方原话")).to_be_focused()
    expect(page.get_by_role("radio", name="3栋2单元1502")).to_be_checked()
    page.keyboard.type("厨房水管漏水，请师傅来修")
    expect(page.locator("[data-take]")).to_be_visible()
    press("Alt+5")
    expect(page.get_by_label("专业")).to_have_value(str(Category.objects.get(code="water").pk))
    press("Alt+8")
    expect(page.get_by_role("heading", level=1)).to_contain_text("厨房水管漏水")
    case = Case.objects.latest("pk")
    assert (case.reporter, case.unit, case.state) == (made.person, made.unit, CaseState.SORTED)
    assert (case.kind, case.trade.code, case.urgency) == ("repair", "water", "fairly_urgent")
    assert len(pressed) <= 12
    assert page.complaints == []


def test_enter_before_the_answer_has_come_takes_the_first_found(made, at_screen):
    page = at_screen("chenjing")
    page.goto("/console/trades/cases/new/")
    expect(page.locator("[name=who]")).to_be_focused()
    drawn(page)
    page.keyboard.type("1502")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="3栋2单元1502")).to_be_checked()
    expect(page.get_by_label("对方原话")).to_be_focused()


def test_a_step_opens_in_place_and_its_refusal_stays_there(made, at_screen):
    case = desks.matter(made)
    page = at_screen("chenjing")
    page.goto(f"/console/trades/cases/{case.pk}/")
    page.get_by_role("link", name="整理").first.click()
    form = page.locator("#step form")
    form.get_by_role("button", name="整理").click()
    expect(form.get_by_role("alert")).to_be_visible()
    form.get_by_label("专业").select_option("给排水")
    form.get_by_role("button", name="整理").click()
    expect(page.get_by_text("已整理。")).to_be_visible()
    case.refresh_from_db()
    assert case.state == CaseState.SORTED
