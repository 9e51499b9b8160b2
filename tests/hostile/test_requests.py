"""Requests as no program of ours makes them: broken bodies, other types, foreign fields, foreign places, lines within headers."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from anlin.foundation.audit.models import Entry
from factories import hostile as texts
from factories import programs
from walk import bodies
from walk.addresses import SAFE, every
from walk.world import world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql_only,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
JSON = "application/json"
BODIES = {
    "no json": b"{",
    "nothing": b"",
    "a number": b"1" + b"0" * 400,
    "an endless number": b'{"words": 1e309}',
    "not a number": b'{"words": NaN}',
    "half a character": b'{"words": "\\ud800", "channel": "\\udfff"}',
    "broken utf-8": b'{"words": "\xff\xfe"}',
    "deep": b"[" * 10_000,
    "deep and whole": b'{"words":' * 5_000 + b"1" + b"}" * 5_000,
    "twice the same": b'{"words": "a", "words": {"b": 1}}',
    "a list": b"[1, 2, 3]",
    "null": b"null",
    "a bomb of text": b'{"words": "' + b"a" * 1_000_000 + b'"}',
}
TYPES = (
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "a\tb",
    JSON + "; charset=utf-16",
)

UNKNOWN = (415, "unknown_type")


@pytest.fixture
def office():
    return world()


@pytest.fixture
def program(office):
    who = programs.bearer(office.callers["here"], office.made.at)
    return Client(raise_request_exception=False, headers=who)


def deeds():
    return [address for address in every() if address.face == "api" and address.method != SAFE]


def is_problem(reply):
    return (
        400 <= reply.status_code < 500
        and reply.headers["Content-Type"] == "application/problem+json"
    )


def test_no_broken_body_is_done_or_breaks_anything(office, program):
    wrong = [
        (address.path, name, reply.status_code)
        for turn, address in enumerate(deeds())
        if bodies.body_of(address.name, office.things)
        for name, body in texts.some(BODIES.items(), turn)
        for reply in [program.post(address.filled(office.things), body, content_type=JSON)]
        if not is_problem(reply)
    ]
    assert wrong == []


def test_another_type_of_body_is_415_and_does_nothing(office, program):
    before = Entry.objects.count()
    asking = [one for one in deeds() if "words" in bodies.body_of(one.name, office.things)]
    wrong = [
        (address.path, kind, reply.status_code)
        for address in asking
        for kind in TYPES
        for reply in [program.post(address.filled(office.things), b"words=1", content_type=kind)]
        if not is_problem(reply) or (reply.status_code, reply.json()["code"]) != UNKNOWN
    ]
    assert (wrong, Entry.objects.count()) == ([], before)


def test_no_operation_takes_a_field_that_is_not_described(office, program):
    taken = []
    for address in deeds():
        said = bodies.body_of(address.name, office.things)
        if said and "file" not in said:
            foreign = said | {
                "state": "closed",
                "project_id": 1,
                "by": "system:x",
                "is_superuser": True,
            }
            reply = program.post(address.filled(office.things), foreign, content_type=JSON)
            if reply.status_code != 422:
                taken.append((address.path, reply.status_code))
    assert taken == []


def test_every_hostile_text_is_kept_or_refused_by_the_api(office, program):
    wrong = []
    for turn, address in enumerate(deeds()):
        said = bodies.body_of(address.name, office.things)
        for name, text in texts.some(texts.TEXTS.items(), turn):
            told = {key: text if isinstance(value, str) else value for key, value in said.items()}
            if not told or "file" in said:
                continue
            reply = program.post(address.filled(office.things), json.dumps(told), content_type=JSON)
            if reply.status_code >= 500:
                wrong.append((address.path, name))
    assert wrong == []


def test_a_body_beyond_all_bounds_is_refused_in_words(office, program):
    body = b'{"words":"' + b"a" * 6_000_000 + b'"}'
    keyed = program.post(
        "/api/v1/cases/", body, content_type=JSON, headers={"Idempotency-Key": "8d1e6a52"}
    )
    reply = program.post("/api/v1/cases/", body, content_type=JSON)
    assert (keyed.status_code, is_problem(keyed)) == (413, True)
    assert (reply.status_code, is_problem(reply)) == (413, True)
    browser = Client(raise_request_exception=False)
    browser.force_login(office.callers["here"])
    said = browser.post("/console/trades/cases/new/", {"words": "长" * 2_000_000})
    assert said.status_code in {400, 413}


def test_a_form_of_a_hundred_thousand_fields_is_refused_in_words(office):
    browser = Client(raise_request_exception=False)
    browser.force_login(office.callers["here"])
    reply = browser.post("/console/trades/cases/new/", {f"f{n}": "1" for n in range(5_000)})
    assert (reply.status_code, "text/html" in reply.headers["Content-Type"]) == (400, True)


@pytest.mark.parametrize(
    "place",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(7)",
        "\thttps://evil.example",
        "/%0d%0aSet-Cookie:evil=1",
        "/a\r\nSet-Cookie: evil=1",
        "console:home",
        "http:///evil.example",
    ],
)
def test_no_address_leads_away(office, place):
    browser = Client(raise_request_exception=False)
    browser.force_login(office.callers["here"])
    case = office.things["case"]
    replies = [
        browser.post(reverse("elder"), {"large": "1", "next": place}),
        browser.post(reverse("choose_project"), {"project": office.made.project.pk, "next": place}),
        browser.post(f"/console/trades/cases/{case}/retitle/", {"title": "厨房", "back": place}),
        Client(raise_request_exception=False).get("/accounts/login/", {"next": place}),
    ]
    assert [reply.status_code for reply in replies] == [302, 302, 302, 200]
    for reply in replies:
        led = reply.headers.get("Location", "/")
        assert reply.status_code < 500
        assert led.startswith("/")
        assert not led.startswith(("//", "/\\"))
        assert "evil" not in reply.headers.get("Set-Cookie", "")
        assert "evil" not in reply.cookies


@pytest.mark.parametrize("said", list(texts.TEXTS.values())[:-1], ids=list(texts.TEXTS)[:-1])
def test_nothing_typed_at_the_door_breaks_it(said):
    reply = Client(raise_request_exception=False).post(
        "/accounts/login/", {"login": said, "password": said}
    )
    assert reply.status_code == 200
    assert texts.SCRIPT not in reply.content.decode()


def test_hostile_queries_find_nothing_and_break_nothing(office):
    browser = Client(raise_request_exception=False)
    browser.force_login(office.callers["here"])
    lists = [
        a.filled(office.things)
        for a in every()
        if a.face == "console" and a.method == SAFE and not a.names_a_thing
    ]
    said = [*texts.CHOSEN, texts.TURNED, "长" * 2000]
    names = "q view after before count day week month from until state project department kind year unit who".split()
    wrong = [
        (path, word[:20], reply.status_code)
        for place, path in enumerate(lists)
        for word in (said[place % len(said)], said[(place + 3) % len(said)])
        for reply in [browser.get(path, dict.fromkeys(names, word))]
        if reply.status_code >= 500
        or texts.SCRIPT in (b"" if reply.streaming else reply.content).decode()
    ]
    assert wrong == []
