"""`anlin doctor` says what is well and what needs a person."""

import json
import zipfile

import pytest
from django.conf import settings
from django.db import connection

from anlin.config.cli import main
from anlin.foundation.audit import api as audit
from anlin.foundation.news.models import Letter
from anlin.kernel.actors import system
from anlin.kernel.subjects import Subject
from factories import desks, dumps, people

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


def test_a_bundle_for_support_says_nothing_about_anybody(noon, tmp_path):
    person = people.person("亓官霏翎", "13755660917", email="qiguan@example.com")
    case = desks.matter(desks.scene(), words="我是亓官霏翎，13755660917", reporter=person)
    Letter.objects.create(
        event="cases.opened", payload={}, listener="a.listener", subject_ref=str(case.subject), posted_at=noon,
        due_at=noon, state="dead", last_error="anlin.errors.Refused: 亓官霏翎 13755660917",
    )  # fmt: skip
    with pytest.raises(SystemExit):
        main(["doctor", "--bundle", str(tmp_path / "bundle.zip")])

    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        held = {name: bundle.read(name) for name in bundle.namelist()}
    told = {name: json.loads(part) for name, part in held.items()}
    assert told["work.json"]["letters_dead"] == {"cases.opened → a.listener: Refused": 1}
    assert (told["rows.json"]["cases_case"], told["database.json"]["vendor"]) == (
        1,
        connection.vendor,
    )
    secrets = {
        each: each for each in ("亓官霏翎", "13755660917", "qiguan@example", settings.SECRET_KEY)
    }
    places = [(name, dumps.spelled(part.decode())) for name, part in held.items()]
    assert dumps.found(secrets, places) == []


def test_a_bundle_takes_the_place_of_nothing(tmp_path, capsys):
    (tmp_path / "bundle.zip").write_text("mine")
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "--bundle", str(tmp_path / "bundle.zip")])
    assert (ended.value.code, (tmp_path / "bundle.zip").read_text()) == (1, "mine")
    assert "bundle.zip" in capsys.readouterr().err
