"""What stands in the log: who signed in from where, and never a secret or a second line of somebody's making."""

import io
import json
import logging
import sys

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from anlin.config import logs
from anlin.foundation.accounts import api as accounts
from anlin.foundation.accounts import backends
from factories import programs, residents
from factories.accounts import PASSWORD, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch):
    """All that this process logs as it does in production, and finer."""
    written, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers, root.level
    monkeypatch.setattr(sys, "stderr", written)
    logs.to_json_lines()
    root.setLevel(logging.DEBUG)
    cache.clear()
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers = handlers
    root.setLevel(level)


def try_at(client, name, password):
    return client.post("/accounts/login/", {"login": name, "password": password})


def test_who_signed_in_or_failed_to_stands_in_the_log_with_the_address(lines):
    who = account("chen", phone="13812345678")
    for name, password in (
        ("chen", PASSWORD), ("nobody", "wrong"), *[("13812345678", "wrong")] * 5,
    ):  # fmt: skip
        try_at(Client(), name, password)
    said = [(line["event"], line["account"]) for line in lines() if "account" in line]
    assert said == [
        ("Somebody signed in.", who.pk), ("Signing in failed.", None),
        *[("Signing in failed.", who.pk)] * 4, ("Signing in was held up.", who.pk),
    ]  # fmt: skip
    assert {line["address"] for line in lines() if "account" in line} == {"127.0.0.1"}


def test_no_secret_and_no_name_of_a_person_stands_in_the_log(
    lines, client, noon, monkeypatch, mailoutbox
):
    home = residents.home(noon)
    accounts.set_email(account=home.account, email="zeng@example.com", at=noon)
    bearer = programs.bearer(home.account, noon)
    client.raise_request_exception = False
    try_at(client, "13812345678", "a wrong password")
    try_at(client, "typed in the wrong field", "x")
    client.post(reverse("account_reset_password"), {"email": "zeng@example.com"})
    try_at(client, home.account.username, PASSWORD)
    session = client.cookies["sessionid"].value
    client.get("/api/v1/cases/", headers=bearer)
    missed = client.get("/no/such/place/?q=13812345678")

    def broken(*_args, **_named):
        raise RuntimeError("broken")

    monkeypatch.setattr(backends.NameOrPhone, "authenticate", broken)
    assert try_at(Client(raise_request_exception=False), "chen", PASSWORD).status_code == 500
    numbers = {line.get("request_id") for line in lines() if line["logger"] == "django.request"}
    assert missed["X-Request-ID"] in numbers
    log = json.dumps(lines(), ensure_ascii=False)
    secrets = [
        PASSWORD, "a wrong password", "typed in the wrong field", "13812345678", "zeng@example.com",
        session, bearer["Authorization"].split()[1], mailoutbox[0].body.split("/key/")[1].split("/")[0],
        home.account.password,
    ]  # fmt: skip
    assert ([secret for secret in secrets if secret in log], "RuntimeError" in log) == ([], True)


@pytest.mark.parametrize("place", ["/no/%0a%7B%22event%22:%22forged%22%7D/", "/a%0d%0ab\u2028c/"])
def test_nobody_writes_a_line_of_their_own_into_the_log(lines, client, place):
    client.get(place, headers={"user-agent": "a\n{}", "x-request-id": "a\n{}"})
    (line,) = [line for line in lines() if line["logger"] == "django.request"]
    assert (line["level"], "\n" in line["event"], "\n" in line["request_id"]) == (
        "warning", False, False,
    )  # fmt: skip


def test_what_was_refused_stands_in_the_log_by_its_place(lines, client):
    client.force_login(account("chen"))
    assert client.get("/console/").status_code == 403
    assert Client(enforce_csrf_checks=True).post("/accounts/login/").status_code == 403
    said = {(line["logger"], line["level"]) for line in lines()}
    assert {("django.request", "warning"), ("django.security.csrf", "warning")} <= said
