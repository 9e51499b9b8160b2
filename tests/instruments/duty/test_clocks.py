"""News opens clocks for many things at once; what does not fit is withdrawn; a year nobody entered holds nobody up."""

import datetime as dt

import pytest
from django.db import connection

from anlin.ground.workforce.actions import seed_calendar
from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.actions import Opening
from anlin.instruments.duty.models import Piece, WaitingClock
from anlin.kernel.subjects import Subject
from factories import duty, estate
from factories.duty import moment

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 2)
REPLY = "what: 答复, proof: news, deed: cases.replied"
HOUR = dt.timedelta(hours=1)


def clock(code, within="3d", when="", *, evidence=REPLY, **more):
    said = f", when: {{{when}}}" if when else ""
    return duty.rule(
        code, f"clock: {{on: cases.case_opened, within: {within}{said}}}", evidence=evidence, **more
    )


def opening(project, key, *, at, **more):
    more.setdefault("news", "cases.case_opened")
    return Opening(about=Subject("case", key), project_id=project.pk, at=at, **more)


@pytest.fixture
def monday():
    return moment(MONDAY, 8)


@pytest.fixture
def project():
    return estate.project()


def facts(**found):
    return [
        (row.standing.rule.code, row.key, row.last_at, row.done_at, row.withdrawn_at is not None)
        for row in duty.occurrences(**found)
    ]


def test_many_things_are_opened_at_the_price_of_one(project, monday, django_assert_num_queries):
    other = estate.project(code="YX")
    duty.standing(project, clock("any"), clock("repair", "1d", "kind: repair"), at=monday)
    duty.standing(other, clock("other"), at=monday, code="else")
    openings = [
        opening(place, str(nth), at=monday + nth * HOUR, said={"kind": kind})
        for nth, (place, kind) in enumerate([(project, "repair"), (project, "help"), (other, "repair")])
    ]  # fmt: skip

    # SQLite is asked once more for the keys of what was put in.
    with django_assert_num_queries(8 if connection.vendor == "postgresql" else 9):
        assert actions.open_clocks(openings * 2, by=duty.BY) == 4
    with django_assert_num_queries(7):
        assert actions.open_clocks(openings, by=duty.BY) == 0

    assert [line[:2] for line in facts()] == [
        ("repair", "case:0"), ("any", "case:0"), ("any", "case:1"), ("other", "case:2"),
    ]  # fmt: skip
    assert queries.audit(at=monday).is_whole


def test_where_no_rule_waits_it_costs_one_question(project, monday, django_assert_num_queries):
    duty.standing(project, clock("any"), at=monday)
    with django_assert_num_queries(1):
        openings = [opening(project, "1", at=monday, news="cases.other_news")]
        assert actions.open_clocks(openings, by=duty.BY) == 0

    assert duty.occurrences() == []


def test_only_rules_in_force_on_the_day_of_the_news_open(project, monday):
    duty.standing(project, clock("any"), at=monday)
    the_day_before = opening(project, "1", at=monday - 24 * HOUR)

    assert actions.open_clocks([the_day_before], by=duty.BY) == 0
    assert duty.occurrences() == []


def test_a_rule_of_the_company_waits_for_news_from_everywhere(project, monday):
    duty.standing(None, clock("whole", per="company"), at=monday, code="whole")

    assert actions.open_clocks([opening(project, "1", at=monday)], by=duty.BY) == 1
    [row] = duty.occurrences()
    assert (row.project_id, row.about) == (None, Subject("case", "1"))


def test_a_deed_of_the_same_breath_leaves_the_duty_done(project, monday):
    two = "what: 两次, proof: news, deed: cases.replied, count: 2"
    duty.standing(project, clock("once"), clock("twice", evidence=two), at=monday)
    met = opening(project, "1", at=monday, met=frozenset({"cases.replied"}))

    actions.open_clocks([met], by=duty.BY)

    once, twice = sorted(duty.occurrences(), key=lambda row: row.standing.rule.code)
    assert (once.done_at, once.done_by, once.next_at) == (monday, duty.BY.ref, None)
    assert twice.done_at is None
    [piece] = Piece.objects.all()
    assert (piece.occurrence, piece.deed, piece.proof_ref) == (once, "cases.replied", "case:1")
    assert queries.audit(at=monday).is_whole


