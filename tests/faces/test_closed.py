"""The house is closed to changes: everything can be read, nothing is changed, nothing typed is lost."""

import json
import time

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from anlin.config.cli import main
from anlin.foundation.audit.models import Entry
from anlin.foundation.jobs import worker
from anlin.foundation.upkeep import api as upkeep
from anlin.foundation.upkeep import closing
from anlin.foundation.upkeep.models import Closure
from anlin.kernel.actors import system
from anlin.trades.cases.models import Case
from factories import desks, programs, residents
from factories.accounts import PASSWORD
from walk.addresses import SAFE, every
from walk.world import world

pytestmark = pytest.mark.django_db
BY = system("tests")
SENTENCES = {
    "zh-hans": ("系统暂时只读", "原因：换新版本", "预计"),
    "en": ("read-only for a while", "Reason: 换新版本", "expected"),
}


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    yield
    closing.memory.asked_at = time.monotonic()


def close(at, reason="换新版本", opens_at=None):
    return upkeep.close(reason=reason, opens_at=opens_at or at.replace(minute=59), by=BY, at=at)


def counted():
    return {model: model.objects.count() for model in apps.get_models() if model._meta.managed}


def test_nothing_is_changed_at_any_address():
    known = world()
    close(known.made.at)
    unsafe = [address for address in every() if address.method != SAFE]
    assert len(unsafe) > 90
    for caller, faces in (("here", {"console", "api"}), ("resident", {"portal"}), ("nobody", {"portal"})):  # fmt: skip
        account = known.callers[caller]
        client, headers = Client(), {}
        if account is not None:
            client.force_login(account)
            headers = programs.bearer(account, known.made.at)
        before = counted()
        for number, address in enumerate(each for each in unsafe if each.face in faces):
            is_api = address.face == "api"
            # Every other as a script sends it: that answer is quickly made.
            more = {"content_type": "application/json"} if is_api else {"headers": {"HX-Request": "true"} if number % 2 else {}}  # fmt: skip
            ask = getattr(Client(headers=headers) if is_api else client, address.method.lower())
            answer = ask(address.filled(known.things), **more)
            refused_for_good = {403, 404} if account is not None else set()
            assert answer.status_code in {503, *refused_for_good}, (caller, address)
            assert answer.status_code != 503 or int(answer["Retry-After"]) >= 30
        assert counted() == before


@pytest.mark.parametrize("language", SENTENCES)
def test_what_was_typed_is_given_back(language, noon, client):
    client.force_login(residents.home(noon).account)
    close(noon)
    said = {"words": "厨房的水管又漏了，楼下也湿了。", "kind": "repair"}
    # One address refuses in its own form, the other has none and shows what was sent.
    for address in (reverse("portal:report"), reverse("portal:consents")):
        answer = client.post(address, said, headers={"Accept-Language": language})
        page = answer.content.decode()
        assert answer.status_code == 503
        assert [part for part in (*SENTENCES[language], said["words"]) if part not in page] == []
    assert Case.objects.count() == 0


@pytest.mark.parametrize("language", SENTENCES)
def test_a_form_sent_by_script_stays_as_it_is(language, noon, client):
    client.force_login(residents.home(noon).account)
    close(noon)
    headers = {"HX-Request": "true", "Accept-Language": language}
    answer = client.post(reverse("portal:report"), {"words": "厨房漏水"}, headers=headers)
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#closed")
    assert answer.content.decode().startswith('<div id="closed"')
    assert [part for part in SENTENCES[language] if part not in answer.content.decode()] == []


@pytest.mark.parametrize("language", SENTENCES)
def test_every_page_says_so_and_can_be_read(language, noon, client):
    client.force_login(residents.home(noon).account)
    pages = [reverse("portal:home"), reverse("portal:report"), reverse("portal:requests")]
    for is_closed in (True, False):
        if is_closed:
            close(noon)
        else:
            upkeep.reopen(by=BY, at=noon)
        for who, addresses in ((client, pages), (Client(), [reverse("account_login")])):
            for address in addresses:
                answer = who.get(address, headers={"Accept-Language": language})
                assert answer.status_code == 200
                assert (SENTENCES[language][0] in answer.content.decode()) is is_closed


@pytest.mark.parametrize("language", SENTENCES)
def test_programs_get_a_problem_document_and_may_send_the_same_later(language, client):
    made = desks.scene()
    close(made.at)
    headers = programs.bearer(made.desk.account, made.at) | {
        "Idempotency-Key": "closed-0001", "Accept-Language": language,
    }  # fmt: skip
    said = {
        "project": made.project.pk, "kind": "repair", "words": "厨房漏水", "channel": "hotline",
        "reporter": made.person.pk, "unit": made.unit.pk,
    }  # fmt: skip
    ask = {"content_type": "application/json", "headers": headers}
    answer = client.post("/api/v1/cases/", json.dumps(said), **ask)
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (problem["code"], problem["status"]) == ("house_closed", 503)
    assert [part for part in SENTENCES[language] if part not in problem["detail"]] == []
    assert client.get("/api/v1/cases/", headers=headers).status_code == 200
    upkeep.reopen(by=BY, at=made.at)
    assert client.post("/api/v1/cases/", json.dumps(said), **ask).status_code == 201


def test_signing_in_waits_and_gives_no_password_back(noon, client):
    home = residents.home(noon)
    close(noon)
    typed = {"login": home.account.username, "password": PASSWORD}
    answer = client.post(reverse("account_login"), typed)
    assert answer.status_code == 503
    assert PASSWORD not in answer.content.decode()
    assert "登录也要等" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    upkeep.reopen(by=BY, at=noon)
    assert client.post(reverse("account_login"), typed).status_code == 302


def test_the_worker_rests_between_jobs(noon):
    done = []
    step = worker._unless_closed(lambda: done.append(1) or True)
    close(noon)
    assert (step(), done) == (False, [])
    upkeep.reopen(by=BY, at=noon)
    assert (step(), done) == (True, [1])


def said(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        main(["readonly", *words, "--json"])
    assert ended.value.code == 0
    return json.loads(capsys.readouterr().out)


def test_the_command_closes_and_opens(capsys):
    closed = said(capsys, "on", "--reason", "换新版本", "--minutes", "15")
    assert (closed["readonly"], closed["reason"], closed["until"] > closed["since"]) == (
        True,
        "换新版本",
        True,
    )
    again = said(capsys, "on", "--reason", "还要一会儿")
    assert (again["since"], again["reason"], again["until"]) == (
        closed["since"],
        "还要一会儿",
        None,
    )
    assert said(capsys, "status") == again
    assert said(capsys, "off") == said(capsys, "off") == {"readonly": False}
    deeds = ["upkeep.closed", "upkeep.closed", "upkeep.opened"]
    assert list(Entry.objects.order_by("pk").values_list("deed", flat=True)) == deeds
    assert not Closure.objects.exists()
