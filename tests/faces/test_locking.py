"""A shared computer and every session of staff lock when they are left, and nothing that was typed is lost."""

import datetime as dt
from unittest import mock

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from anlin.faces.kit.frame import locking
from anlin.trades.cases.models import Case, Note
from browsers import let_in
from factories import desks, residents
from factories.accounts import PASSWORD

NOTE = "/console/trades/cases/{}/note/"


@pytest.fixture
def made(db):
    cache.clear()
    made = desks.scene()
    made.case = desks.matter(made)
    return made


@pytest.fixture
def shared(client, made):
    client.force_login(made.desk.account)
    assert client.post("/accounts/shared-computer/", {"shared": "1"}).status_code == 302
    assert client.get("/console/").status_code == 200
    return client


def later(minutes):
    """Requests from now on think that it is so many minutes later."""
    now = timezone.localtime() + dt.timedelta(minutes=minutes)
    return mock.patch("anlin.faces.kit.frame.middleware.timezone.localtime", return_value=now)


@pytest.fixture
def own(client, made, settings):
    """Somebody of staff at a computer of their own, where half an hour without a touch is the term."""
    settings.STAFF_LOCK_AFTER = dt.timedelta(minutes=30)
    client.force_login(made.desk.account)
    assert client.get("/console/").status_code == 200
    return client


def test_of_staff_a_computer_of_ones_own_locks_after_half_an_hour_and_not_before(own, made):
    with later(29):
        assert own.get("/console/counts/").status_code == 200
        assert own.get("/console/").status_code == 200
    with later(58):
        assert own.get("/console/counts/").status_code == 200
    with later(60):
        page = own.get(f"/console/trades/cases/{made.case.pk}/")
        assert (page.status_code, made.case.number in page.content.decode()) == (423, False)
        assert own.post("/accounts/unlock/", {locking.PASSWORD: "guessed"}).status_code == 423
        assert own.get("/console/").status_code == 423
        assert own.post("/accounts/unlock/", {locking.PASSWORD: PASSWORD}).status_code == 302
        assert own.get("/console/").status_code == 200


def test_of_staff_the_password_is_asked_anew_after_twelve_hours_however_busy(own, made):
    for minutes in range(20, 12 * 60, 20):
        with later(minutes):
            assert own.get("/console/").status_code == 200, minutes
    address, fields = NOTE.format(made.case.pk), {"kind": "internal", "words": "楼下也渗水了。"}
    with later(12 * 60 + 2):
        assert own.post(address, fields).status_code == 423
        assert Note.objects.count() == 0
        assert own.post(address, fields | {locking.PASSWORD: PASSWORD}).status_code == 302
    assert Note.objects.get().words == "楼下也渗水了。"
    with later(12 * 60 + 20):
        assert own.get("/console/").status_code == 200


def test_without_a_term_for_idle_minutes_the_twelve_hours_hold_all_the_same(own, settings):
    settings.STAFF_LOCK_AFTER = dt.timedelta(0)
    with later(11 * 60):
        assert own.get("/console/").status_code == 200
    with later(12 * 60 + 2):
        assert own.get("/console/").status_code == 423


def test_terms_of_zero_lock_nothing(own, settings):
    settings.STAFF_LOCK_AFTER = settings.STAFF_ASKED_AFTER = dt.timedelta(0)
    with later(24 * 60):
        assert own.get("/console/").status_code == 200


def test_a_resident_at_a_computer_of_their_own_stays_signed_in(client, db, noon):
    home = residents.home(noon)
    client.force_login(home.account)
    assert client.get("/").status_code == 200
    with later(24 * 60):
        assert client.get("/").status_code == 200


def test_left_alone_it_shows_nothing_until_the_password_is_said(shared, made):
    with later(11):
        page = shared.get(f"/console/trades/cases/{made.case.pk}/")
        assert (page.status_code, made.case.number in page.content.decode()) == (423, False)
        wrong = shared.post("/accounts/unlock/", {locking.PASSWORD: "guessed", "next": "/console/"})
        assert (wrong.status_code, "密码不对" in wrong.content.decode()) == (423, True)
        right = {locking.PASSWORD: PASSWORD, "next": "/console/trades/"}
        assert shared.post("/accounts/unlock/", right).url == "/console/trades/"
        assert shared.get("/console/").status_code == 200


def test_a_touch_now_and_then_keeps_it_open_and_a_page_that_asks_by_itself_does_not(shared, made):
    with later(8):
        shared.get("/console/")
    with later(16):
        assert shared.get("/console/counts/").status_code == 200
    with later(19):
        assert shared.get("/console/").status_code == 423


def test_what_was_being_sent_goes_through_with_the_password(shared, made):
    address = NOTE.format(made.case.pk)
    fields = {"kind": "internal", "words": "楼下也渗水了。"}
    with later(11):
        locked = shared.post(address, fields)
        assert (locked.status_code, "楼下也渗水了。" in locked.content.decode()) == (423, True)
        assert Note.objects.count() == 0
        assert shared.post(address, fields | {locking.PASSWORD: "guessed"}).status_code == 423
        assert Note.objects.count() == 0
        assert shared.post(address, fields | {locking.PASSWORD: PASSWORD}).status_code == 302
    assert Note.objects.get().words == "楼下也渗水了。"


def test_guessing_is_throttled_and_leaving_needs_no_password(shared, made):
    with later(11):
        for _time in range(12):
            page = shared.post("/accounts/unlock/", {locking.PASSWORD: "guessed"})
        assert "次数过多" in page.content.decode()
        assert shared.post("/accounts/unlock/", {locking.PASSWORD: PASSWORD}).status_code == 423
        assert shared.post("/accounts/logout/").status_code == 302
        assert shared.get("/console/").url.startswith("/accounts/login/")


def test_a_part_of_a_page_asks_for_the_whole_page_anew(shared, made):
    shared.post("/accounts/lock/", {"next": "/console/"})
    part = shared.get("/console/", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Refresh"], part.content) == (423, "true", b"")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("screen", ["desk"], indirect=True)
def test_at_the_desk_it_locks_by_itself_and_the_draft_is_there_again(screen, settings):
    settings.LOCK_AFTER = dt.timedelta(seconds=2)
    made = desks.scene()
    case = desks.matter(made)
    let_in(screen, "chenjing")
    screen.goto("/console/")
    screen.locator(".who summary").click()
    screen.get_by_role("button", name="公用电脑").click()
    screen.goto(NOTE.format(case.pk))
    screen.locator("[name=words]").fill("楼下也渗水了。")
    expect(screen.get_by_role("heading", name="已锁定")).to_be_visible()
    screen.get_by_label("密码").fill(PASSWORD)
    settings.LOCK_AFTER = dt.timedelta(minutes=10)
    screen.get_by_role("button", name="解锁").click()
    expect(screen.locator("[name=words]")).to_have_value("楼下也渗水了。")
    assert Case.objects.count() == 1
