"""Which requirement row is shown by which tests: read from the tests' marks, written to docs/coverage.csv.

Tests carry `@pytest.mark.shows("A-CASE-07", …)`. Nothing is run here; that the named tests exist
and pass is for the test suite to say.
"""

import ast
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

IDS = Path("docs/requirement-ids.txt")
COVERAGE = Path("docs/coverage.csv")
MOST_ROWS = 6
# Tests that use the program as people and programs do: pages, REST, commands, jobs, whole journeys.
FROM_OUTSIDE = ("tests/faces/", "tests/config/", "tests/journeys/")


class LedgerWrong(ValueError):  # noqa: N818
    """A mark names no row there is, or more rows than one test can show."""


@dataclass(frozen=True)
class Showing:
    """One test and the rows it shows; `sentence` says what it asserts."""

    test: str
    sentence: str
    rows: tuple[str, ...]

    @property
    def is_from_outside(self) -> bool:
        return self.test.startswith(FROM_OUTSIDE) or "jobs" in self.test.partition("::")[0]


def coverage(repository: Path) -> str:
    """The content of docs/coverage.csv. A row is done when a test from outside shows it."""
    ids = known_ids(repository)
    by_row: dict[str, list[Showing]] = {row: [] for row in ids}
    for showing in showings(repository):
        _check(showing, by_row)
        for row in showing.rows:
            by_row[row].append(showing)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["id", "state", "tests", "shows"])
    for row, shown_by in by_row.items():
        # What is seen from outside says most, so it is named first.
        named = sorted(shown_by, key=lambda each: (not each.is_from_outside, each.test))
        tests = " ".join(each.test for each in named)
        writer.writerow([row, _state(named), tests, named[0].sentence if named else ""])
    return table.getvalue()


def known_ids(repository: Path) -> list[str]:
    return (repository / IDS).read_text("utf-8").split()


def named_tests(repository: Path) -> set[str]:
    """The tests that docs/coverage.csv names, as pytest writes them, without parameters."""
    with (repository / COVERAGE).open(encoding="utf-8", newline="") as table:
        return {test for line in csv.DictReader(table) for test in line["tests"].split()}


def showings(repository: Path) -> Iterator[Showing]:
    """Every marked test, by file and then as they stand there."""
    for path in sorted((repository / "tests").glob("**/test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and (rows := _rows(node)):
                name = f"{path.relative_to(repository).as_posix()}::{node.name}"
                yield Showing(name, _sentence(node), rows)


def _rows(test: ast.FunctionDef) -> tuple[str, ...]:
    return tuple(
        ast.literal_eval(argument)
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.shows"
        for argument in mark.args
    )


def _sentence(test: ast.FunctionDef) -> str:
    """The first line of its docstring, or its name read as a sentence."""
    said = (ast.get_docstring(test) or "").partition("\n")[0]
    plain = test.name.removeprefix("test_").replace("_", " ")
    return said or f"{plain[:1].upper()}{plain[1:]}."


def _check(showing: Showing, known: dict[str, list[Showing]]) -> None:
    if len(showing.rows) > MOST_ROWS:
        raise LedgerWrong(f"{showing.test} shows more than {MOST_ROWS} rows.")
    unknown = [row for row in showing.rows if row not in known]
    if unknown:
        raise LedgerWrong(f"{showing.test} shows rows that are not there: {', '.join(unknown)}.")


def _state(named: list[Showing]) -> str:
    if not named:
        return "later"
    return "done" if named[0].is_from_outside else "partly"