def test_what_is_sorted_anew_withdraws_what_does_not_fit_and_opens_what_does(project, monday):
    duty.standing(
        project, clock("any"), clock("repair", "1d", "kind: repair"),
        clock("complaint", "2d", "kind: complaint"), at=monday,
    )  # fmt: skip
    actions.open_clocks([opening(project, "1", at=monday, said={"kind": "repair"})], by=duty.BY)
    later = monday + HOUR

    def sort(kind, at):
        said = opening(project, "1", at=monday, said={"kind": kind})
        actions.sort_clocks(said, by=duty.BY, at=at)
        return {line[0]: line[4] for line in facts()}

    assert sort("complaint", later) == {"any": False, "repair": True, "complaint": False}
    assert sort("repair", later) == {"any": False, "repair": False, "complaint": True}
    assert {row.earliest_at for row in duty.occurrences()} == {monday}
    again = next(row for row in duty.occurrences() if row.standing.rule.code == "repair")
    assert (again.step, again.next_at) == (0, again.last_at)

    # What was missed before stays, whatever it turns out to be.
    actions.sweep(at=again.last_at)
    after = sort("complaint", again.last_at + HOUR)
    assert after == {"any": False, "repair": False, "complaint": False}
    assert duty.occurrences(missed_at__isnull=False) == [again]


def test_what_is_gone_is_owed_no_more_but_what_was_missed_stays(project, monday):
    duty.standing(project, clock("short", "1d"), clock("long", "9d"), at=monday)
    for key in ("1", "2"):
        actions.open_clocks([opening(project, key, at=monday)], by=duty.BY)
    actions.sweep(at=monday + 60 * HOUR)

    assert actions.withdraw_about(Subject("case", "1"), at=monday + 61 * HOUR) == 1

    assert [(code, key) for code, key, _l, _d, gone in facts() if gone] == [("long", "case:1")]
    assert len(duty.occurrences(missed_at__isnull=False)) == 2


def test_a_deed_about_a_thing_answers_every_round_of_it(project, monday):
    duty.standing(project, clock("any", "1d"), at=monday)
    for nth in range(3):
        again = opening(project, "1", at=monday + 30 * nth * HOUR, nth=nth)
        actions.open_clocks([again], by=duty.BY)
    at = monday + 50 * HOUR

    done = actions.discharge(
        deeds=["cases.replied"], about=Subject("case", "1"), proof=Subject("note", "1"), by=duty.BY, at=at
    )  # fmt: skip

    # The first was missed before; the third has not begun.
    assert [(row.key, row.missed_at is not None, row.done_at) for row in done] == [
        ("case:1", True, at), ("case:1/1", False, at),
    ]  # fmt: skip
    assert [row.key for row in duty.occurrences(done_at=None)] == ["case:1/2"]


class TestAYearNobodyEntered:
    @pytest.fixture
    def working(self, project, monday):
        """A clock that counts working days, where no working year is known."""
        duty.standing(project, clock("counted", "5wd"), at=monday)
        actions.open_clocks([opening(project, key, at=monday) for key in "12"], by=duty.BY)

    def test_holds_nobody_up_and_the_clock_starts_once_it_is_known(self, project, monday, working):
        assert duty.occurrences() == []
        assert [clock.year for clock in WaitingClock.objects.all()] == [2026, 2026]
        assert actions.open_clocks([opening(project, "1", at=monday)], by=duty.BY) == 0
        assert actions.start_waiting_clocks(at=monday) == 0

        seed_calendar(source="国务院", by=duty.BY, at=monday, years=[2026])
        assert actions.start_waiting_clocks(at=monday + 50 * HOUR) == 2

        assert [line[1:3] for line in facts()] == [
            ("case:1", moment(dt.date(2026, 3, 10))), ("case:2", moment(dt.date(2026, 3, 10))),
        ]  # fmt: skip
        assert not WaitingClock.objects.exists()
        assert queries.audit(at=monday + 50 * HOUR).is_whole

    def test_what_was_answered_meanwhile_is_born_done_and_late_stays_late(self, monday, working):
        deeds = {"1": monday + HOUR, "2": moment(dt.date(2026, 3, 12))}
        for key, at in deeds.items():
            about = Subject("case", key)
            actions.discharge(
                deeds=["cases.replied"],
                about=about,
                proof=Subject("answer", key),
                by=duty.BY,
                at=at,
            )

        seed_calendar(source="国务院", by=duty.BY, at=monday, years=[2026])
        actions.start_waiting_clocks(at=moment(dt.date(2026, 3, 20)))

        first, second = duty.occurrences()
        assert (first.done_at, first.missed_at) == (deeds["1"], None)
        assert (second.done_at, second.missed_at) == (deeds["2"], moment(dt.date(2026, 3, 10)))
        assert sorted(Piece.objects.values_list("proof_ref", flat=True)) == ["answer:1", "answer:2"]
