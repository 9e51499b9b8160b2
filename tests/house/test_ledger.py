"""The ledger: rows, the tests that show them, and what they may say."""

from pathlib import Path

import pytest

import ledger as plugin
from anlin.config import ledger

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(tmp_path):
    """A repository with three rows, and a function that writes a test file into it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / ledger.IDS).write_text("A-CASE-01\nA-CASE-02\nA-CASE-03\n")

    def write(place, text):
        path = tmp_path / "tests" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"import pytest\n\n\n{text}")
        return tmp_path

    return write


def test_the_ledger_is_what_the_marks_say():
    said = (REPOSITORY / ledger.COVERAGE).read_text("utf-8")
    assert said == ledger.coverage(REPOSITORY), "run make docs"


def test_a_row_is_done_when_it_is_seen_from_outside(house):
    house(
        "trades/test_loop.py",
        "@pytest.mark.shows('A-CASE-01', 'A-CASE-02')\ndef test_a_loop_ends(): ...\n",
    )
    repository = house(
        "faces/test_page.py",
        "@pytest.mark.shows('A-CASE-01')\ndef test_page():\n    '''The page closes a case.'''\n",
    )

    assert ledger.coverage(repository).splitlines() == [
        "id,state,tests,shows",
        "A-CASE-01,done,tests/faces/test_page.py::test_page tests/trades/test_loop.py::test_a_loop_ends,The page closes a case.",
        "A-CASE-02,partly,tests/trades/test_loop.py::test_a_loop_ends,A loop ends.",
        "A-CASE-03,later,,",
    ]


@pytest.mark.parametrize(
    "marked", ["'A-CASE-99'", ", ".join(["'A-CASE-01'"] * 7)], ids=["unknown", "too many"]
)
def test_a_mark_that_cannot_be_right_is_refused(house, marked):
    repository = house(
        "faces/test_page.py", f"@pytest.mark.shows({marked})\ndef test_page(): ...\n"
    )

    with pytest.raises(ledger.LedgerWrong):
        ledger.coverage(repository)


def test_a_named_test_that_was_skipped_shows_nothing():
    outcomes = {"a": {"passed"}, "b": {"skipped"}, "c": {"passed", "skipped"}}
    assert plugin.not_shown({"a", "b", "c", "d"}, outcomes) == ["b"]
