import csv
import re

import pytest

from anlin.config import reference
from ledger import REPOSITORY

# How many items of levels 1 and 2 each section of ASVS 4.0.3 has.
SECTIONS = {
    "1.1": 7, "1.2": 4, "1.4": 3, "1.5": 4, "1.6": 4, "1.7": 2, "1.8": 2, "1.9": 2, "1.10": 1,
    "1.11": 2, "1.12": 1, "1.14": 6, "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 5, "2.5": 7, "2.6": 3,
    "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4, "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3,
    "3.7": 1, "4.1": 4, "4.2": 2, "4.3": 3, "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4,
    "6.1": 3, "6.2": 6, "6.3": 2, "6.4": 2, "7.1": 4, "7.2": 2, "7.3": 3, "7.4": 3, "8.1": 4,
    "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "10.2": 2, "10.3": 3, "11.1": 8, "12.1": 3, "12.2": 1,
    "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1, "13.1": 4, "13.2": 5, "13.3": 2, "13.4": 2,
    "14.1": 4, "14.2": 6, "14.3": 2, "14.4": 7, "14.5": 4,
}  # fmt: skip


@pytest.fixture(scope="module")
def items():
    with (REPOSITORY / reference.SECURITY / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_item_stands_once_in_its_order(items):
    told = [tuple(map(int, item["id"].split("."))) for item in items]
    counted = {}
    for chapter, section, _number in told:
        counted[f"{chapter}.{section}"] = counted.get(f"{chapter}.{section}", 0) + 1
    assert (told, len(set(told))) == (sorted(told), len(told))
    assert counted == SECTIONS


def test_what_is_met_is_shown_and_what_is_not_says_why(items):
    wrong = [
        item["id"]
        for item in items
        if item["state"] not in reference.STATES
        or not item["words"]
        or bool(item["shown by"]) is not (item["state"] == "met")
        or (item["state"] != "met" and not item["note"])
    ]
    assert wrong == []


def test_every_test_that_is_named_is_there(items):
    named = {test for item in items for test in item["shown by"].split()}
    gone = [test for test in named if not _is_there(*test.split("::"))]
    assert (gone, len(named) > 80) == ([], True)


def _is_there(path, name):
    file = REPOSITORY / path
    return file.is_file() and re.search(rf"^def {name}\(", file.read_text("utf-8"), re.MULTILINE)
