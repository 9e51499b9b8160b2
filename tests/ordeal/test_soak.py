"""A served house under many programs at once: no fault, nothing lost, nothing twice, and no growing memory."""

import collections
import itertools
import json
import os
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ordeal.clients import REFUSED, soak, together
from ordeal.conftest import free_port

pytestmark = [pytest.mark.piece, pytest.mark.crowd]
PROGRAMS = 4
MEGABYTE = 1024 * 1024


@pytest.fixture
def served(house):
    house.port = free_port()
    house.parent = house.run("-m", "anlin.config.cli", "serve", "--port", str(house.port))
    house.eventually(lambda: status_of(f"http://127.0.0.1:{house.port}/nowhere") == 404)
    return house


def members_of(parent):
    """The ids of all that the process started, and of all that those started."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        return []
    return [member for child in children for member in (int(child), *members_of(int(child)))]


def memory_of(house):
    """Bytes that the processes of the server hold in memory, without the worker."""
    total = 0
    for pid in members_of(house.parent.pid):
        place = Path(f"/proc/{pid}")
        if b"granian" in (place / "cmdline").read_bytes():
            total += int((place / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return total


def entries_of(house, case, deed):
    key = f"subject_kind = 'case' AND subject_key = '{case}' AND deed = '{deed}'"
    return house.ask(f"SELECT count(*) FROM audit_entry WHERE {key}")[0][0]


def test_a_served_house_stands_many_programs_at_once(served):
    """One test, because starting the house takes longer than most of its parts."""
    many_programs_for_a_long_time(served)
    # Sorted may be again and again, answered once in a round, closed not before it is answered.
    many_do_one_deed(served, "sort", SORT, past="sorted", may_succeed=range(1, 7))
    many_do_one_deed(served, "answer", TOLD, past="answered", may_succeed=[1])
    many_do_one_deed(served, "close", {}, past="closed", may_succeed=[0])
    two_dispatchers_give_one_order_to_two_people(served)
    many_numbers_at_once_follow_one_another(served)
    served.eventually(lambda: not served.faults("quiet"))
    assert served.faults("settled") == []
    assert "Traceback" not in served.log(), served.log()
    ends_and_leaves_nobody(served)


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def many_programs_for_a_long_time(served):
    together(served.port, served.scene, [soak(min(served.seconds / 4, 20))] * PROGRAMS, seed=100)
    warm = memory_of(served)
    clients = together(served.port, served.scene, [soak(served.seconds)] * PROGRAMS, seed=200)

    assert [fault for client in clients for fault in client.faults] == []
    answers = sum((client.answers for client in clients), collections.Counter())
    assert answers.keys() <= {200, 201, "again"}, answers
    assert served.faults("now") == []
    grown = memory_of(served) - warm
    # Caches fill; what leaks grows with every request.
    assert grown < 60 * MEGABYTE + 4096 * answers.total(), f"{grown / MEGABYTE:.0f} MB more"


SORT = {"trade": "water", "service_nature": "routine", "urgency": "ordinary"}
TOLD = {"words": "已更换。", "channel": "hotline"}
seeds = itertools.count(1000, 100)


def at_once(served, *functions):
    return together(served.port, served.scene, functions, seed=next(seeds))


def opened_and(served, *steps):
    """A matter that went so far."""

    def go(client):
        case = client.open_case()
        for step, said in steps:
            status, told = client.ask("POST", f"/cases/{case}/{step}/", said)
            assert status == 200, told
        return case

    [case] = at_once(served, go)
    return case


def many_do_one_deed(served, deed, said, *, past, may_succeed):
    case = opened_and(served, *([("sort", SORT)] if deed != "sort" else []))

    outcomes = at_once(
        served, *[lambda client: client.ask("POST", f"/cases/{case}/{deed}/", said)] * 6
    )

    done = [status for status, _told in outcomes if status < 300]
    refused = [told["detail"] for status, told in outcomes if status in REFUSED]
    assert len(done) + len(refused) == 6, outcomes
    assert len(done) in may_succeed
    # Each that was told yes has its entry, nobody else has, and each no has its sentence.
    assert entries_of(served, case, f"cases.{past}") == len(done)
    assert all(refused)


def two_dispatchers_give_one_order_to_two_people(served):
    passed = {"department": served.scene["department"], "with_order": True}
    case = opened_and(served, ("sort", SORT), ("pass-on", passed))
    [(order,)] = served.ask(f"SELECT order_id FROM cases_errand WHERE case_id = {case}")

    outcomes = at_once(
        served,
        *(
            lambda client, to=to: client.ask("POST", f"/work-orders/{order}/assign/", {"to": to})
            for to in served.scene["workers"]
        ),
    )

    statuses = [status for status, _told in outcomes]
    assert 200 in statuses
    assert set(statuses) <= {200} | REFUSED, outcomes
    [(holder,)] = served.ask(f"SELECT assignee_id FROM workorders_workorder WHERE id = {order}")
    kept = served.ask(
        "SELECT details FROM audit_entry WHERE deed = 'workorders.assigned' AND subject_key ="
        f" '{order}' ORDER BY id"
    )
    assert len(kept) == statuses.count(200)
    last = kept[-1][0] if isinstance(kept[-1][0], dict) else json.loads(kept[-1][0])
    assert last["to"] == holder


def many_numbers_at_once_follow_one_another(served):
    def three(client):
        return [client.open_case() for _n in range(3)]

    made = at_once(served, *[three] * 8)

    numbers = [number for each in made for number in each]
    assert len(set(numbers)) == 24
    assert served.faults("now") == []


def ends_and_leaves_nobody(served):
    members = members_of(served.parent.pid)
    served.parent.terminate()
    assert served.parent.wait(60) == 0
    assert [pid for pid in members if Path(f"/proc/{pid}").exists()] == []
