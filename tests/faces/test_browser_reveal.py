"""A password can be looked at while it is typed, and is sent as a hidden one."""

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from factories.accounts import PASSWORD, account

pytestmark = pytest.mark.usefixtures("known")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "显示密码"), ("en", "Show the password")]
)
@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_button_shows_the_password_and_hides_it_again(screen, language, words):
    cache.clear()
    account("chen")
    screen.goto("/accounts/login/")
    if language == "en":
        screen.get_by_role("button", name="English").click()
    field = screen.locator("[name=password]")
    button = screen.get_by_role("button", name=words)
    field.fill(PASSWORD)
    expect(field).to_have_attribute("type", "password")
    button.click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value(PASSWORD)
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(field).to_have_attribute("type", "password")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    screen.evaluate(
        "document.forms[0].addEventListener('submit', (e) => { document.title = document.querySelector('[name=password]').type; e.preventDefault(); })"
    )
    screen.locator("[name=login]").press("Enter")
    expect(screen).to_have_title("password")


@pytest.mark.django_db
def test_without_scripts_there_is_no_such_button():
    page = Client().get("/accounts/login/").content.decode()
    [button] = [part for part in page.split("<button") if "data-reveal" in part]
    assert 'data-reveal="id_password"' in button
    assert " hidden>" in button.split("</button>")[0]
