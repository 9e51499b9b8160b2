import io
import json
import re

import pytest

from anlin.config import cli, data, reference
from anlin.foundation.accounts.models import Account
from anlin.ground.workforce import queries
from anlin.ground.workforce.models import Department, Staff
from factories import estate

pytestmark = pytest.mark.django_db
LIN = "createuser --name 林秀 --username lin".split()


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        cli.main([*LIN, *arguments])
    return ended.value.code


def test_a_staff_member_is_made_who_can_sign_in(capsys, noon):
    assert run("--role", "administrator", "--json") == 0

    said = json.loads(capsys.readouterr().out)
    account = Account.objects.get(username="lin")
    actor = queries.actor_of(account, account.created_at)
    assert account.check_password(said.pop("password"))
    assert said == {"staff": actor.key, "username": "lin", "role": "administrator", "project": None}
    assert actor.may("workforce.manage_rights", None)
    assert queries.working_calendar().years >= set(range(2004, 2027))
    assert Department.objects.filter(code="quality", parent__code="company").exists()


def test_a_given_password_is_not_repeated(capsys, monkeypatch):
    here = estate.project("YL")
    monkeypatch.setattr("sys.stdin", io.StringIO("kapok tree 1986\n"))

    assert run("--role", "technician", "--project", "YL", "--password-stdin") == 0
    assert "kapok" not in capsys.readouterr().out
    account = Account.objects.get(username="lin")
    assert account.check_password("kapok tree 1986")
    actor = queries.actor_of(account, account.created_at)
    assert list(actor.rights_by_project) == [here.pk]


@pytest.mark.parametrize("wrong", [["--role", "king"], ["--role", "guard", "--project", "NO"]])
def test_a_wrong_role_or_project_makes_nobody(wrong, capsys):
    assert run(*wrong) == 1

    assert capsys.readouterr().err
    assert (Staff.objects.count(), Account.objects.count()) == (0, 0)


def test_role_codes_are_unique_and_rights_well_formed():
    roles = data.read("roles")["roles"]
    codes = [role["code"] for role in roles]
    rights = {right for role in roles for right in role["rights"]}

    assert len(set(codes)) == len(codes) >= 17
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", right) for right in rights)
    assert {role["name"] for role in roles} > {"管理处经理", "客服前台", "公司回访专人", "维修技工"}


def test_the_page_of_rights_names_every_role_and_right():
    page = reference.permissions()

    assert "| technician | 维修技工 | Technician |" in page
    assert re.search(r"\| audit\.see \| .*auditor", page)
