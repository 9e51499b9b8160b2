"""The change of keys is killed again and again while others write; afterwards one key is left and opens everything."""

import json
import select
import time

import pytest

pytestmark = pytest.mark.piece
ROTATE = ("-m", "anlin.config.cli", "keys", "rotate", "--json")


def test_no_kill_leaves_anything_that_nobody_can_open(house):
    doers = [house.run("-m", "ordeal.deeds", str(seed)) for seed in (71, 72)]
    # Two kills in every run of the suite, minutes of them in the ordeal.
    end, kills = time.monotonic() + house.seconds - 6, 0
    while kills < 2 or time.monotonic() < end:
        change = house.run(*ROTATE)
        select.select([change.stdout], [], [], 1.0 + house.chance.random() * 2)
        house.kill(change)
        kills += 1

    said = json.loads(house.said(*ROTATE))
    for doer in doers:
        house.kill(doer)
    assert said["left"] == {}
    listed = house.said("-m", "anlin.config.cli", "keys", "list", "--json").splitlines()
    [line] = map(json.loads, listed)
    assert (line["key"], line["current"]) == (said["key"], True)
    assert house.faults("now") == []
