"""Programs, deeds and exports have a pace; beyond it nothing is done, and others are not held up."""

import datetime as dt
from unittest import mock

import pytest
from django.test import Client
from django.urls import path
from django.utils import timezone

from anlin.config.urls import urlpatterns as real
from anlin.faces.api import pace as programs_pace
from anlin.faces.console import shell
from anlin.faces.kit.frame import pace
from anlin.faces.kit.lists import page as lists
from anlin.faces.kit.lists.columns import Column
from anlin.foundation.accounts.api import Account
from anlin.trades.cases.models import Case, Note
from factories import desks, programs, residents

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
NOTE = "/console/trades/cases/{}/note/"


class Accounts(shell.ListPage):
    title = "账号"
    columns = (Column("username", "名称", leads=True),)

    def rows(self):
        return Account.objects.all()


urlpatterns = [path("accounts-list/", Accounts.as_view()), *real]


@pytest.fixture(autouse=True)
def bounds(settings, monkeypatch):
    settings.REQUESTS_A_MINUTE = settings.DEEDS_A_MINUTE = settings.EXPORTS_AN_HOUR = 3
    monkeypatch.setattr(programs_pace, "requests", pace.Pace(60))
    monkeypatch.setattr(pace, "deeds", pace.Pace(60))
    monkeypatch.setattr(lists, "exports", pace.Pace(3600))


def at(minute, second=0):
    """Requests think that it is then, tomorrow at noon."""
    day = timezone.localtime() + dt.timedelta(days=1)
    now = day.replace(hour=12, minute=minute, second=second, microsecond=0)
    return mock.patch("anlin.faces.kit.frame.middleware.timezone.localtime", return_value=now)


def test_a_program_that_asks_too_often_hears_how_long_to_wait_and_nothing_is_done(client, noon):
    home = residents.home(noon)
    project_id = home.unit.project_id
    desk = programs.staff_account("desk", at=noon, project_id=project_id)
    first, second = (programs.bearer(desk.account, noon) for _token in range(2))
    other = programs.bearer(home.account, noon)
    said = {
        "project": project_id, "kind": "repair", "words": "厨房漏水", "channel": "hotline",
        "reporter": home.person.pk, "unit": home.unit.pk,
    }  # fmt: skip

    def send(who):
        return client.post("/api/v1/cases/", said, content_type="application/json", headers=who)

    with at(10, 20):
        assert [send(who).status_code for who in (first, second, first)] == [201] * 3
        for who in (first, second):
            held = send(who)
            assert (held.status_code, held["Content-Type"], held["Retry-After"]) == (
                429, "application/problem+json", "40",
            )  # fmt: skip
            assert (held.json()["code"], "40" in held.json()["detail"]) == ("too_often", True)
        assert Case.objects.count() == 3
        assert client.get("/api/v1/cases/", headers=other).status_code == 200
    with at(11):
        assert send(first).status_code == 201
    assert Case.objects.count() == 4


def test_deeds_quicker_than_a_person_are_not_done_and_looking_goes_on(client):
    made = desks.scene()
    case = desks.matter(made)
    client.force_login(made.desk.account)

    def note(browser=client):
        return browser.post(NOTE.format(case.pk), {"kind": "internal", "words": "楼下也渗水了。"})

    with at(10, 59):
        assert [note().status_code for _time in range(4)] == [302, 302, 302, 429]
        held = note()
        assert (held["Retry-After"], "稍" in held.content.decode()) == ("1", True)
        assert Note.objects.count() == 3
        assert client.get("/console/").status_code == 200
        second = Client()
        second.force_login(made.worker.account)
        assert note(second).status_code != 429
    before = Note.objects.count()
    with at(11):
        assert note().status_code == 302
    assert Note.objects.count() == before + 1


@pytest.mark.usefixtures("staff")
def test_tables_are_taken_out_so_many_times_an_hour_and_then_refused_in_words(client):
    with at(10):
        answers = [client.get("/accounts-list/?export=xlsx") for _time in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 422]
        assert "50 分钟" in answers[-1].content.decode()
        assert not answers[-1].content.startswith(b"PK")
        assert client.get("/accounts-list/").status_code == 200
    with at(10), mock.patch.object(lists, "exports", pace.Pace(3600)):
        assert client.get("/accounts-list/?export=xlsx").status_code == 200


def test_a_bound_of_zero_is_none(settings, client):
    settings.DEEDS_A_MINUTE = 0
    made = desks.scene()
    client.force_login(made.desk.account)
    sent = [client.post("/accounts/large-type/", {"large": "1"}).status_code for _time in range(9)]
    assert sent == [302] * 9
