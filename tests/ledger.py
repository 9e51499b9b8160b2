"""Pytest plugin: a test that docs/coverage.csv names must really pass, not be skipped."""

from collections import defaultdict
from pathlib import Path

import pytest

from anlin.config import ledger

REPOSITORY = Path(__file__).resolve().parents[1]
_outcomes = defaultdict(set)


def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        _outcomes[report.nodeid.partition("[")[0]].add(report.outcome)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    # With xdist the reports of all workers arrive at the one process that has no worker's input.
    if hasattr(session.config, "workerinput") or not (REPOSITORY / ledger.COVERAGE).exists():
        return
    broken = not_shown(ledger.named_tests(REPOSITORY), _outcomes)
    if broken:
        lines = "\n  ".join(broken)
        print(f"\nNamed in {ledger.COVERAGE}, but not passed:\n  {lines}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def not_shown(named, outcomes):
    """Named tests that were run and did not pass; those left out of this run are no matter."""
    return sorted(test for test in named if outcomes.get(test) and "passed" not in outcomes[test])
