"""What the table of the cache holds is plain words, and nothing written there by others is run."""

import base64
import json
import pickle

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from factories.accounts import account

pytestmark = pytest.mark.django_db
ran = []


def run():
    ran.append("run")
    return "of somebody else"


class Trap:
    def __reduce__(self):
        return run, ()


@pytest.fixture(autouse=True)
def empty():
    cache.clear()
    ran.clear()


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cache")
        return [base64.b64decode(value) for (value,) in cursor.fetchall()]


def test_what_it_holds_is_read_as_json_and_comes_back_as_it_was():
    kept = {"tries": [1.5, 2], "name": "陈静", "open": True, "none": None}
    cache.set("one", kept)
    assert cache.add("two", "y") is True
    assert cache.add("two", "n") is False
    assert (cache.get("one"), cache.get("two"), cache.get("three", [])) == (kept, "y", [])
    assert sorted(map(json.loads, rows()), key=str) == sorted([kept, "y"], key=str)


def test_attempts_at_the_door_are_counted_as_json():
    account("chen")
    Client().post("/accounts/login/", {"login": "chen", "password": "guessed"})
    held = [json.loads(row) for row in rows()]
    assert held
    assert {type(one) for one in held} <= {list, str, bool, int}


@pytest.mark.parametrize("written", [pickle.dumps(Trap()), pickle.dumps([1, 2]), b"\xff", b"{"])
def test_what_others_wrote_there_is_not_run_and_counts_as_nothing(written):
    cache.set("one", 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET value = %s", [base64.b64encode(written).decode()])
    assert (cache.get("one", "nothing"), ran) == ("nothing", [])
    cache.set("one", 2)
    assert cache.get("one") == 2


def test_what_is_no_json_is_not_taken():
    with pytest.raises(TypeError):
        cache.set("one", Trap())
    assert (cache.get("one"), ran) == (None, [])
