"""The packs that come with the house: every row of both catalogues stands in them, and they hold on every day."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

from anlin.config import data
from anlin.ground.workforce import actions as workforce
from anlin.ground.workforce import queries as reading
from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.choices import Fact, Kind
from anlin.instruments.duty.models import Occurrence, Standing
from anlin.instruments.duty.queries import packs
from anlin.instruments.duty.rules import expecting
from factories import duty, estate
from factories.duty import moment

# How many rows each table of the two catalogues has.
ROWS = {"A:D-": 71, "A:P-": 26, "A:E-": 42, "B:T": 23, "B:U": 66, "B:E": 32}
PRODUCT = Path(__file__).parents[4] / "shared" / "product"
TABLES = {
    "requirements-a.md": ("A:", r"^\| ([DPE]-\d\d) \|"),
    "requirements-b.md": ("B:", r"^\| ([TUE]\d\d) \|"),
}
DAY = dt.date(2026, 1, 1)


@pytest.fixture(scope="module")
def read():
    """Every shipped pack, by code."""
    return {code: packs.read_path(path) for code, path in packs.shipped().items()}


def rules_of(read, code):
    return read[code].pack.rules


def test_every_pack_is_sound_and_called_as_its_folder(read):
    assert {code: found.faults for code, found in read.items()} == dict.fromkeys(
        ("baseline", "grade-1", "grade-2", "grade-3", "statutory-cn"), ()
    )
    assert {code: found.pack.pack for code, found in read.items()} == {code: code for code in read}


def test_every_row_of_both_catalogues_stands_in_the_baseline(read):
    covered = [row for rule in rules_of(read, "baseline") for row in rule.covers]
    wanted = {f"{head}{n:02d}" for head, count in ROWS.items() for n in range(1, count + 1)}

    assert set(covered) == wanted


@pytest.mark.skipif(not PRODUCT.exists(), reason="the catalogues are not beside the repository")
@pytest.mark.parametrize("name", TABLES)
def test_the_rows_are_those_of_the_tables(read, name):
    head, form = TABLES[name]
    text = (PRODUCT / name).read_text("utf-8")
    named = {f"{head}{code}" for code in re.findall(form, text, re.MULTILINE)}
    covered = {row for rule in rules_of(read, "baseline") for row in rule.covers}
    assert {row for row in covered if row.startswith(head)} == named


def test_every_post_is_a_role_that_a_new_house_has(read):
    known = {role["code"] for role in data.read("roles")["roles"]}
    told = {
        post
        for found in read.values()
        for rule in found.pack.rules
        for post in (rule.post, *(rise.to for rise in rule.rises))
    }
    assert told - known == set()


def test_a_law_names_its_article_how_sure_we_are_and_waits_for_a_person(read):
    assert read["statutory-cn"].pack.adopted == "after confirmation"
    for rule in rules_of(read, "statutory-cn"):
        assert rule.confidence is not None, rule.code
        assert rule.source, rule.code


def test_what_the_rows_do_not_say_is_marked_as_ours(read):
    by_code = {rule.code: rule for rule in rules_of(read, "baseline")}
    assert by_code["b-opinion-boxes"].defaults == []
    assert by_code["b-home-visits"].defaults == ["evidence.count"]
    assert by_code["a-developer-letter-answered"].clock.within == "3d"
    assert by_code["a-developer-letter-answered"].defaults == []
    open_ones = {
        rule.code: rule
        for rule in by_code.values()
        if any(row.startswith("B:U") for row in rule.covers)
    }
    assert {code for code, rule in open_ones.items() if not rule.defaults} == set()


@pytest.mark.django_db
def test_no_rule_contradicts_itself_on_any_day_of_three_years(read, noon):
    workforce.seed_calendar(source="国务院", by=duty.BY, at=noon, years=[2024, 2025, 2026])
    calendar = reading.working_calendar()
    zone = timezone.get_default_timezone()
    first, end = dt.date(2024, 1, 15), dt.date(2026, 11, 1)
    for found in read.values():
        for rule in found.pack.rules:
            if rule.kind in (Kind.CALENDAR, Kind.SAMPLE, Kind.COVER):
                for day in expecting.days_of(rule, first, end):
                    window = expecting.window_on(rule, day, calendar=calendar, zone=zone)
                    if window is not None:
                        assert expecting.steps(rule, window, calendar), rule.code
            elif rule.kind == Kind.MILESTONE:
                assert expecting.window_before(rule, end, calendar=calendar, zone=zone)
            elif rule.kind == Kind.CLOCK:
                at = moment(dt.date(2026, 2, 13), 17)
                assert expecting.opened_by(rule, key="x", at=at, calendar=calendar).last_at > at


@pytest.mark.django_db
def test_the_baseline_stands_in_a_project_and_the_auditor_agrees(noon):
    at = moment(DAY, 8)
    workforce.seed_calendar(source="国务院", by=duty.BY, at=at, years=[2025, 2026])
    project = estate.project()
    facts = dict.fromkeys(Fact, True)
    actions.answer(project=project, facts=facts, by=duty.BY, at=at)
    pack = actions.take_pack(written=packs.written(Path("baseline")), by=duty.BY, at=at)

    seen = actions.preview(pack=pack, places=[project, None], from_on=DAY, at=at)
    actions.adopt(pack=pack, places=[project, None], from_on=DAY, by=duty.BY, at=at)

    assert seen.adds == Occurrence.objects.count()
    assert seen.adds > 1_000
    gates = pack.rules.filter(kind=Kind.GATE).count()
    assert Standing.objects.count() == seen.begins == pack.rules.count() - gates
    actions.sweep(at=at)
    assert queries.audit(at=at).differences == []


@pytest.mark.shows("B-GOV-12")
@pytest.mark.parametrize(
    ("ours", "theirs", "deed"),
    [
        ("a-survey-june", "b-survey-monthly", "survey-held"),
        ("a-survey-june", "b-survey-quarterly-floor", "survey-held"),
        ("a-survey-november", "b-survey-monthly", "survey-held"),
        ("a-phone-follow-up", "b-repair-callback", None),
        ("a-civil-defect-finished", "b-ordinary-repair-handled", None),
        ("a-utility-fault-repaired", "b-emergency-repair-sent", "workorders.order_accepted"),
    ],
)
def test_where_both_catalogues_ask_the_like_both_stand_with_their_own_figures(
    read, ours, theirs, deed
):
    rules = {rule.code: rule for found in read.values() for rule in found.pack.rules}
    one, other = rules[ours], rules[theirs]
    figures = [getattr(rule, rule.kind.value) for rule in (one, other)]
    assert figures[0] != figures[1]
    assert all(cover.startswith("A:") for cover in one.covers)
    assert all(cover.startswith("B:") for cover in other.covers)
    shared = one.evidence.deed if one.evidence.deed == other.evidence.deed else None
    assert shared == deed


def test_the_packs_are_written_down_the_same_in_json(read):
    # What is kept in the database is what was read: nothing is lost on the way.
    for found in read.values():
        for rule in found.pack.rules:
            body = json.loads(json.dumps(rule.model_dump(mode="json", exclude_none=True)))
            assert type(rule).model_validate(body) == rule
