"""A resident's phone: report with a photo, see it, confirm; and what happens without a network."""

import json

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import CaseState
from anlin.trades.cases.models import Case
from browsers import let_in, settle, sign_in
from factories import cases, documents, residents

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("screen", ["phone"], indirect=True),
]


@pytest.fixture
def resident(noon, screen):
    at_home = residents.home(noon)
    let_in(screen, "owner1")
    return at_home


def fill(screen, words="厨房水管漏水，楼下已经渗了。"):
    screen.get_by_text("报修", exact=True).click()
    screen.get_by_label("发生了什么").fill(words)


def answer(case, at):
    by = system("tests")
    cases.sorted_(case, at)
    channel = queries.channel_by_code("portal")
    actions.answer(case=case, words="阀门已更换。", channel=channel, by=by, at=at)


def in_large_type(screen, name):
    screen.get_by_role("button", name="大字版").first.click()
    screen.look(f"{name}-elder")
    screen.get_by_role("button", name="标准字").first.click()


@pytest.mark.shows("B-INT-04", "B-CASE-16")
def test_from_the_report_to_the_last_word(screen, resident, noon):
    screen.goto("/")
    screen.look("portal-home-empty")
    screen.get_by_role("link", name="我要报事").first.click()
    fill(screen)
    screen.locator("input[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": documents.picture()}
    )
    expect(screen.get_by_role("img", name="a.jpg")).to_be_visible()
    screen.look("portal-report")
    screen.get_by_role("button", name="提交").click()
    expect(screen.get_by_role("heading", name="受理编号")).to_be_visible()
    screen.look("portal-sent")
    screen.get_by_role("link", name="查看事项").click()
    expect(screen.get_by_role("img", name="照片 1")).to_be_visible()
    screen.look("portal-matter")

    case = Case.objects.get()
    answer(case, noon)
    screen.reload()
    screen.look("portal-answered")
    screen.get_by_role("link", name="满意，确认").click()
    screen.get_by_label("非常满意").check()
    screen.look("portal-confirm")
    screen.get_by_role("button", name="确认").click()
    expect(screen.get_by_role("status")).to_contain_text("您已确认")
    case.refresh_from_db()
    assert (case.state, case.verdicts.get().grade) == (CaseState.AGREED, 5)
    assert screen.complaints == []


def test_without_a_network_the_report_waits_on_the_phone_and_is_sent_once(screen, resident):
    screen.goto("/trades/requests/new/")
    fill(screen, "没有信号时报的事")
    screen.context.set_offline(True)
    screen.get_by_role("button", name="提交").click()
    expect(screen.get_by_role("heading", name="已存在这部手机里")).to_be_visible()
    expect(screen.get_by_text("尚未发送")).to_be_visible()
    screen.look("portal-outbox")
    assert not Case.objects.exists()

    screen.context.set_offline(False)
    expect(screen.get_by_text("尚未发送")).to_be_hidden()
    screen.goto("/trades/requests/")
    expect(screen.get_by_role("link", name="没有信号时报的事")).to_be_visible()
    assert Case.objects.count() == 1


def test_a_report_can_be_begun_without_a_network(screen, resident):
    screen.goto("/")
    screen.evaluate("navigator.serviceWorker.ready")
    screen.context.set_offline(True)
    screen.goto("/trades/requests/")
    screen.look("portal-offline")
    screen.get_by_role("link", name="照样报事").click()
    fill(screen, "电梯里没有信号时写的")
    screen.look("portal-report-offline")
    screen.get_by_role("button", name="提交").click()
    expect(screen.get_by_text("尚未发送")).to_be_visible()
    assert not Case.objects.exists()

    # The kept page gives way to the real one first, and that one sends.
    with screen.expect_response(lambda said: said.request.method == "POST" and said.ok):
        screen.context.set_offline(False)
    expect(screen.get_by_text("尚未发送")).to_be_hidden()
    screen.goto("/trades/requests/")
    expect(screen.get_by_role("link", name="电梯里没有信号时写的")).to_be_visible()
    assert [(case.unit, case.reporter) for case in Case.objects.all()] == [
        (resident.unit, resident.person)
    ]


def test_a_refusal_stands_in_the_form_and_the_words_are_kept(screen, resident):
    screen.goto("/trades/requests/new/")
    screen.get_by_label("发生了什么").fill("忘了选类别")
    screen.get_by_role("button", name="提交").click()
    expect(screen.get_by_role("alert")).to_be_visible()
    expect(screen.get_by_label("发生了什么")).to_have_value("忘了选类别")
    fill(screen, "现在选了")
    screen.get_by_role("button", name="提交").click()
    expect(screen.get_by_role("heading", name="受理编号")).to_be_visible()


@pytest.mark.parametrize("page", ["/", "/trades/requests/", "/trades/requests/new/", "/ground/mine/", "/ground/mine/consents/", "/instruments/messages/"])  # fmt: skip
def test_a_page_of_the_portal_fits_a_phone_in_both_sizes_of_type(screen, resident, noon, page):
    residents.answered_matter_of(resident, noon)
    screen.goto(page)
    name = "portal" + page.replace("/", "-").rstrip("-")
    screen.look(name)
    in_large_type(screen, name)
    assert screen.complaints == []


@override_settings(DEBUG=False)
def test_the_first_page_is_light(screen, noon):
    residents.home(noon)
    sign_in(screen, "owner1")
    sizes = []
    screen.on("response", lambda said: sizes.append(_size(said)))
    screen.goto("/")
    settle(screen)

    assert sum(sizes) < 250_000, json.dumps(sizes)


def _size(response):
    if response.request.service_worker:
        return 0
    return response.request.sizes()["responseBodySize"]
