"""A real Chromium for the tests, and pages in it that remember every complaint."""

import contextlib
import threading

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import TimeoutError, sync_playwright  # noqa: A004

from anlin.foundation.accounts.models import Account
from factories.accounts import PASSWORD

# Debian's Chromium without its window: the same engine at two thirds of the time.
CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-default-apps --disable-features=OptimizationHints,MediaRouter,Translate --lang=zh-CN"
).split()
SCREENS = {"desk": (1440, 900), "phone": (390, 844)}


class _Server:
    """How many requests the live server is at, whichever browser sent them."""

    def __init__(self):
        self._changed = threading.Condition()
        self._count = 0
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def wait_until_idle(self, seconds):
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 0, timeout=seconds)
            # An answer that nobody waits for any more may end without a signal; the next page shall not pay.
            self._count = 0

    def _begin(self, sender, **_signal):
        self._add(1, sender)

    def _end(self, sender, **_signal):
        self._add(-1, sender)

    def _add(self, number, sender):
        # Django's test client sends the same signals, and not always both.
        if isinstance(sender, type) and issubclass(sender, WSGIHandler):
            with self._changed:
                self._count = max(0, self._count + number)
                self._changed.notify_all()


SERVER = _Server()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


def opened(browser, address, kind, *, scripts=True, **more):
    """A page of that size in a context of its own: another person at another screen."""
    width, height = SCREENS[kind]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        reduced_motion="reduce",
        base_url=address,
        java_script_enabled=scripts,
        **more,
    )
    page = context.new_page()
    page.kind, page.home, page.complaints = kind, address, []
    page.on(
        "console",
        lambda said: said.type in {"error", "warning"} and page.complaints.append(said.text),
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.under_way = set()
    page.on("request", lambda sent: page.under_way.add(sent))  # noqa: PLW0108  (Playwright wants functions)
    for ended in ("requestfinished", "requestfailed"):
        page.on(ended, lambda sent: page.under_way.discard(sent))  # noqa: PLW0108  (the same)
    return page


def let_in(page, name):
    """Sit down signed in, for a page whose test is not about the door."""
    client = Client()
    client.force_login(Account.objects.get(username=name))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": page.home}])


def sign_in(page, name):
    """Through the door: name, password, the first page."""
    # Failed and frequent attempts are counted in the cache, which outlives the test that made them.
    cache.clear()
    page.goto("/accounts/login/")
    page.get_by_label("用户名或手机号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def settle(page):
    """Wait until every request of the page has its answer."""
    while page.under_way:
        page.wait_for_event("requestfinished", timeout=3000)


def drawn(page):
    """Wait until the page was painted: the browser drops keys pressed before anybody could see it."""
    page.evaluate("new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))")


def leave(page):
    """Close the page once its server is done with it: tables cannot be emptied while a request reads them."""
    with contextlib.suppress(TimeoutError):
        settle(page)
    page.context.close()
    SERVER.wait_until_idle(3)
