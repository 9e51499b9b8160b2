"""A key of one's own as second factor, in a real browser with a key that is made of software."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from browsers import leave, opened, sign_in
from factories.accounts import PASSWORD, account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgresql_only,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("known"),
]
KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(browser, live_server, settings):
    # A page of this machine without HTTPS; elsewhere browsers and server both refuse.
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = opened(browser, live_server.url.replace("127.0.0.1", "localhost"), "desk")
    page.keys = page.context.new_cdp_session(page)
    page.keys.send("WebAuthn.enable")
    page.key = page.keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    leave(page)


def test_a_key_is_added_asked_for_and_needed(page):
    account("chen")
    sign_in(page, "chen")
    page.goto("/accounts/two-factor/webauthn/add/")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button").filter(has_text="确认").click()
    page.get_by_role("button", name="添加密钥").click()
    page.wait_for_url("**/recovery-codes/**")
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    page.context.clear_cookies()
    sign_in(page, "chen")
    assert page.url.endswith("/two-factor/authenticate/")
    # The password alone opens nothing.
    assert page.goto("/console/").url.endswith("/two-factor/authenticate/")
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/console/")
    assert page.complaints == []


def test_a_key_that_refuses_is_told_in_a_sentence_and_another_can_be_taken(page):
    account("chen")
    sign_in(page, "chen")
    page.goto("/accounts/two-factor/webauthn/add/")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button").filter(has_text="确认").click()
    page.get_by_role("button", name="添加密钥").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/accounts/two-factor/webauthn/add/")
    # A key that the account has already refuses to be added a second time.
    page.get_by_role("button", name="添加密钥").click()
    expect(page.get_by_role("alert")).to_have_text(
        "密钥没有回应，或被拒绝。请重试，或改用其他方式。"
    )
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    page.keys.send("WebAuthn.removeVirtualAuthenticator", page.key)
    page.keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.get_by_role("button", name="添加密钥").click()
    page.wait_for_url("**/accounts/two-factor/")
    assert Authenticator.objects.filter(type="webauthn").count() == 2
    assert page.complaints == []


def test_the_button_of_a_key_cannot_be_pressed_before_its_script_stands(page):
    account("chen")
    sign_in(page, "chen")
    held = []
    page.route("**/onload*.js", lambda route: held.append(route))  # noqa: PLW0108  (Playwright wants functions)
    page.goto("/accounts/two-factor/webauthn/add/")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button").filter(has_text="确认").click()
    button = page.get_by_role("button", name="添加密钥")
    expect(button).to_be_disabled()
    held.pop().continue_()
    expect(button).to_be_enabled()
