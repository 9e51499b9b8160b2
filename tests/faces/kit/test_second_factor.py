"""The second factor: each code opens once, and the session begins only then."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from factories.accounts import PASSWORD, account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]


@pytest.fixture
def secret(client):
    """Somebody whose phone makes codes; the client is signed in."""
    cache.clear()
    account("chen")
    give_password(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    cache.clear()
    return secret


def code_of(secret, ago=0):
    counter = next(iter(totp.yield_hotp_counters_from_time())) - ago
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def give_password(browser):
    browser.post("/accounts/login/", {"login": "chen", "password": PASSWORD})
    return browser


def give(code, browser=None):
    browser = browser or give_password(Client())
    browser.post(reverse("mfa_authenticate"), {"code": code})
    return "_auth_user_id" in browser.session


def test_the_session_is_another_after_the_second_factor(secret):
    browser = give_password(Client())
    waiting = browser.cookies["sessionid"].value
    assert give(code_of(secret), browser)
    old = Client()
    old.cookies["sessionid"] = waiting
    assert browser.cookies["sessionid"].value != waiting
    assert old.get("/console/").status_code == 302
    assert not give(code_of(secret), old)


def test_a_code_of_the_phone_opens_once(secret):
    code = code_of(secret)
    assert [give(code), give(code)] == [True, False]


def test_a_code_of_a_minute_ago_opens_nothing(secret):
    assert not give(code_of(secret, ago=2))


def test_who_signed_in_a_while_ago_shows_once_more_who_they_are(secret, client):
    session = client.session
    for way in session["account_authentication_methods"]:
        way["at"] -= 301
    session.save()
    for place in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_add_webauthn"):
        assert "reauthenticate" in client.get(reverse(place)).url
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_each_recovery_code_opens_once(secret, client):
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    first, second = re.findall(r"<li>([\w-]{6,})</li>", page)[:2]
    assert [give(code) for code in (first, first, second)] == [True, False, True]
    left = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert (first in left, second in left) == (False, False)


def test_codes_cannot_be_guessed_without_end(secret):
    for _attempt in range(5):
        assert not give("000000")
    assert not give(code_of(secret))
