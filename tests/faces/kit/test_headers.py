"""What goes along with every answer: nothing foreign runs, frames or keeps it; and what cookies are."""

import importlib

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import path

from anlin.config.settings import base
from anlin.config.urls import urlpatterns as real
from anlin.foundation.upkeep import api as upkeep
from anlin.kernel.actors import system
from factories import programs, residents
from factories.accounts import PASSWORD, account

pytestmark = pytest.mark.django_db


def broken(request):
    raise RuntimeError


urlpatterns = [path("broken/", broken), *real]
handler400 = "anlin.faces.kit.frame.errors.bad_request"
handler404 = "anlin.faces.kit.frame.errors.not_found"
handler500 = "anlin.faces.kit.frame.errors.failed"


@pytest.fixture
def answers(noon):
    """One answer of every kind, by its kind; the statuses are looked at, too."""
    cache.clear()
    home = residents.home(noon)
    stranger = Client(raise_request_exception=False)
    owner = Client(raise_request_exception=False)
    owner.force_login(home.account)
    program = {"headers": programs.bearer(home.account, noon)}
    strict = Client(enforce_csrf_checks=True)
    found = {
        "door 200": stranger.get("/accounts/login/"),
        "page 200": owner.get("/"),
        "part 200": owner.get("/", headers={"HX-Request": "true"}),
        "sent on 302": stranger.get("/console/"),
        "many fields 400": owner.post("/accounts/project/", {f"f{n}": "1" for n in range(1100)}),
        "stale 403": strict.post("/accounts/login/"),
        "not open 403": owner.get("/console/"),
        "nothing 404": stranger.get("/nowhere/"),
        "method 405": stranger.get("/accounts/large-type/"),
        "failed 500": stranger.get("/broken/"),
        "manifest 200": stranger.get("/manifest.webmanifest"),
        "worker 200": stranger.get("/worker.js"),
        "health 200": stranger.get("/health/live"),
        "program 200": stranger.get("/api/v1/cases/", **program),
        "problem 401": stranger.get("/api/v1/cases/"),
        "problem 404": stranger.get("/api/v1/cases/999999/", **program),
    }
    for _attempt in range(5):
        stranger.post("/accounts/password/reset/", {"email": "a@example.com"})
    asked = stranger.post("/accounts/password/reset/", {"email": "a@example.com"})
    upkeep.close(reason="x", opens_at=None, by=system("tests"), at=noon)
    return found | {"often 429": asked, "closed 503": owner.post("/accounts/project/", {})}


@pytest.mark.urls(__name__)
def test_no_kind_of_answer_lets_anything_foreign_run_frame_or_keep_it(answers):
    wrong = []
    for kind, answer in answers.items():
        told = answer.headers
        policy = told.get("Content-Security-Policy", "")
        laws = {
            "status": answer.status_code == int(kind[-3:]),
            "policy": {
                "default-src 'self'", "object-src 'none'", "base-uri 'none'",
                "frame-ancestors 'none'", "form-action 'self'",
            } <= {each.strip() for each in policy.split(";")},
            "inline": "unsafe" not in policy and "*" not in policy,
            "frame": told.get("X-Frame-Options") == "DENY",
            "sniff": told.get("X-Content-Type-Options") == "nosniff",
            "referrer": told.get("Referrer-Policy") == "same-origin",
            "sensors": told.get("Permissions-Policy", "").startswith("camera=(), microphone=()"),
            "opener": told.get("Cross-Origin-Opener-Policy") == "same-origin",
            "kind": "Content-Type" in told and (
                not told["Content-Type"].startswith("text/html") or "utf-8" in told["Content-Type"]),
            "foreign": "Access-Control-Allow-Origin" not in told,
            "version": not {"Server", "X-Powered-By"} & set(told),
        }  # fmt: skip
        wrong += [(kind, law, answer.status_code) for law, holds in laws.items() if not holds]
    assert wrong == []


@pytest.mark.urls(__name__)
def test_what_is_shown_of_somebody_is_kept_by_no_cache(answers):
    shown = "door page part not program problem".split()
    told = {
        kind: answer.headers.get("Cache-Control", "")
        for kind, answer in answers.items()
        if kind.split()[0] in shown
    }
    assert {kind: said for kind, said in told.items() if "no-store" not in said} == {}
    filed = answers["program 200"].headers["Content-Disposition"]
    assert filed == 'attachment; filename="api.json"'


@pytest.fixture
def production(monkeypatch, settings):
    """Its settings of cookies and transport are in force."""
    monkeypatch.setenv("ANLIN_SECRET_KEY", "x")
    module = importlib.import_module("anlin.config.settings.production")
    for name in vars(module):
        if name.startswith(("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE", "SECURE_")):
            setattr(settings, name, getattr(module, name))
    return module


def test_in_production_no_cookie_leaves_the_host_https_or_reaches_a_script(production):
    account("chen")
    browser = Client()
    browser.get("/accounts/login/", secure=True)
    browser.post("/accounts/login/", {"login": "chen", "password": PASSWORD}, secure=True)
    browser.post("/accounts/language/", {"language": "en"}, secure=True)
    browser.post("/accounts/large-type/", {"large": "1"}, secure=True)
    browser.post("/accounts/shared-computer/", {"shared": "1"}, secure=True)
    told = {
        name: (bool(one["secure"]), bool(one["httponly"]), one["samesite"], one["path"], one["domain"])
        for name, one in browser.cookies.items()
    }  # fmt: skip
    assert {"__Host-session", "__Host-csrf", "django_language", "elder", "shared_computer"} <= set(
        told
    )
    assert set(told.values()) == {(True, True, "Lax", "/", "")}


def test_in_production_http_leads_to_https_for_a_year(production, client):
    plain, sure = client.get("/accounts/login/"), client.get("/accounts/login/", secure=True)
    assert (plain.status_code, plain.url) == (301, "https://testserver/accounts/login/")
    assert sure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_in_production_nothing_is_shown_for_debugging_and_passwords_are_dear(production):
    assert (production.DEBUG, "*" in production.ALLOWED_HOSTS) == (False, False)
    assert not hasattr(base, "PASSWORD_HASHERS")
    dear = PBKDF2PasswordHasher()
    assert (dear.algorithm, dear.iterations >= 600_000) == ("pbkdf2_sha256", True)
    assert dear.salt_entropy >= 128


@pytest.mark.parametrize(
    "place", ["/static/", "/static/kit/", "/files/", "/.git/config", "/anlin.sqlite3", "/keys.json"]
)
def test_no_folder_is_listed_and_no_file_of_the_house_served(client, place):
    assert client.get(place).status_code == 404
