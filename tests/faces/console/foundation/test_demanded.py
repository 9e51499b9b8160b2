"""Where it is demanded, whoever manages rights or settings has a second factor or sees nothing of the console."""

import importlib
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.urls import reverse

from anlin.trades.cases.models import Channel
from factories import cases
from factories.accounts import PASSWORD

CHANNEL = "/console/foundation/settings/channels/hotline/"
DEMANDED = "/accounts/two-factor/?demanded=1"
SENTENCE = "先设置两步验证"


@pytest.fixture(autouse=True)
def demanded(db, settings):
    cache.clear()
    settings.DEMAND_SECOND_FACTOR = True


@pytest.mark.parametrize("right", ["workforce.manage_rights", "settings.edit"])
def test_without_one_every_page_of_the_console_leads_to_where_it_is_set_up(signed_in, yl, right):
    client = signed_in(right, project=yl)
    for place in ("/console/", "/console/foundation/settings/", "/console/counts/"):
        answer = client.get(place)
        assert (answer.status_code, answer.url, answer.content) == (302, DEMANDED, b"")
    part = client.get("/console/", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"], part.content) == (200, DEMANDED, b"")
    page = client.get(DEMANDED)
    assert (page.status_code, SENTENCE in page.content.decode()) == (200, True)


def test_without_one_nothing_is_done_and_leaving_stays_open(signed_in, noon):
    cases.lists(noon)
    client = signed_in("settings.edit", "cases.arrange")
    refused = client.post(CHANNEL, {"active": "0"})
    assert (refused.status_code, refused.url) == (302, DEMANDED)
    assert Channel.objects.get(code="hotline").is_active
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/console/").url.startswith("/accounts/login/")


def test_once_it_is_set_up_the_console_opens_and_without_it_closes_again(signed_in, noon):
    cases.lists(noon)
    client = signed_in("settings.edit", "cases.arrange")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert client.post(CHANNEL, {"active": "0"}).status_code == 302
    assert not Channel.objects.get(code="hotline").is_active
    assert SENTENCE not in client.get("/accounts/two-factor/").content.decode()
    Authenticator.objects.filter(type="totp").delete()
    assert client.get("/console/").url == DEMANDED


def test_who_manages_neither_is_not_asked(signed_in):
    assert signed_in("cases.see").get("/console/").status_code == 200


def test_production_demands_it_and_other_installations_offer_it(monkeypatch):
    monkeypatch.setenv("ANLIN_SECRET_KEY", "x")
    base = importlib.import_module("anlin.config.settings.base")
    production = importlib.import_module("anlin.config.settings.production")
    assert (base.DEMAND_SECOND_FACTOR, production.DEMAND_SECOND_FACTOR) == (False, True)
