"""The worklist of whoever asks afterwards: attempts, not reached, contradictions, how satisfied people are."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from anlin.ground.people.sockets import Erasure
from anlin.instruments.duty.models import Occurrence
from anlin.kernel.actors import system
from anlin.trades.callbacks import actions
from anlin.trades.callbacks.choices import Way
from anlin.trades.callbacks.models import Attempt, Review, Unreached
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries as cases_queries
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.cases.models import FollowUp
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import RepairClass
from factories import desks, duty, residents, ways

BY = system("tests")
LIST = "/console/trades/callbacks/"
CASE = "/console/trades/cases/"
SAMPLE = "sample: {of: workorders.order_finished, share: 100, at_least: 2, every: FREQ=WEEKLY;BYDAY=MO, target: end of week}"


@pytest.fixture
def manager(made):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(desks.employee("韩经理", "hanjl", "office_manager", made=made).account)
    return client


def listed(client):
    return [line["case"].pk for line in client.get(LIST).context["lines"]]


def tried(case, way, at):
    return actions.note_attempt(case=case, way=way, is_reached=False, by=BY, at=at)


def hour(made, clock):
    return made.at.replace(hour=clock, minute=0)


def follow_up(client, case, satisfied, **said):
    given = {"method": "phone", "rhythm": "occasional", "is_satisfied": satisfied}
    return client.post(f"{CASE}{case.pk}/follow_up/", given | said)


def test_the_worklist_asks_special_ones_first_and_masks_the_phone(made, clerk):
    plain = ways.at_state(made, CaseState.ANSWERED)
    special = ways.mended(made, made.at)
    cases.object_(case=special, words="还在漏", by=BY, at=made.at)
    ways.at_state(made, CaseState.SORTED)
    assert listed(clerk) == [special.pk, plain.pk]
    page = clerk.get(LIST).content.decode()
    assert ("13800001234" in page, "138****1234" in page) == (False, True)
    assert f"{CASE}{plain.pk}/look/" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_worklist_asks_the_same_for_one_and_for_many(
    made, clerk, rows, django_assert_num_queries
):
    for _ in range(rows):
        tried(ways.at_state(made, CaseState.ANSWERED), Way.PHONE, made.at)
    clerk.get(LIST)
    with django_assert_num_queries(9):
        assert len(clerk.get(LIST).context["lines"]) == rows


def test_one_click_notes_an_attempt_with_its_way_hour_and_who(made, clerk):
    case = ways.at_state(made, CaseState.ANSWERED)
    clerk.post(f"{LIST}{case.pk}/attempt/", {"way": "phone"})
    attempt = Attempt.objects.get()
    assert (attempt.case, attempt.way, attempt.is_reached, attempt.tried_by) == (
        case, "phone", False, f"staff:{made.desk.pk}",
    )  # fmt: skip
    reached = clerk.post(f"{LIST}{case.pk}/attempt/", {"way": "phone", "is_reached": "on"})
    assert reached.url == f"{CASE}{case.pk}/follow_up/"
    ended = clerk.post(f"{LIST}{case.pk}/unreached/")
    assert (ended.status_code, Unreached.objects.exists()) == (422, False)


@pytest.mark.parametrize(
    ("made_so_far", "said"),
    [
        ([("phone", 9), ("visit", 19)], "还差 1 次"),
        ([("phone", 9), ("phone", 14), ("phone", 19)], "同一种方式"),
        ([("phone", 9), ("visit", 10), ("phone", 11)], "同一时段"),
    ],
)
def test_not_reached_needs_three_tries_two_ways_and_two_parts_of_the_day(
    made, clerk, made_so_far, said
):
    case = ways.at_state(made, CaseState.ANSWERED)
    for way, clock in made_so_far:
        tried(case, Way(way), hour(made, clock))
    refused = clerk.post(f"{LIST}{case.pk}/unreached/")
    assert (refused.status_code, said in refused.content.decode()) == (422, True)
    assert not Unreached.objects.exists()


def test_who_was_not_reached_leaves_the_list_and_is_nowhere_content(made, clerk):
    case = ways.at_state(made, CaseState.ANSWERED)
    for way, clock in ((Way.PHONE, 9), (Way.VISIT, 15), (Way.PHONE, 19)):
        tried(case, way, hour(made, clock))
    clerk.post(f"{LIST}{case.pk}/unreached/")
    case.refresh_from_db()
    assert (Unreached.objects.get().case, listed(clerk)) == (case, [])
    assert (case.state, case.is_satisfied, FollowUp.objects.count()) == ("answered", None, 0)
    assert "未联系上 1 件" in clerk.get(f"{LIST}satisfaction/").content.decode()
    agreed = clerk.post(f"{CASE}{case.pk}/agree/", {"how": "telephone"})
    case.refresh_from_db()
    assert (agreed.status_code, case.state) == (302, "agreed")


@pytest.mark.parametrize("deed", ["attempt", "follow_up"])
def test_whoever_did_the_work_does_not_ask_about_it(made, deed):
    supervisor = desks.employee("王主管", "wangzg", "customer_service_supervisor", made=made)
    case = ways.mended(made, made.at)
    order = case.errands.get().order
    type(order).objects.filter(pk=order.pk).update(assignee=supervisor)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(supervisor.account)
    refused = (
        client.post(f"{LIST}{case.pk}/attempt/", {"way": "phone"})
        if deed == "attempt"
        else follow_up(client, case, "yes")
    )
    assert (refused.status_code, "应由他人回访" in refused.content.decode()) == (422, True)
    assert (Attempt.objects.count(), FollowUp.objects.count()) == (0, 0)


def own_word(made, case, client, satisfied):
    residents.key_for(made.person, made.at)
    made.person.refresh_from_db()
    client.force_login(made.person.account)
    if satisfied:
        return client.post(f"/trades/requests/{case.pk}/satisfied/", {"grade": "5"})
    return client.post(f"/trades/requests/{case.pk}/reopen/", {"words": "根本没好"})


def test_satisfied_on_the_telephone_and_not_in_the_portal_goes_to_a_supervisor(
    made, clerk, manager, client
):
    case = ways.at_state(made, CaseState.ANSWERED)
    follow_up(clerk, case, "yes")
    assert own_word(made, case, client, satisfied=False).status_code == 302
    review = Review.objects.get()
    assert (review.case, review.round, review.is_content_at_follow_up) == (case, 1, True)
    assert case.number in manager.get(f"{LIST}reviews/").content.decode()

    said = {"ruling": "resident", "reason": "电话里只问了师傅是否来过"}
    mine = clerk.post(f"{LIST}reviews/{review.pk}/decide/", said)
    assert (mine.status_code, "应由他人裁定" in mine.content.decode()) == (422, True)
    empty = manager.post(f"{LIST}reviews/{review.pk}/decide/", said | {"reason": " "})
    review.refresh_from_db()
    assert (empty.status_code, review.decided_at) == (422, None)
    manager.post(f"{LIST}reviews/{review.pk}/decide/", said)
    review.refresh_from_db()
    assert (review.ruling, review.reason) == ("resident", said["reason"])
    assert case.number in manager.get(f"{LIST}reviews/?view=decided").content.decode()


def test_satisfied_in_the_portal_and_not_on_the_telephone_is_a_contradiction_too(
    made, clerk, client
):
    case = ways.at_state(made, CaseState.ANSWERED)
    own_word(made, case, client, satisfied=True)
    follow_up(clerk, case, "no", remaining_problem="柜门关不上")
    review = Review.objects.get()
    assert (review.is_content_at_follow_up, review.round) == (False, 1)


def test_who_says_the_same_twice_contradicts_nobody(made, clerk, client):
    case = ways.at_state(made, CaseState.ANSWERED)
    own_word(made, case, client, satisfied=True)
    follow_up(clerk, case, "yes")
    assert not Review.objects.exists()


def test_another_office_neither_sees_nor_decides(made, clerk, stranger, client):
    case = ways.at_state(made, CaseState.ANSWERED)
    follow_up(clerk, case, "yes")
    own_word(made, case, client, satisfied=False)
    review = Review.objects.get()
    address = f"{LIST}reviews/{review.pk}/decide/"
    assert stranger.post(address, {"ruling": "resident", "reason": "是"}).status_code == 404
    assert stranger.post(f"{LIST}{case.pk}/attempt/", {"way": "phone"}).status_code == 404
    assert Attempt.objects.count() == 0


def shares(client):
    return {
        str(title): [(s.asked, s.content, s.is_shown) for s in found]
        for title, found in client.get(f"{LIST}satisfaction/").context["breakdowns"]
    }


def test_satisfaction_is_told_with_number_and_interval_and_small_samples_are_hidden(made, clerk):
    for place in range(5):
        if place == 4:
            page = clerk.get(f"{LIST}satisfaction/").content.decode()
            assert ("样本太小" in page, "%</td>" in page) == (True, False)
        case = ways.at_state(made, CaseState.ANSWERED)
        follow_up(clerk, case, "yes" if place else "no", remaining_problem="" if place else "漏")
    assert shares(clerk) == {
        "按管理处": [(5, 4, True)], "按专业": [(5, 4, True)], "按渠道": [(5, 4, True)],
    }  # fmt: skip
    page = clerk.get(f"{LIST}satisfaction/").content.decode()
    assert all(words in page for words in ("80.0%", "37.6%", "96.4%"))


def test_the_figures_ask_the_same_for_one_and_for_many(made, clerk, django_assert_num_queries):
    for kind in (CaseKind.REPAIR, CaseKind.INQUIRY):
        follow_up(clerk, ways.at_state(made, CaseState.ANSWERED, kind), "yes")
        clerk.get(f"{LIST}satisfaction/")
        with django_assert_num_queries(9):
            clerk.get(f"{LIST}satisfaction/")


@pytest.mark.shows("A-FUP-04")
def test_major_defects_are_visited_at_the_door_on_schedule_by_whom_the_office_names(made, manager):
    new = workorders.NewOrder(
        project=made.project, title="外墙渗水", unit=made.unit,
        repair_class=RepairClass.MAJOR_DEFECT, department=made.department,
    )  # fmt: skip
    order = workorders.raise_order(new=new, by=BY, at=made.at)
    assert order.number not in manager.get(f"{LIST}visits/").content.decode()
    workorders.assign(order=order, to=made.worker, by=BY, at=made.at)
    ways.finish_work(order, made.at)
    page = manager.get(f"{LIST}visits/").content.decode()
    assert (order.number in page, f"/{order.pk}/watch/" in page) == (True, True)

    day = made.at.date() + dt.timedelta(days=3)
    given = {"staff": made.desk.pk, "every_days": "7", "begins_on": day.isoformat()}
    named = manager.post(f"/console/trades/workorders/{order.pk}/watch/", given)
    assert named.status_code == 302, named.content.decode()
    page = manager.get(f"{LIST}visits/").content.decode()
    assert (made.desk.name in page, f"/{order.pk}/visit/" in page) == (True, True)
    seen = {"kind": "watch", "effect": "墙面干燥", "is_holding": "yes"}
    manager.post(f"/console/trades/workorders/{order.pk}/visit/", seen)
    assert order.visits.get().effect == "墙面干燥"
    assert (
        "墙面干燥" in manager.get(f"/console/trades/workorders/{order.pk}/record/").content.decode()
    )


@pytest.fixture
def sampled(made):
    """Two repairs of the last week, both drawn, and the duty of this Monday to ask about them."""
    monday = cases_queries.last_monday(made.at.date())
    at = timezone.make_aware(dt.datetime.combine(monday, dt.time(12)))
    for hours in range(2):
        ways.mended(made, at + dt.timedelta(hours=hours))
    due_on = monday + dt.timedelta(days=7)
    rule = duty.rule("callbacks", SAMPLE, evidence="deed: cases.sample_called, what: 通话记录")
    duty.standing(made.project, rule, at=duty.moment(due_on, 0))
    now = duty.moment(due_on, 20)
    draw = cases.draw_sample(project=made.project, week_from=monday, by=BY, at=now)
    made.owed = Occurrence.objects.get(scheduled_on=due_on)
    made.first, made.second = draw.orders.order_by("place")
    made.now = now
    return made


def given_up(case, at):
    for way, back in ((Way.PHONE, 10), (Way.VISIT, 5), (Way.LETTER, 1)):
        tried(case, way, at - dt.timedelta(hours=back))
    return actions.end_unreached(case=case, by=BY, at=at)


@pytest.mark.parametrize("is_last", [True, False])
def test_a_sample_is_called_when_each_was_asked_or_tried_for_long_enough(sampled, is_last):
    def ask(line):
        cases.ask_drawn(drawn=line, is_satisfied=True, by=BY, at=sampled.now)

    deeds = [lambda: ask(sampled.first), lambda: given_up(sampled.second.case, sampled.now)]
    first, second = deeds if is_last else reversed(deeds)
    first()
    sampled.owed.refresh_from_db()
    assert sampled.owed.done_at is None
    second()
    sampled.owed.refresh_from_db()
    assert sampled.owed.done_at == sampled.now


def test_an_office_does_not_give_up_on_whom_the_company_asks(sampled, clerk):
    case = sampled.first.case
    for way, back in ((Way.PHONE, 10), (Way.VISIT, 5), (Way.LETTER, 1)):
        tried(case, way, sampled.now - dt.timedelta(hours=back))
    refused = clerk.post(f"{LIST}{case.pk}/unreached/")
    assert (refused.status_code, "每周抽查" in refused.content.decode()) == (422, True)
    assert not Unreached.objects.exists()


def test_whoever_is_erased_is_taken_out_of_the_reason(made, clerk, manager, client):
    case = ways.at_state(made, CaseState.ANSWERED)
    follow_up(clerk, case, "yes")
    own_word(made, case, client, satisfied=False)
    said = {"ruling": "resident", "reason": "曾丽华当时不在家"}
    manager.post(f"{LIST}reviews/{Review.objects.get().pk}/decide/", said)
    gone = {"person_ids": (made.person.pk,), "names": ("曾丽华",), "phones": ()}
    actions.forget(Erasure(**gone, by=BY, at=made.at))
    assert Review.objects.get().reason == "*当时不在家"
