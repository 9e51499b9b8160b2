"""`anlin duty`: the auditor's verdict and the packs, with honest exit codes."""

import datetime as dt
import json

import pytest

from anlin.config import cli
from anlin.instruments.duty import actions
from anlin.instruments.duty.models import Occurrence, Pack
from factories import duty, estate
from factories.duty import moment

DAY = dt.date(2026, 3, 2)
HEAD = duty.HEAD.format(code="trial", version=1, adopted="by choice")


@pytest.fixture
def told(capsys):
    def ask(*words):
        with pytest.raises(SystemExit) as ended:
            cli.main(["duty", *words])
        return ended.value.code, capsys.readouterr().out

    return ask


@pytest.fixture
def written(tmp_path):
    def write(name, *rules):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "pack.yaml").write_text(HEAD, "utf-8")
        (folder / "rules.yaml").write_text("".join(rules), "utf-8")
        return str(folder)

    return write


@pytest.mark.django_db
def test_the_auditor_counts_by_rule_and_fails_when_something_is_missing(told):
    duty.standing(estate.project(), at=moment(DAY, 8))
    Occurrence.objects.filter(scheduled_on__gt=DAY).update(next_at=None)
    actions.sweep(at=moment(DAY + dt.timedelta(days=8)))

    code, out = told("audit", "--json")
    line = json.loads(out)
    assert (code, line["expected"], line["present"]) == (0, 9, 9)
    assert line["rules"] == {"trial/meeting": {"expected": 9, "present": 9}}

    Occurrence.objects.filter(scheduled_on=DAY + dt.timedelta(days=7)).delete()
    code, out = told("audit")
    assert code == 1
    assert "missing: trial/meeting" in out


@pytest.mark.django_db
def test_a_pack_is_checked_with_line_numbers_and_taken_whole_or_not_at_all(told, written):
    good = written("good", duty.rule())
    bad = written("bad", duty.rule().replace("at 18:00", "at 25:00"))

    assert told("pack", "check", good) == (0, "trial 1: 1 rules are sound.\n")
    code, out = told("pack", "check", bad)
    assert (code, out.split(" ")[0]) == (1, "rules.yaml:8:")
    assert told("pack", "take", bad)[0] == 1
    assert Pack.objects.count() == 0
    assert told("pack", "take", good) == (0, "trial 1 was taken: 1 rules.\n")


@pytest.mark.django_db
def test_two_packs_are_compared_figure_by_figure(told, written):
    old = written("old", duty.rule("a"), duty.rule("b"))
    new = written("new", duty.rule("a").replace("18:00", "17:00"), duty.rule("c"))

    code, out = told("pack", "diff", old, new, "--json")

    assert code == 0
    assert json.loads(out) == [
        {"rule": "a", "what": "changed", "figures": {"calendar.target": ["at 18:00", "at 17:00"]}},
        {"rule": "b", "what": "removed", "figures": {}},
        {"rule": "c", "what": "added", "figures": {}},
    ]


@pytest.mark.django_db
def test_a_year_is_simulated_by_month_and_post_and_what_nobody_knows_is_named(told):
    estate.project()
    at = moment(DAY, 8)
    duty.pack(duty.rule(), duty.rule("daily", duty.DAILY), duty.rule("reply", duty.CLOCK), at=at)

    code, out = told("simulate", "--pack", "trial", "--project", "YL", "--year", "2027", "--json")

    load = json.loads(out)
    assert code == 0
    assert load["rules"]["daily"] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert sum(load["rules"]["meeting"]) == 52
    assert load["hours"] == {"office_manager": (365 + 52) * 0.5}
    assert load["left_out"] == ["reply"]
    assert told("simulate", "--pack", "no", "--project", "YL", "--year", "2027")[0] == 1


@pytest.mark.django_db
def test_why_tells_the_lines_and_an_unknown_duty_is_said(told):
    duty.standing(estate.project(), at=moment(DAY, 8))
    row = Occurrence.objects.first()

    code, out = told("why", str(row.pk))
    assert code == 0
    assert "trial/meeting" in out.splitlines()[0]
    assert told("why", "0")[0] == 1
