"""Whose second factor comes, goes or is used twice is told by mail."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from anlin.foundation.accounts import api as accounts
from factories.accounts import PASSWORD, account

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("known")]


@pytest.fixture
def chen(client):
    cache.clear()
    chen = account("chen")
    accounts.set_email(account=chen, email="chen@example.com", at=chen.created_at)
    give_password(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return chen


@pytest.fixture
def post(client, office):
    """Send a form and return the texts of the letters that came of it."""

    def send(place, fields=(), browser=client):
        before = len(office.kept)
        browser.post(reverse(place), dict(fields))
        letters = office.kept[before:]
        assert [letter["To"] for letter in letters] == ["chen@example.com"] * len(letters)
        return [letter.get_content() for letter in letters]

    return send


@pytest.fixture
def secret(client, chen, post):
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    [told] = post("mfa_activate_totp", {"code": code_of(secret)})
    assert ("身份验证器应用已激活" in told, "127.0.0.1" in told, secret in told) == (
        True,
        True,
        False,
    )
    cache.clear()
    return secret


def code_of(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def give_password(browser):
    browser.post("/accounts/login/", {"login": "chen", "password": PASSWORD})
    return browser


def test_new_recovery_codes_are_told_and_none_stands_in_the_mail(secret, client, post):
    [told] = post("mfa_generate_recovery_codes")
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li>([\w-]{6,})</li>", page)
    assert (len(codes), [code for code in codes if code in told]) == (10, [])
    assert ("恢复" in told, "127.0.0.1" in told) == (True, True)


def test_a_factor_taken_away_is_told(secret, post):
    [told] = post("mfa_deactivate_totp")
    assert not Authenticator.objects.exists()
    assert ("停用" in told, "127.0.0.1" in told) == (True, True)


def test_a_code_used_a_second_time_is_refused_logged_and_told(secret, post, caplog):
    caplog.set_level("INFO")
    code = code_of(secret)
    first, second = give_password(Client()), give_password(Client())
    assert post("mfa_authenticate", {"code": code}, first) == []
    [told] = post("mfa_authenticate", {"code": code}, second)
    assert ["_auth_user_id" in one.session for one in (first, second)] == [True, False]
    assert "A code was used a second time." in caplog.messages
    assert ("再次" in told, "127.0.0.1" in told, code in told) == (True, True, False)


def test_it_is_told_where_one_shows_again_who_one_is_too(secret, client, post):
    code = code_of(secret)
    assert post("mfa_authenticate", {"code": code}, give_password(Client())) == []
    [told] = post("mfa_reauthenticate", {"code": code})
    assert "再次" in told


def test_a_wrong_code_is_logged_and_not_told(secret, post, caplog):
    caplog.set_level("INFO")
    assert post("mfa_authenticate", {"code": "000000"}, give_password(Client())) == []
    assert "A second factor failed." in caplog.messages
