"""Killed in the midst of it, again and again: what was done is whole, what was not done is not there."""

import select
import time

import pytest
from django.db import connection

from ordeal.rosters import Rosters

pytestmark = pytest.mark.piece
# What `make ordeal` gives it, unless ANLIN_ORDEAL_SECONDS asks for less than its own 300.
FULL = 600 if connection.vendor == "postgresql" else 180


def test_no_kill_tears_a_deed_apart(house):
    seed, rounds, steps = 0, 0, 0
    doers, worker = [], house.worker()
    seconds = FULL if house.seconds >= 300 else house.seconds
    # Two more processes would double what a piece of seconds takes; test_killed_imports.py has one.
    rosters = Rosters(house, rows=3000 if seconds >= 30 else 0)
    end = time.monotonic() + seconds
    while rounds < 3 or time.monotonic() < end:
        while len(doers) < 2:
            doers.append(house.run("-m", "ordeal.deeds", str(seed := seed + 1)))
        rosters.go_on()
        steps += let_do(doers, house.chance.randint(1, 40), house)
        # Somewhere between two bytes of whatever it is doing now.
        select.select([], [], [], house.chance.random() * 0.05)
        if house.chance.random() < 0.4:
            house.kill(worker)
            worker = house.worker()
        house.kill(doers.pop(house.chance.randrange(2)))
        if house.chance.random() < 0.15:
            rosters.kill()
        assert house.faults("now") == []
        rounds += 1
    for process in (*doers, worker):
        house.kill(process)
    rosters.end()
    house.settle()
    print(
        f"{seconds:.0f} s: {rounds} kills, {steps} deeds, {len(rosters.files)} rosters, {rosters.kills} killed"
    )
    assert house.seen["cases"] > 0
    assert steps > rounds
    the_witness_sees_what_is_torn(house)


def let_do(doers, wanted, house):
    """Wait until they have done so many steps together, or one of them its first if they are slow."""
    done, end = 0, time.monotonic() + 30
    while done < wanted and time.monotonic() < end:
        ready, _, _ = select.select([doer.stdout for doer in doers], [], [], 1)
        for stdout in ready:
            dots = stdout.read1(4096)
            assert dots, house.log()
            done += len(dots)
    return done


TAMPER = """
import django; django.setup()
from anlin.foundation.accounts.models import Account
from anlin.foundation.numbering.models import Counter
from anlin.foundation.search.models import Doc
Account.objects.filter(username__startswith="told ").order_by("pk").first().delete()
Account.objects.filter(username__startswith="marked ").order_by("pk").first().delete()
Doc.objects.filter(kind="case").first().delete()
Counter.objects.update(last=1_000_000)
"""


def the_witness_sees_what_is_torn(house):
    house.said("-c", TAMPER)

    seen = " ".join(house.faults("now"))
    assert all(word in seen for word in ("numbers of", "told ", "marked ", "search: "))
