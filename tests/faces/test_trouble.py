"""The database is away, or the disk is full: a sentence and a number, never a trace, and nothing typed is lost."""

import contextlib
import errno
import json
import logging
import sqlite3
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from anlin.faces.kit.frame import trouble
from anlin.foundation.upkeep import closing
from anlin.trades.cases.models import Case
from factories import desks, documents, programs, residents

pytestmark = pytest.mark.django_db
SENTENCES = {"zh-hans": "数据库暂时没有响应", "en": "The database does not answer just now."}
KEY = "4a3c2e52-77aa-4ed1-9c1e-2f5e7d3b7c11"
TYPED = {"words": "厨房的水管又漏了，楼下也湿了。", "kind": "repair"}
NUMBER = "of-this-request-1"


@contextlib.contextmanager
def away(of="", error=OperationalError):
    """No statement that holds these words is answered."""

    def refuse(execute, sql, *rest):
        if of in sql:
            raise error("server closed the connection unexpectedly at 10.0.0.1")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def at_home(noon):
    return residents.home(noon)


@pytest.fixture
def resident(at_home):
    client = Client(raise_request_exception=False)
    client.force_login(at_home.account)
    return client


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_page_says_so_with_its_number_and_leaves_no_trace(language, error, resident, caplog):
    headers = {"Accept-Language": language, "X-Request-ID": NUMBER}
    with away(error=error), caplog.at_level(logging.INFO):
        answer = resident.get(reverse("portal:home"), headers=headers)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert SENTENCES[language] in page
    assert NUMBER in page
    assert f'href="{reverse("portal:home")}"' in page
    assert "10.0.0.1" not in page
    assert [(r.levelname, r.exc_info) for r in caplog.records] == [("WARNING", None)]
    assert resident.get(reverse("portal:home")).status_code == 200


@pytest.mark.parametrize("statement", ["", "INSERT"])
def test_what_was_typed_is_given_back_and_can_be_sent_again(statement, resident, at_home):
    with away(of=statement):
        typed = {**TYPED, "unit": at_home.unit.pk, "key": KEY}
        answer = resident.post(reverse("portal:report"), typed)
    page = unescape(answer.content.decode())
    assert answer.status_code == 503
    assert f'name="words" value="{TYPED["words"]}"' in page
    assert f'<form method="post" action="{reverse("portal:report")}">' in page
    assert "csrfmiddlewaretoken" in page
    assert Case.objects.count() == 0


def test_a_form_sent_by_script_stays_as_it_is(resident):
    with away():
        headers = {"HX-Request": "true", "X-Request-ID": NUMBER}
        answer = resident.post(reverse("portal:report"), TYPED, headers=headers)
    said = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (503, "#closed", "outerHTML")  # fmt: skip
    assert said.startswith('<div id="closed"')
    assert SENTENCES["zh-hans"] in said
    assert NUMBER in said


def test_a_password_is_never_given_back(client):
    client.raise_request_exception = False
    with away():
        answer = client.post(reverse("account_login"), {"login": "wang", "password": "a secret!"})
    assert answer.status_code == 503
    assert "a secret!" not in answer.content.decode()


@pytest.mark.parametrize("statement", ["", "INSERT"])
def test_programs_get_a_problem_document_and_may_send_the_same_later(statement):
    made = desks.scene()
    said = {
        "project": made.project.pk, "kind": "repair", "words": "厨房漏水", "channel": "hotline",
        "reporter": made.person.pk, "unit": made.unit.pk,
    }  # fmt: skip
    headers = programs.bearer(made.desk.account, made.at) | {
        "Idempotency-Key": "away-0001", "X-Request-ID": NUMBER, "Accept-Language": "en",
    }  # fmt: skip
    client = Client(raise_request_exception=False, headers=headers)
    before = Case.objects.count()
    with away(of=statement):
        answer = client.post("/api/v1/cases/", said, content_type="application/json")
    problem = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (problem["code"], answer["Retry-After"]) == ("database_away", "10")
    assert SENTENCES["en"] in problem["detail"]
    assert NUMBER in problem["detail"]
    assert Case.objects.count() == before
    again = client.post("/api/v1/cases/", said, content_type="application/json")
    assert (again.status_code, Case.objects.count()) == (201, before + 1)


def test_a_session_that_cannot_be_written_is_the_same_trouble(resident):
    with away(of='UPDATE "django_session"'):
        answer = resident.post(reverse("elder"), {"large": "1"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_no_room_for_a_file_is_told_and_nothing_is_kept(resident, at_home, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("anlin.instruments.documents.actions._store", full)
    photo = SimpleUploadedFile("tap.jpg", documents.picture())
    answer = resident.post(
        reverse("portal:report"), {**TYPED, "unit": at_home.unit.pk, "key": KEY, "file": [photo]}
    )
    assert answer.status_code == 507
    assert TYPED["words"] in answer.content.decode()
    assert Case.objects.count() == 0


def driver_error(code):
    error = sqlite3.OperationalError("of the driver")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_BUSY, trouble.DATABASE),
        (sqlite3.SQLITE_IOERR_WRITE, trouble.DATABASE),
        (sqlite3.SQLITE_FULL, trouble.ROOM),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_a_statement_that_is_wrong_is_our_fault_and_a_full_disk_is_no_outage(code, told):
    error = OperationalError("of Django")
    error.__cause__ = driver_error(code)
    assert trouble.known(error) == told


@pytest.mark.django_db(transaction=True)
def test_whoever_only_looks_waits_for_no_writer(client, monkeypatch):
    """A transaction takes SQLite's only write lock, so none is begun."""
    monkeypatch.setattr(closing.memory, "asked_at", None)
    asked = []

    def note(execute, sql, *rest):
        asked.append(sql.split()[0])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        for address in ("/health/ready", "/accounts/login/"):
            assert client.get(address).status_code == 200
    assert set(asked) == {"SELECT"}
