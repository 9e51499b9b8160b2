"""Asking afterwards: kinds and manners of follow-ups, special visits within a day, the weekly sample."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from anlin.ground.workforce import actions as workforce_actions
from anlin.instruments.duty.models import Occurrence
from anlin.kernel.actors import system
from anlin.trades.cases import actions, jobs, queries, rules
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.cases.models import Draw
from factories import desks, duty, ways, workforce

LIST = "/console/trades/cases/"
BY = system("tests")
SAMPLE = (
    "sample: {{of: {of}, share: 50, at_least: 2, every: FREQ=WEEKLY;BYDAY=MO, target: end of week}}"
)
ASKED = {"method": "phone", "rhythm": "occasional", "is_satisfied": "yes"}


def ask(client, case, **given):
    return client.post(f"{LIST}{case.pk}/follow_up/", ASKED | given)


def listed(client, query=""):
    lines = client.get(f"{LIST}follow-ups/?{query}").context["lines"]
    return [asked.case_id for asked, _address in lines]


@pytest.mark.shows("A-FUP-01")
def test_a_follow_up_is_periodic_or_occasional_and_the_list_tells_them_apart(made, clerk):
    first, second = [ways.at_state(made, CaseState.ANSWERED) for _ in range(2)]
    ask(clerk, first, rhythm="periodic")
    ask(clerk, second, rhythm="occasional")
    assert (listed(clerk, "rhythm=periodic"), listed(clerk, "rhythm=occasional")) == (
        [first.pk], [second.pk],
    )  # fmt: skip
    page = clerk.get(f"{LIST}{first.pk}/").content.decode()
    assert "定期" in page


@pytest.mark.shows("A-FUP-08", "A-CASE-13")
@pytest.mark.parametrize(
    ("method", "word"),
    [("phone", "电话"), ("visit", "上门"), ("special", "特殊回访"), ("letter", "信函")],
)
def test_the_manner_of_a_follow_up_is_chosen_for_the_case_and_what_it_brings_stands_there(
    made, clerk, method, word
):
    case = ways.at_state(made, CaseState.ANSWERED)
    assert f'<option value="{method}"' in clerk.get(f"{LIST}{case.pk}/follow_up/").content.decode()
    ask(clerk, case, method=method, new_information="楼上也漏", rhythm="periodic")
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert (case.follow_ups.get().method, word in page, "楼上也漏" in page) == (method, True, True)
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


@pytest.mark.shows("A-FUP-10")
def test_a_follow_up_keeps_satisfaction_what_remains_what_is_new_and_what_next(made, clerk):
    case = ways.at_state(made, CaseState.ANSWERED)
    said = {
        "remaining_problem": "柜门还关不上", "new_information": "下周出差", "next_action": "周六前派人",
    }  # fmt: skip
    ask(clerk, case, is_satisfied="no", grade="2", **said)
    page = clerk.get(f"{LIST}{case.pk}/").content.decode()
    asked = case.follow_ups.get()
    assert (asked.is_satisfied, asked.grade) == (False, 2)
    assert {name: getattr(asked, name) for name in said} == said
    assert all(words in page for words in said.values())


@pytest.mark.shows("B-FUP-01")
@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        (CaseKind.REPAIR, "hotline"),
        (CaseKind.COMPLAINT, "hotline-complaint"),
        (CaseKind.OPINION, "community-event"),
        (CaseKind.SUGGESTION, "home-visit"),
    ],
)
def test_after_repair_complaint_event_and_visit_a_follow_up_is_a_record_of_its_own(
    made, clerk, kind, channel
):
    case = ways.at_state(made, CaseState.ANSWERED, kind, channel=channel) if (
        kind != CaseKind.COMPLAINT
    ) else ways.complaint_about(made, channel=channel)  # fmt: skip
    if kind == CaseKind.COMPLAINT:
        actions.answer(case=case, words="已处理", channel=ways.channel(), by=BY, at=made.at)
    ask(clerk, case)
    page = clerk.get(f"{LIST}follow-ups/").content.decode()
    name = queries.channel_by_code(channel).name
    assert (listed(clerk, f"after={kind}"), name in page) == ([case.pk], True)


@pytest.mark.shows("A-FUP-05", "A-FUP-12")
def test_whoever_says_it_is_still_broken_is_visited_within_a_day_and_the_board_counts_down(
    made, clerk
):
    case = ways.mended(made, made.at)
    clerk.post(f"{LIST}{case.pk}/object/", {"how": "telephone", "words": "还在漏"})
    case.refresh_from_db()
    objected = case.verdicts.get().given_at
    assert case.special_due_at == objected + dt.timedelta(hours=24)

    board = clerk.get(f"{LIST}special/").content.decode()
    assert (case.title in board, f'datetime="{timezone.localtime(case.special_due_at):%Y-%m-%d}' in board) == (True, True)  # fmt: skip
    assert clerk.get(f"{LIST}{case.pk}/follow_up/").context["form"]["method"].value() == "special"
    ask(clerk, case, method="special", is_satisfied="no", remaining_problem="接头也要换")
    case.refresh_from_db()
    assert (case.special_due_at, case.state, case.round) == (None, CaseState.SORTED, 2)
    assert case.title not in clerk.get(f"{LIST}special/").content.decode()


def test_asking_by_telephone_does_not_take_a_special_visit_off_the_board(made, clerk):
    case = ways.mended(made, made.at)
    clerk.post(f"{LIST}{case.pk}/object/", {"how": "telephone", "words": "还在漏"})
    refused = ask(clerk, case)
    case.refresh_from_db()
    assert (refused.status_code, case.special_due_at is None) == (422, False)


@pytest.fixture
def last_week(made):
    """Monday noon of the last whole week."""
    monday = queries.last_monday(made.at.date())
    return timezone.make_aware(dt.datetime.combine(monday, dt.time(12)))


@pytest.fixture
def caller(made):
    """Somebody of the company, with rights everywhere and no post in the office."""
    staff = workforce.hired("何萍", at=made.at, username="heping")
    role = workforce.role("caller", "cases.see", "cases.follow_up", at=made.at)
    workforce.granted(staff, role, at=made.at)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    client.staff = staff
    return client


def drawn_on_monday(made, last_week):
    tick = last_week.date() + dt.timedelta(days=7)
    jobs.draw_samples_on_mondays(tick=tick, now=made.at)
    return Draw.objects.get()


@pytest.mark.shows("A-FUP-02", "A-FUP-03")
@pytest.mark.parametrize(("finished", "size"), [(1, 1), (6, 2)])
def test_each_monday_a_fifth_of_the_repairs_of_the_week_is_drawn_and_can_be_drawn_again(
    made, caller, last_week, finished, size
):
    for hours in range(finished):
        ways.mended(made, last_week + dt.timedelta(hours=hours))
    ways.mended(made, last_week - dt.timedelta(days=7))
    draw = drawn_on_monday(made, last_week)
    jobs.draw_samples_on_mondays(tick=last_week.date() + dt.timedelta(days=8), now=made.at)

    page = caller.get(f"{LIST}samples/{draw.pk}/")
    lines = page.context["orders"]
    places = {line.place for line in lines if line.is_drawn}
    assert (len(lines), len(places), Draw.objects.count()) == (finished, size, 1)
    assert rules.sample(finished, seed=draw.seed) == places
    assert draw.seed in page.content.decode()


@pytest.mark.shows("A-FUP-02")
def test_each_office_has_a_sample_of_its_own_week(made, caller, last_week):
    second = desks.another(made, "HY", "和园")
    for house, many in ((made, 6), (second, 1)):
        for hours in range(many):
            ways.mended(house, last_week + dt.timedelta(hours=hours))
    tick = last_week.date() + dt.timedelta(days=7)
    jobs.draw_samples_on_mondays(tick=tick, now=made.at)
    draws = caller.get(f"{LIST}samples/").context["draws"]
    drawn = {draw.project.name: (draw.order_count, draw.drawn_count) for draw in draws}
    assert drawn == {"锦绣湖畔": (6, 2), "和园": (1, 1)}


@pytest.fixture
def asked_for(made, last_week):
    """The rule in force in the office: half of what was finished, at least two, and its duty of this Monday."""
    monday = timezone.localdate(last_week) + dt.timedelta(days=7)
    what = SAMPLE.format(of="workorders.order_finished")
    rule = duty.rule("callbacks", what, evidence="deed: cases.sample_called, what: 通话记录")
    other = duty.rule("other", SAMPLE.format(of="documents.kept").replace("50", "100"))
    at = duty.moment(monday, 0)
    duty.standing(made.project, rule, other, at=at)
    return Occurrence.objects.get(standing__code="trial/callbacks", scheduled_on=monday)


@pytest.mark.shows("A-FUP-02", "A-FUP-03")
@pytest.mark.parametrize(("finished", "size"), [(1, 1), (3, 2), (6, 3)])
def test_how_much_is_drawn_is_what_the_rule_in_force_says_and_stands_with_the_draw(
    made, last_week, asked_for, finished, size
):
    for hours in range(finished):
        ways.mended(made, last_week + dt.timedelta(hours=hours))
    draw = drawn_on_monday(made, last_week)

    places = set(draw.orders.filter(is_drawn=True).values_list("place", flat=True))
    assert (len(places), draw.share, draw.at_least) == (size, 50, 2)
    assert rules.sample(finished, seed=draw.seed, share=50, at_least=2) == places
    asked_for.refresh_from_db()
    assert asked_for.done_at is None


def test_a_week_without_repairs_asks_nobody_and_owes_nothing(made, last_week, asked_for):
    tick = last_week.date() + dt.timedelta(days=7)
    now = asked_for.earliest_at + dt.timedelta(hours=5)
    jobs.draw_samples_on_mondays(tick=tick, now=now)

    asked_for.refresh_from_db()
    assert (asked_for.done_at, asked_for.missed_at, Draw.objects.count()) == (now, None, 0)
    [piece] = asked_for.pieces.all()
    assert piece.proof_ref == f"draw:{made.project.pk}/{last_week.date()}"


@pytest.mark.shows("A-FUP-02", "A-FUP-11")
def test_a_drawn_repair_is_asked_about_by_telephone_by_somebody_of_the_company_alone(
    made, clerk, caller, last_week
):
    ways.mended(made, last_week)
    draw = drawn_on_monday(made, last_week)
    drawn = draw.orders.get()
    address = f"{LIST}samples/{draw.pk}/{drawn.pk}/"
    assert clerk.post(address, {"is_satisfied": "yes"}).status_code == 403

    post = workforce.post(at=made.at, code="front", project_id=made.project.pk)
    held = workforce_actions.appoint(
        staff=caller.staff, post=post, on=made.at.date(), by=BY, at=made.at
    )
    assert caller.post(address, {"is_satisfied": "yes"}).status_code == 422
    assert drawn.case.follow_ups.count() == 0

    held.delete()
    caller.post(address, {"is_satisfied": "yes", "grade": "5"})
    drawn.refresh_from_db()
    assert (drawn.follow_up.method, drawn.follow_up.rhythm) == ("phone", "periodic")
    assert drawn.follow_up.followed_up_by == f"staff:{caller.staff.pk}"


@pytest.mark.parametrize("address", ["follow-ups/", "special/", "samples/", "log/", "boxes/"])
def test_empty_pages_say_so_and_people_of_other_projects_see_nothing(
    made, clerk, stranger, address
):
    case = ways.mended(made, made.at)
    ask(clerk, case)
    assert clerk.get(f"{LIST}{address}").status_code == 200
    shown = stranger.get(f"{LIST}{address}").content.decode()
    assert case.number not in shown


@pytest.mark.shows("A-REP-18")
def test_of_each_week_and_office_is_published_how_many_were_content_and_told_of_faults(
    made, caller, last_week
):
    """Six orders of the week, two of them drawn: one caller is content, the other says what is wrong."""
    for hours in range(6):
        ways.mended(made, last_week + dt.timedelta(hours=hours))
    ways.mended(made, last_week - dt.timedelta(days=1))
    draw = drawn_on_monday(made, last_week)
    first, second = draw.orders.filter(is_drawn=True)
    at = f"{LIST}samples/{draw.pk}/"
    caller.post(f"{at}{first.pk}/", {"is_satisfied": "yes"})
    caller.post(f"{at}{second.pk}/", {"is_satisfied": "no", "remaining_problem": "还在滴水"})

    page = caller.get(f"{LIST}samples/")
    [line] = page.context["draws"]
    figures = (line.order_count, line.drawn_count, line.asked_count, line.content_count, line.fault_count)  # fmt: skip
    assert figures == (6, 2, 2, 1, 1)
    assert "1 (50%)" in page.content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_of_asking_cost_the_same_however_much_was_asked(
    made, clerk, many, last_week, django_assert_max_num_queries
):
    for _ in range(many):
        ask(clerk, ways.mended(made, last_week))
    draw = drawn_on_monday(made, last_week)
    for address in ("follow-ups/", "special/", "samples/", f"samples/{draw.pk}/"):
        with django_assert_max_num_queries(12):
            clerk.get(f"{LIST}{address}")
