"""Signing in by name and phone, being slowed down, the second factor, the list of sessions."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from anlin.foundation.accounts import api as accounts
from factories.accounts import PASSWORD, account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()


def sign_in(client, name, password=PASSWORD):
    return client.post(LOGIN, {"login": name, "password": password})


@pytest.mark.parametrize("typed", ["chen", "138 1234 5678"])
def test_staff_sign_in_by_name_or_phone_and_stand_in_the_console(client, typed):
    account("chen", phone="13812345678")
    answer = client.post(LOGIN, {"login": typed, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/console/"


def test_residents_stand_in_the_portal(client):
    account("owner7")
    answer = client.post(LOGIN, {"login": "owner7", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/"


def test_a_wrong_password_is_told_in_a_sentence_that_does_not_say_which_was_wrong(client):
    account("chen")
    known, unknown = (
        sign_in(client, name, "wrong").content.decode() for name in ("chen", "nobody")
    )
    assert "用户名或手机号与密码不匹配" in known
    assert "用户名或手机号与密码不匹配" in unknown


def test_after_five_failures_even_the_right_password_waits(client):
    account("chen")
    for _attempt in range(5):
        sign_in(client, "chen", "wrong")
    answer = sign_in(client, "chen")
    assert "失败次数过多" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_way_back_is_kept_through_the_sign_in(client):
    account("chen")
    asked = client.get("/console/mine/")
    assert asked.url == "/accounts/login/?next=/console/mine/"
    answer = client.post(asked.url, {"login": "chen", "password": PASSWORD})
    assert answer.url == "/console/mine/"


def test_nobody_signs_up(client):
    answer = client.post(
        reverse("account_signup"), {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "不开放自行注册" in answer.content.decode()
    assert accounts.Account.objects.count() == 0


def set_up_totp(client, name):
    """Sign in, show once more that it is you, scan; the secret comes back."""
    sign_in(client, name)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page).group(1)
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    cache.clear()  # A code is good for once; the library remembers it there.
    return secret


def test_with_a_second_factor_the_password_alone_opens_nothing(client):
    owner = account("chen")
    secret = set_up_totp(client, "chen")
    other = Client()
    answer = sign_in(other, "chen")
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in other.session
    other.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert other.session["_auth_user_id"] == str(owner.pk)


def test_recovery_codes_are_shown_after_the_second_factor_is_set_up(client):
    account("chen")
    set_up_totp(client, "chen")
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<li>[\w-]{6,}</li>", page)) == 10


def test_sessions_are_listed_and_the_others_can_be_ended(client):
    account("chen")
    other = Client(headers={"user-agent": "An old phone"})
    for device in (client, other):
        sign_in(device, "chen")
    assert "An old phone" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert UserSession.objects.count() == 1
    assert other.get("/console/").status_code == 302
    assert client.get("/console/").status_code == 200


def test_closing_the_account_ends_its_sessions(client, noon):
    owner = account("chen")
    sign_in(client, "chen")
    accounts.close_account(account=owner, at=noon)
    assert client.get("/console/").status_code == 302


def test_a_new_password_is_set_by_a_link_in_the_mail(client, noon, mailoutbox):
    owner = account("chen")
    accounts.set_email(account=owner, email="Chen@example.com", at=noon)
    client.post(reverse("account_reset_password"), {"email": "chen@example.com"})
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body).group(1)
    form = client.get(link).url
    client.post(form, {"password1": "amber rain 2027", "password2": "amber rain 2027"})
    assert sign_in(client, "chen", "amber rain 2027").status_code == 302


def test_an_unknown_address_gets_no_mail_and_the_same_answer(client, mailoutbox):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
    assert (answer.url, mailoutbox) == (reverse("account_reset_password_done"), [])


@pytest.mark.parametrize(
    "name",
    "account_login account_reset_password account_reset_password_done account_reset_password_from_key_done account_inactive account_signup".split(),
)
def test_the_pages_for_strangers_open(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    "name",
    "account_logout account_change_password account_email account_reauthenticate mfa_index mfa_activate_totp mfa_list_webauthn mfa_add_webauthn usersessions_list".split(),
)
def test_the_pages_of_ones_own_account_open(client, name):
    account("chen")
    sign_in(client, "chen")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse(name)).status_code == 200


def code(secret):
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
