"""Everybody tries every door: what each address answers stands in a table, and the table has its laws."""

import csv
import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from factories import programs
from walk.addresses import SAFE, Address, every
from walk.world import CALLERS, world

TABLE = Path(__file__).parents[2] / "docs" / "reference" / "addresses.csv"
WRITE = "ANLIN_WRITE_ADDRESSES"
HEAD = ("face", "path", "method", "name", "right", *CALLERS)
DENIED = {"401", "403", "404", "405"}
# Open to whoever knocks: the shell of the installable portal, and what it shows without a network.
PUBLIC = {"portal:manifest", "portal:worker", "portal:offline", "portal:report_offline",
    # Behind a code that hangs at a place, and behind a secret link.
    "portal:sign", "portal:sign_thanks", "portal:followed", "portal:followed_words",
}  # fmt: skip
# Everybody who works here has these, whatever their rights; each shows only what one may see.
EVERYBODYS = {"console:home", "console:mine", "console:find", "console:counts"}


def told():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def line_of(address):
    return (address.face, address.path, address.method, address.name, address.right)


def knock(caller, addresses, made_world):
    """Address → status; what a knock changes is undone."""
    account = made_world.callers[caller]
    browser, program = Client(raise_request_exception=False), {}
    if account is not None:
        browser.force_login(account)
        program = programs.bearer(account, made_world.made.at)
    answers = {}
    for address in addresses:
        is_api = address.face == "api"
        client = Client(headers=program, raise_request_exception=False) if is_api else browser
        body = {"content_type": "application/json"} if is_api else {}
        data = {} if address.method == SAFE else ("{}" if is_api else {})
        with transaction.atomic():
            reply = getattr(client, address.method.lower())(
                address.filled(made_world.things), data, **body
            )
            if reply.streaming:
                # Read to its end, the file is shut.
                list(reply)
            transaction.set_rollback(True)
        answers[line_of(address)] = str(reply.status_code)
        if account is None and reply.status_code == 302:
            assert reply.headers["Location"].startswith("/accounts/login/"), address
    return answers


def broken(caller, is_law, *, but=frozenset()):
    """The addresses whose answer to this caller breaks the law."""
    return [
        (line["method"], line["path"], line[caller])
        for line in told()
        if line["name"] not in but and not is_law(line)
    ]


def test_the_table_knows_no_address_that_breaks():
    assert [line for line in told() if any(line[caller][0] == "5" for caller in CALLERS)] == []


def test_nobody_gets_further_than_the_door():
    assert broken("nobody", lambda line: line["nobody"] in {*DENIED, "302"}, but=PUBLIC) == []


def test_who_holds_no_right_opens_no_page_that_asks_for_one():
    assert broken("without", lambda line: not line["right"] or line["without"] == "403") == []
    console = [line for line in told() if line["face"] == "console"]
    opened = {line["name"] for line in console if line["without"] not in DENIED}
    assert opened == EVERYBODYS


def test_all_rights_in_another_project_open_no_thing_of_this_one():
    def is_law(line):
        own = line["face"] == "console" and Address(*[line[name] for name in HEAD[:5]])
        return not own or not own.names_a_thing or line["elsewhere"] in DENIED

    assert broken("elsewhere", is_law) == []


def test_residents_open_nothing_of_the_console_and_nothing_of_their_neighbours():
    def is_shut(line):
        return line["face"] != "console" or line["neighbour"] in DENIED

    def is_private(line):
        own = line["face"] == "portal" and Address(*[line[name] for name in HEAD[:5]])
        # A page that is gone leads back to one's own home.
        denied = DENIED | ({"302"} if line["method"] == SAFE else set())
        return not own or not own.names_a_thing or line["neighbour"] in denied

    documents = {"console:document", "console:document_sized"}
    assert broken("neighbour", is_shut) == []
    assert (
        broken(
            "resident",
            lambda line: line["face"] != "console" or line["resident"] in DENIED,
            but=documents,
        )
        == []
    )
    # A questionnaire is asked of everybody who lives there.
    assert broken("neighbour", is_private, but={*PUBLIC, "portal:questionnaire"}) == []


def test_staff_with_all_rights_speak_for_no_resident():
    told_matters = {
        (line["method"], line["path"]): line["here"]
        for line in told()
        if "/<int:pk>/" in line["path"] and line["face"] == "portal"
    }
    assert {place: status for place, status in told_matters.items() if status not in DENIED} == {}
    assert len(told_matters) > 10


def test_every_address_stands_in_the_table_and_no_other():
    assert [line_of(address) for address in every()] == [
        tuple(line[name] for name in HEAD[:5]) for line in told()
    ]


@pytest.mark.postgresql_only
@pytest.mark.django_db
@pytest.mark.parametrize("caller", CALLERS)
def test_every_address_answers_everybody_as_the_table_says(caller):
    answers = knock(caller, every(), world())
    if os.environ.get(WRITE):
        _write(caller, answers)
    known = {tuple(line[name] for name in HEAD[:5]): line[caller] for line in told()}
    assert {line: answers.get(line) for line in {*known, *answers}} == {
        line: known.get(line) for line in {*known, *answers}
    }


def _write(caller, answers):
    known = (
        {tuple(line[name] for name in HEAD[:5]): line for line in told()} if TABLE.exists() else {}
    )
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, HEAD, lineterminator="\n")
        table.writeheader()
        for line, status in sorted(answers.items()):
            facts = dict(zip(HEAD[:5], line, strict=True))
            table.writerow(dict.fromkeys(HEAD, "") | known.get(line, {}) | facts | {caller: status})
