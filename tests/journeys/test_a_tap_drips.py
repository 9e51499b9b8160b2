"""A tap drips: the resident, the desk, the technician, and round again until it is really mended."""

import pytest
from playwright.sync_api import expect

from anlin.trades.cases.choices import CaseState
from anlin.trades.cases.models import Case
from anlin.trades.workorders.choices import OrderState
from factories import desks, documents, residents

pytestmark = pytest.mark.browser


def picture(tmp_path):
    path = tmp_path / "tap.jpg"
    path.write_bytes(documents.picture())
    return str(path)


def report(phone, photo):
    phone.goto("/")
    phone.locator("a[href$='/requests/new/']").first.click()
    phone.locator("input[name=kind][value=repair]").check(force=True)
    phone.locator("[name=words]").fill("厨房水龙头一直滴水，关不紧。")
    phone.locator("input[type=file]").set_input_files(photo)
    phone.locator("form[data-outbox] button[type=submit]").click()
    expect(phone.get_by_text("BX-").first).to_be_visible()


def take_step(desk, case, step, **values):
    """A step of the detail page without the mouse: its link, its fields, its button."""
    desk.goto(f"/console/trades/cases/{case.pk}/")
    link = desk.locator(f".deeds a[href$='/{step}/']").first
    if not link.is_visible():
        desk.locator("details.menu summary").press("Enter")
    link.press("Enter")
    # Without scripts the step is a page of its own.
    form = desk.locator("#step form, body:not(:has(#step)) main form")
    for name, value in values.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(**value)
        elif field.get_attribute("type") in {"checkbox", "radio"}:
            chosen = form.locator(f"[name={name}]{value}")
            if not chosen.is_checked():
                chosen.press("Space")
        else:
            field.focus()
            desk.keyboard.type(value)
    form.locator("button[type=submit]").press("Enter")
    expect(form).to_have_count(0)


def sort(desk, case):
    codes = {"service_nature": "routine", "urgency": "fairly_urgent"}
    chosen = {name: {"value": code} for name, code in codes.items()}
    take_step(desk, case, "sort", trade={"label": "给排水"}, **chosen)


def pass_on(desk, case):
    take_step(desk, case, "pass_on", department={"index": 1}, with_order="", worker={"index": 1})


def mend(phone, photo, finding, method):
    phone.goto("/console/trades/workorders/mine/")
    phone.locator("form[action$='/accept/'] button").click()
    phone.locator("form[action$='/arrive/'] button").click()
    phone.locator("a[href*='/finish/']").click()
    phone.locator("[name=finding]").fill(finding)
    phone.locator("[name=method]").fill(method)
    phone.locator("form.step button[type=submit]").click()
    expect(phone.locator("form.step")).to_have_count(0)


def answer(desk, case, words):
    take_step(desk, case, "answer", channel={"label": "电话"}, words=words)


def refuse(phone, case, words):
    phone.goto(f"/trades/requests/{case.pk}/")
    phone.locator("a[href$='/unsatisfied/']").click()
    phone.locator("[name=words]").fill(words)
    phone.locator("main form button[type=submit]").last.click()
    expect(phone.get_by_text(words).first).to_be_visible()


def accept(phone, case):
    phone.goto(f"/trades/requests/{case.pk}/")
    phone.locator("a[href$='/satisfied/']").click()
    phone.locator("input[name=grade][value='5']").check(force=True)
    phone.locator("main form button[type=submit]").last.click()
    expect(phone.locator("a[href$='/satisfied/']")).to_have_count(0)


def follow_up(desk, case):
    take_step(desk, case, "follow_up", method={"index": 0}, is_satisfied="[value=yes]")


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param(True, id="with scripts"),
        pytest.param(False, id="without", marks=pytest.mark.ordeal),
    ],
)
@pytest.mark.shows("A-CASE-13", "B-CASE-08", "B-REP-09")
def test_a_tap_drips_until_the_second_round_mends_it(at_screen, tmp_path):
    house = desks.scene()
    resident = residents.key_for(house.person, house.at)
    photo = picture(tmp_path)

    phone = at_screen(resident, "phone")
    report(phone, photo)
    case = Case.objects.get()

    desk = at_screen("chenjing", "desk")
    sort(desk, case)
    pass_on(desk, case)
    mend(at_screen("lishifu", "phone"), photo, "垫片老化", "换垫片")
    answer(desk, case, "垫片已换，请您看看。")

    refuse(phone, case, "换了还在滴。")
    case.refresh_from_db()
    assert (case.state, case.round) == (CaseState.SORTED, 2)

    pass_on(desk, case)
    mend(at_screen("lishifu", "phone"), photo, "阀芯磨损", "换阀芯")
    answer(desk, case, "阀芯也换了。")
    accept(phone, case)
    follow_up(desk, case)

    case.refresh_from_db()
    order = case.errands.get().order
    assert (case.state, case.round, case.is_satisfied) == (CaseState.CLOSED, 2, True)
    assert (order.state, order.round) == (OrderState.CLOSED, 2)
