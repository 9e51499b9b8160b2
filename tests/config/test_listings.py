"""The commands for programs: a token, the projects, the newest cases."""

import json

import pytest

from anlin.config.cli import main
from anlin.foundation.accounts import api as accounts
from factories import residents

pytestmark = pytest.mark.django_db


def said(capsys, *words):
    with pytest.raises(SystemExit) as ended:
        main(words)
    out, _error = capsys.readouterr()
    return ended.value.code, [json.loads(line) for line in out.splitlines()]


def test_a_token_is_shown_once_and_opens_the_account(noon, capsys):
    account = residents.home(noon).account
    code, [made] = said(capsys, "token", "--username", "OWNER1", "--name", "报表", "--json")

    assert (code, made["username"], made["name"]) == (0, "owner1", "报表")
    assert accounts.account_by_token(made["token"], noon) == account


def test_a_token_for_nobody_is_refused(capsys):
    assert said(capsys, "token", "--username", "nobody", "--name", "x") == (1, [])
    assert not accounts.Token.objects.exists()


def test_projects_and_cases_are_listed(noon, capsys):
    resident = residents.home(noon)
    case = residents.matter_of(resident, noon, words="电梯异响。")

    project = {"id": resident.unit.project_id, "code": "YL", "name": "锦绣湖畔", "units": 1}
    assert said(capsys, "projects", "--json") == (0, [project])
    line = {
        "number": case.number, "state": "received", "kind": "inquiry",
        "opened_at": "2026-05-06T12:00+08:00", "title": "电梯异响",
    }  # fmt: skip
    assert said(capsys, "cases", "--limit", "5", "--json") == (0, [line])
