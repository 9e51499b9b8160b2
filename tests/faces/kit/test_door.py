"""The door against whoever guesses: nothing tells whether an account is there, and nothing can be tried without end."""

import datetime as dt
import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from anlin.foundation.accounts import api as accounts
from factories.accounts import PASSWORD, account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
LOGIN, FORGOTTEN = "/accounts/login/", "/accounts/password/reset/"
PHONE = "13812345678"
hashed = []


class Counting(MD5PasswordHasher):
    def encode(self, password, salt):
        hashed.append(password)
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()
    hashed.clear()


def try_at(client, name, password="wrong", **more):
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def seen(answer):
    """What the answer shows, without what is new in every page."""
    text = re.sub(r'(X-CSRFToken": |csrfmiddlewaretoken" value=)"\w+"', "", answer.content.decode())
    return answer.status_code, re.sub(r'value="(chen|wang|nobody|without|1\d{10})"', "", text)


def test_every_account_and_none_at_all_is_answered_alike_and_after_as_much_work(
    client, noon, settings
):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    accounts.close_account(account=account("wang"), at=noon)
    account("chen", phone=PHONE)
    accounts.open_account(username="without", password=None, at=noon)
    told, work = [], []
    for name in ("chen", "wang", "without", "nobody", PHONE, "13900000000"):
        hashed.clear()
        told.append(seen(try_at(client, name)))
        work.append(len(hashed))
    assert (len(set(told)), work) == (1, [1] * 6)


@pytest.mark.parametrize("phone", [PHONE, "13900000000"])
def test_attempts_at_a_phone_are_counted_however_and_from_wherever_it_is_written(client, phone):
    account("chen", phone=PHONE)
    spellings = [phone, f" {phone[:3]} {phone[3:]}", f"+86 {phone}", f"{phone[:3]}-{phone[3:]}"]
    for place, typed in enumerate(spellings):
        try_at(client, typed, headers={"host": f"localhost:{place}"})
    answer = try_at(client, f"0086{phone}", PASSWORD)
    assert "失败次数过多" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_one_address_cannot_go_through_all_names(client):
    account("chen")
    for place in range(20):
        try_at(client, f"name{place}", headers={"x-forwarded-for": f"10.0.0.{place}"})
    assert "失败次数过多" in try_at(client, "chen", PASSWORD).content.decode()
    assert try_at(client, "chen", PASSWORD, REMOTE_ADDR="10.1.1.1").status_code == 302


def test_behind_a_proxy_its_word_alone_says_from_where_somebody_asks(client, settings):
    settings.ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP"
    account("chen")
    for place in range(20):
        try_at(client, f"name{place}", headers={"x-real-ip": "10.0.0.1"})
    assert try_at(client, "chen", PASSWORD, headers={"x-real-ip": "10.0.0.2"}).status_code == 302


def key_of(client):
    return client.cookies["sessionid"].value


def is_open(key):
    browser = Client()
    browser.cookies["sessionid"] = key
    return browser.get("/console/").status_code == 200


def test_a_session_laid_under_somebody_is_not_the_one_they_sign_in_with(client):
    account("chen")
    client.post("/accounts/large-type/", {"large": "1"})
    laid = key_of(client)
    try_at(client, "chen", PASSWORD)
    assert re.fullmatch(r"[a-z0-9]{32}", key_of(client))
    assert (key_of(client) != laid, is_open(laid), is_open(key_of(client))) == (True, False, True)


def test_signing_out_ends_the_session_at_the_server(client):
    account("chen")
    try_at(client, "chen", PASSWORD)
    kept = key_of(client)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_open(kept)
    client.post(reverse("account_logout"))
    assert not is_open(kept)


def test_a_new_password_ends_every_other_session_and_gives_the_own_a_new_key(client):
    account("chen")
    other = Client()
    for browser in (client, other):
        try_at(browser, "chen", PASSWORD)
    before = key_of(client)
    new = {"oldpassword": PASSWORD, "password1": "amber rain 2027", "password2": "amber rain 2027"}
    client.post(reverse("account_change_password"), new | {"oldpassword": "wrong"})
    assert is_open(key_of(other))
    client.post(reverse("account_change_password"), new)
    assert [is_open(key) for key in (key_of(other), before, key_of(client))] == [False, False, True]


@pytest.fixture
def link(client, noon, mailoutbox):
    """Asked for, and not yet used; a page in a browser of its own."""
    accounts.set_email(account=account("chen"), email="chen@example.com", at=noon)
    client.post(FORGOTTEN, {"email": "chen@example.com"})
    return re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1]


def use(link, password="amber rain 2027"):
    browser = Client()
    leads = browser.get(link)
    form = leads.url if leads.status_code == 302 else link
    browser.post(form, {"password1": password, "password2": password})
    return leads


def test_asking_for_a_link_tells_nothing_of_accounts(link, client):
    known, unknown = (client.post(FORGOTTEN, {"email": f"{n}@example.com"}) for n in ("chen", "x"))
    assert seen(known) == seen(unknown)
    assert known.url == unknown.url
    assert (known.cookies.output(), unknown.cookies.output()) == ("", "")


def test_a_link_sets_one_password_and_does_not_stand_in_the_address_of_its_form(link):
    leads = use(link)
    assert link.rstrip("/").rsplit("-", 1)[-1] not in leads.url
    use(link, "copper rain 2027")
    assert try_at(Client(), "chen", "copper rain 2027").status_code == 200
    assert try_at(Client(), "chen", "amber rain 2027").status_code == 302


@pytest.mark.parametrize(("minutes", "is_good"), [(59, True), (61, False)])
def test_a_link_is_good_for_an_hour(link, monkeypatch, minutes, is_good):
    later = dt.datetime.now() + dt.timedelta(minutes=minutes)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self: later)
    use(link)
    assert accounts.Account.objects.get().check_password("amber rain 2027") is is_good


def test_links_are_sent_five_times_a_minute_to_one_address_and_no_more(client, noon, mailoutbox):
    accounts.set_email(account=account("chen"), email="chen@example.com", at=noon)
    answers = [
        client.post(FORGOTTEN, {"email": "chen@example.com"}, REMOTE_ADDR=f"10.0.0.{place}")
        for place in range(6)
    ]
    assert ([one.status_code for one in answers], len(mailoutbox)) == ([302] * 5 + [429], 5)


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("elevenchars", False), ("twelve chars", True), ("password1234", False), ("123456789012", False),
        ("😀 雨 " * 3, True), ("long " * 25 + "end", True), ("long " * 26, False),
    ],
)  # fmt: skip
def test_passwords_are_of_twelve_to_128_signs_of_any_kind(client, password, is_taken):
    account("chen")
    try_at(client, "chen", PASSWORD)
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    client.post(reverse("account_change_password"), new)
    kept = accounts.Account.objects.get()
    assert not kept.check_password(password[:-1])
    assert (kept.check_password(password), kept.check_password(PASSWORD)) == (
        is_taken,
        not is_taken,
    )


def test_a_password_manager_finds_its_fields(client):
    page = client.get(LOGIN).content.decode()
    assert ('autocomplete="current-password"' in page, 'autocomplete="username"' in page) == (
        True,
        True,
    )
