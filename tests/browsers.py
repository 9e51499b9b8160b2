"""A real Chromium for the tests, and pages in it that remember every complaint."""

import contextlib

import pytest
from django.core.cache import cache
from playwright.sync_api import TimeoutError, sync_playwright  # noqa: A004

from factories.accounts import PASSWORD

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-default-apps --disable-features=OptimizationHints,MediaRouter,Translate --lang=zh-CN"
).split()
SCREENS = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield found
        found.close()


def opened(browser, address, kind):
    """A page of that size in a context of its own: another person at another screen."""
    width, height = SCREENS[kind]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        reduced_motion="reduce",
        base_url=address,
    )
    page = context.new_page()
    page.kind, page.complaints = kind, []
    page.on(
        "console",
        lambda said: said.type in {"error", "warning"} and page.complaints.append(said.text),
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def sign_in(page, name):
    # Failed and frequent attempts are counted in the cache, which outlives the test that made them.
    cache.clear()
    page.goto("/accounts/login/")
    page.get_by_label("用户名或手机号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def leave(page):
    """Close the page once its server is done with it: tables cannot be emptied while a request reads them."""
    with contextlib.suppress(TimeoutError):
        page.wait_for_load_state("networkidle", timeout=3000)
    page.context.close()
