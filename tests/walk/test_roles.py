"""Every role tries every door of its own project: what opens is what its rights say."""

import csv
import os
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from anlin.config import data
from factories import programs, workforce
from walk import asked, bodies, forms
from walk.addresses import SAFE, every
from walk.world import world

TABLE = Path(__file__).parents[2] / "docs" / "reference" / "addresses-by-role.csv"
WRITE = "ANLIN_WRITE_ADDRESSES"
ROLES = {role["code"]: frozenset(role["rights"]) for role in data.read("roles")["roles"]}
FACTS = ("face", "path", "method", "name", "right")
HEAD = (*FACTS, "asks", *ROLES)
# Holds every right there is, so its way through an address asks all that is to be asked.
EVERYTHING = "administrator"
REFUSED = {"401", "403", "404"}
DONE = {"200", "201", "302"}
METHODS = ("DELETE", "PUT", "PATCH", "POST")
# Who may read the notes of a kind also keeps them; who looks at a matter is seen to be there.
SEEING_IS_ENOUGH = {
    "console:residents:keep_note",
    "console:residents:notes",
    "console:case_present",
    "console:rule_version_read",
    # Words go out and answers come back; and a stage is ticked by whom the room of the file lets.
    "console:handbook_fitting",
    "console:handbook_tick",
}
# Whoever stands before a sign with a code may tell us something; no right is asked for.
OPEN_TO_ALL = {"portal:sign", "portal:followed_words"}
# One of several rights is enough; the administrator, who holds all, is asked for the first alone.
ONE_OF_SEVERAL = {
    "console:residents:ask_data",
    "console:residents:refuse_request",
    "console:service_withdraw",
}
# A part of a page asks nothing for the frame around it.
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Walk:
    """A world, a member of staff for each role, in its project or everywhere, and what was learnt of each address."""

    def __init__(self, notes, *, everywhere=False):
        self.notes, self.made = notes, world()
        self.place = None if everywhere else self.made.made.project.pk
        self.today = self.made.made.at.date()
        self.staff = {code: self._hired(code, rights) for code, rights in ROLES.items()}
        self.known, self.asks, self.calls = {}, {}, 0
        self.shown = {}

    def _hired(self, code, rights):
        at = self.made.made.at
        staff = workforce.hired(code, at=at, username=code)
        role = workforce.role(code, *rights, at=at)
        workforce.granted(staff, role, at=at, project_id=self.place)
        account = staff.account
        browser = Client(raise_request_exception=False, headers=PART)
        browser.force_login(account)
        program = Client(raise_request_exception=False, headers=programs.bearer(account, at))
        return {"console": browser, "portal": browser, "api": program}

    def answer(self, address, code):
        """The status, from somebody who would be asked and answer the same if there was one."""
        rights = ROLES[code]
        for questions, status in self.known.setdefault(address, []):
            if all((right in rights) == has for right, has in questions):
                return status
        status, questions = self.call(address, self.staff[code][address.face])
        self.known[address].append((dict.fromkeys(questions), status))
        if code == EVERYTHING:
            self.asks[address] = sorted({right for right, _has in self.notes.before_show})
        return status

    def call(self, address, client, **changed):
        self.calls += 1
        self.notes.clear()
        self.notes.shown_from = None
        path, method = address.filled(self.made.things), changed.get("method", address.method)
        body = self.body(address, path)
        with transaction.atomic(), asked.writing() as written:
            reply = getattr(client, method.lower())(path, **body)
            if reply.streaming:
                list(reply)
            markup = "" if reply.streaming else reply.content.decode(errors="replace")
            self.last_change = written and {name: self._digest(name) for name in written}
            transaction.set_rollback(True)
        status = "302" if "HX-Redirect" in reply.headers else str(reply.status_code)
        if method == SAFE and address.face != "api" and status == "200":
            for form in forms.read(markup, path):
                self.shown.setdefault(form.action, form)
        if status in REFUSED and self.last_change:
            assert self.last_change == {name: self._digest(name) for name in self.last_change}, (
                address
            )
        self.written = written
        return status, list(self.notes)

    def _digest(self, table):
        """What the table holds, as one number."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*), sum(hashtext(t::text)) FROM {table} t")
            return cursor.fetchone()

    def body(self, address, path):
        if address.method == SAFE:
            return {}
        if address.face == "api":
            said = bodies.body_of(address.name, self.made.things)
            return {"data": said} | ({} if "file" in said else {"content_type": "application/json"})
        shown = self.shown.get(path)
        return {"data": shown.filled(self.today) if shown else {}}


def facts_of(address):
    return tuple(str(getattr(address, fact)) for fact in FACTS)


def told():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {tuple(line[fact] for fact in FACTS): line for line in csv.DictReader(file)}


def deeds():
    """The lines of what is to be done, but for what nobody of one project does: it is the company's or a resident's."""
    lines = [line for line in told().values() if line["method"] != SAFE]
    return [
        line
        for line in lines
        if line[EVERYTHING] not in REFUSED and line["name"] not in SEEING_IS_ENOUGH | OPEN_TO_ALL
    ]


def test_the_administrator_holds_every_right():
    assert frozenset().union(*ROLES.values()) == ROLES[EVERYTHING]


def test_no_role_meets_a_fault():
    assert [line for line in told().values() if any(line[code][0] == "5" for code in ROLES)] == []


def test_without_the_right_of_its_page_a_role_is_refused_and_with_it_let_in():
    asked_for = [line for line in told().values() if line["right"]]
    wrong = [
        (line["method"], line["path"], code)
        for line in asked_for
        for code, rights in ROLES.items()
        if line["right"] not in rights and line[code] != "403"
    ]
    shut = [
        (line["method"], line["path"], code)
        for line in asked_for
        for code, rights in ROLES.items()
        if rights >= set(line["asks"].split()) and line[code] != line[EVERYTHING]
    ]
    assert (wrong, shut) == ([], [])


def test_a_role_is_answered_as_the_administrator_or_refused():
    # 422: a sentence about what is somebody else's, such as an order in another's hands.
    wrong = [
        (line["method"], line["path"], code, line[code])
        for line in told().values()
        for code in ROLES
        if line[code] not in {line[EVERYTHING], *REFUSED, "422"}
    ]
    assert wrong == []


def test_every_deed_asks_for_more_than_the_right_to_see():
    assert [line["path"] for line in deeds() if all(map(is_seeing, line["asks"].split()))] == []


def test_no_deed_is_done_by_a_role_that_holds_nothing_of_what_it_asks():
    done = [
        (line["path"], code)
        for line in deeds()
        for code, rights in ROLES.items()
        if line[code] in DONE
        and line["name"] not in ONE_OF_SEVERAL
        and not any(right in rights for right in line["asks"].split() if not is_seeing(right))
    ]
    assert done == []


def is_seeing(right):
    return right.rpartition(".")[2].startswith("see")


@pytest.mark.postgresql_only
@pytest.mark.django_db
def test_every_address_answers_every_role_as_the_table_says(monkeypatch):
    with asked.noted(monkeypatch) as notes:
        walk = Walk(notes)
        lines = {}
        for address in every():
            by_role = {code: walk.answer(address, code) for code in (EVERYTHING, *ROLES)}
            facts = dict(zip(FACTS, facts_of(address), strict=True))
            lines[facts_of(address)] = facts | {"asks": " ".join(walk.asks[address])} | by_role
    if os.environ.get(WRITE):
        _write(lines)
    known = told()
    assert {
        key: lines.get(key) for key in {*known, *lines} if lines.get(key) != known.get(key)
    } == {}


def test_every_address_stands_in_the_table_of_roles_and_no_other():
    assert sorted(facts_of(address) for address in every()) == sorted(told())


@pytest.mark.postgresql_only
@pytest.mark.django_db
def test_a_method_that_an_address_does_not_know_is_405_and_changes_nothing(monkeypatch):
    served = {}
    for address in every():
        served.setdefault((address.face, address.path), []).append(address)
    with asked.noted(monkeypatch) as notes:
        walk = Walk(notes)
        staff = walk.staff[EVERYTHING]
        wrong = []
        for (face, path), addresses in served.items():
            method = next(m for m in METHODS if m not in {one.method for one in addresses})
            status, _asked = walk.call(addresses[0], staff[face], method=method)
            if status != "405" or walk.written:
                wrong.append((method, path, status))
    assert wrong == []


def _write(lines):
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, HEAD, lineterminator="\n")
        table.writeheader()
        table.writerows(line for _key, line in sorted(lines.items()))
