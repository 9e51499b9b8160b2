"""`anlin doctor` says what is well and what needs a person."""

import json

import pytest

from anlin.config.cli import main
from anlin.foundation.audit import api as audit
from anlin.kernel.actors import system
from anlin.kernel.subjects import Subject

pytestmark = pytest.mark.django_db
LOOKED_AT = [
    "database",
    "migrations",
    "keys",
    "outbox",
    "jobs",
    "dead letters",
    "dead jobs",
    "audit",
]


def examined(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--json"])
    return ended.value.code, json.loads(capsys.readouterr().out)


def test_a_new_installation_is_well(noon, capsys, settings, tmp_path):
    settings.KEYS_FILE = tmp_path / "keys.json"
    settings.KEYS_FILE.touch()
    audit.record("tests.begun", Subject("project", "1"), by=system("tests"), at=noon)

    code, findings = examined(capsys)

    assert (code, list(findings)) == (0, LOOKED_AT)
    assert all(finding["well"] for finding in findings.values())


def test_a_missing_key_file_needs_a_person(settings, tmp_path, capsys):
    settings.KEYS_FILE = tmp_path / "keys.json"

    code, findings = examined(capsys)

    assert (code, [name for name, said in findings.items() if not said["well"]]) == (1, ["keys"])
