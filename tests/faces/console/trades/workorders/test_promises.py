"""What is promised for a repair when it is reported, who is late, and how the rates come of it."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from anlin.kernel.actors import system
from anlin.trades.workorders import actions
from anlin.trades.workorders.choices import RepairClass, Urgency
from anlin.trades.workorders.models import WorkOrder
from factories import actors, cases, desks, estate, workforce

LIST = "/console/trades/workorders/"
CASES = "/console/trades/cases/"
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
BY = system("tests")


def passed_on(made, clerk, trade, *, hours_ago=0, **given):
    """A matter reported some hours ago, passed on with an order; the class is what the form proposes."""
    at = made.at - hours_ago * HOUR
    case = cases.sorted_(desks.matter(made, at=at), made.at, trade=trade)
    address = f"{CASES}{case.pk}/pass_on/"
    proposed = clerk.get(address).context["form"].initial["repair_class"]
    sent = {"department": made.department.pk, "with_order": "on", "repair_class": proposed}
    clerk.post(address, sent | given)
    return case, WorkOrder.objects.get(errands__case=case)


def numbers(client, view):
    return [row.number for row, _to in client.get(f"{LIST}?view={view}").context["lines"]]


def done(made, order, *, at, sent_back=False):
    """Begun and finished by the worker; passed, or sent back and done once more."""
    hand = actors.staff("workorders.work", key=made.worker.pk, project_id=made.project.pk)
    actions.assign(order=order, to=made.worker, by=BY, at=at)
    for step in (actions.accept, actions.arrive):
        step(order=order, by=hand, at=at)
    actions.finish(order=order, finding="垫片老化", method="更换", by=hand, at=at)
    if sent_back:
        actions.send_back(order=order, why="还漏", by=BY, at=at)
        for step in (actions.accept, actions.arrive):
            step(order=order, by=hand, at=at)
        actions.finish(order=order, finding="接口松", method="重装", by=hand, at=at)
    actions.pass_check(order=order, by=BY, at=at)
    return order


def raised(made, repair_class, *, at, **more):
    new = actions.NewOrder(project=made.project, title="修理", repair_class=repair_class, **more)
    return actions.raise_order(new=new, by=BY, at=at)


def line(page, measure):
    return next(one for one in page.context["lines"] if one["measure"] == measure)


@pytest.mark.shows("A-REP-03", "A-REP-19")
@pytest.mark.parametrize("trade", ["water", "power", "lift"])
def test_water_power_and_lift_are_promised_at_once_from_the_report_on(made, clerk, trade):
    case, order = passed_on(made, clerk, trade, hours_ago=2)
    promised = [moment - case.opened_at for moment in (order.begin_by, order.finish_by)]
    assert (order.repair_class, promised) == ("utilities", [30 * MINUTE, 4 * HOUR])
    assert "到场时限" in clerk.get(f"{LIST}{order.pk}/").content.decode()
    assert numbers(clerk, "late") == [order.number]


@pytest.mark.shows("A-REP-04")
def test_civil_works_are_promised_by_the_end_of_the_third_day_and_then_late(made, clerk):
    case, order = passed_on(made, clerk, "civil", hours_ago=24 * 4)
    reported_on = timezone.localtime(case.opened_at).date()
    assert (order.repair_class, timezone.localtime(order.finish_by).date()) == (
        "civil",
        reported_on + 3 * DAY,
    )
    assert numbers(clerk, "late") == [order.number]


def test_a_report_in_the_small_hours_is_of_that_day_here_wherever_its_moment_was_kept(made):
    written = dt.datetime(2026, 5, 5, 16, 30, tzinfo=dt.UTC)  # 00:30 on the 6th in China
    order = raised(made, RepairClass.CIVIL, at=written)
    assert order.finish_by == dt.datetime(2026, 5, 9, 15, 59, 59, tzinfo=dt.UTC)


@pytest.mark.shows("B-REP-01", "B-REP-02")
def test_a_repair_is_answered_in_15_minutes_begun_in_24_hours_and_an_emergency_at_once(made, clerk):
    _case, ordinary = passed_on(made, clerk, "repair")
    urgent = raised(made, RepairClass.MINOR, at=made.at, urgency=Urgency.URGENT)
    late = raised(made, RepairClass.MINOR, at=made.at - 16 * MINUTE)
    promised = [
        (order.respond_by - order.raised_at, order.begin_by - order.raised_at)
        for order in (ordinary, urgent)
    ]
    assert promised[1] == (15 * MINUTE, 30 * MINUTE)
    assert ordinary.begin_by - WorkOrder.objects.get(pk=ordinary.pk).raised_at <= 24 * HOUR
    assert promised[0][1] > 23 * HOUR
    assert numbers(clerk, "late") == [late.number]


@pytest.mark.shows("A-REP-06")
@pytest.mark.parametrize("chosen", ["utilities", "civil", "minor", "major_defect"])
def test_a_repair_is_put_into_one_of_four_classes(made, clerk, chosen):
    _case, order = passed_on(made, clerk, "repair", repair_class=chosen)
    shown = clerk.get(f"{LIST}{order.pk}/").content.decode()
    assert (order.repair_class, str(RepairClass(chosen).label) in shown) == (chosen, True)


@pytest.mark.shows("A-REP-02", "A-REP-05", "A-REP-09", "A-REP-17")
def test_timeliness_and_pass_rate_are_reckoned_from_the_orders_against_95_and_98(made, clerk):
    orders = [raised(made, RepairClass.MINOR, at=made.at) for _ in range(5)]
    for order in orders[:3]:
        done(made, order, at=made.at)
    done(made, orders[3], at=made.at, sent_back=True)
    WorkOrder.objects.filter(pk=orders[4].pk).update(finish_by=made.at - HOUR)
    orders[4].refresh_from_db()
    again = done(made, orders[4], at=made.at)
    repeat = actions.raise_rework(closed=again, why="又漏了", by=BY, at=made.at)
    page = clerk.get(f"{LIST}figures/")
    minor = line(page, "minor")
    assert (minor["rate"].timely_percent, minor["rate"].passed_percent) == (80, 60)
    assert (minor["timely_target"], minor["passed_target"]) == (95, 98)
    assert (minor["timely_tone"], minor["passed_tone"]) == ("bad", "bad")
    shown = page.content.decode()
    assert ("及时率＝" in shown, "<h2>锦绣湖畔</h2>" in shown) == (True, True)
    link = f'href="{LIST}{again.pk}/">{again.number}</a>'
    assert link in clerk.get(f"{LIST}{repeat.pk}/").content.decode()


@pytest.mark.shows("A-REP-17")
def test_an_unsatisfied_person_takes_an_order_out_of_those_passed(made, clerk):
    case, order = passed_on(made, clerk, "repair")
    done(made, order, at=made.at)
    case.refresh_from_db()
    clerk.post(f"{CASES}{case.pk}/answer/", {"channel": case.channel_id, "words": "已修好"})
    clerk.post(f"{CASES}{case.pk}/object/", {"how": "telephone", "words": "还在滴水"})
    rate = line(clerk.get(f"{LIST}figures/"), "minor")["rate"]
    assert (rate.judged, rate.passed) == (1, 0)


@pytest.mark.shows("A-REP-17")
def test_the_rates_of_two_offices_and_of_another_period_stand_apart(made, stranger):
    north = done(made, raised(made, RepairClass.MINOR, at=made.at), at=made.at)
    second = desks.another(made, "HY", "和园")
    for sent_back in (True, False):
        order = raised(second, RepairClass.MINOR, at=made.at)
        done(second, order, at=made.at, sent_back=sent_back)
    assert north.project.name not in stranger.get(f"{LIST}figures/").content.decode()
    head = desks.employee("何总", "hezong", made=made)
    everywhere = workforce.role("head", "workorders.see", "estate.see", at=made.at)
    workforce.granted(head, everywhere, at=made.at)
    periods = ("", "?since=2025-01-01&until=2025-01-31")
    now, earlier = (_by_office(_figures(head, query)) for query in periods)
    assert (now["锦绣湖畔"], now["和园"]) == ((1, 100, 100), (2, 100, 50))
    assert set(earlier.values()) == {(0, None, None)}


def _by_office(page):
    return {
        project.name: (
            office.finished,
            office.together.timely_percent,
            office.together.passed_percent,
        )
        for project, office in page.context["offices"]
    }


def _signed_in(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


def _figures(staff, query=""):
    return _signed_in(staff).get(f"{LIST}figures/{query}")


@pytest.mark.shows("B-REP-23", "B-REP-19")
def test_the_rates_count_what_is_open_and_overdue_and_average_the_four_standards(made, clerk):
    raised(made, RepairClass.MINOR, at=made.at)
    raised(made, RepairClass.UTILITIES, at=made.at - 5 * HOUR)
    order = raised(made, RepairClass.MINOR, at=made.at)
    done_by = actors.staff("workorders.work", key=made.worker.pk, project_id=made.project.pk)
    actions.assign(order=order, to=made.worker, by=BY, at=made.at)
    for step in (actions.accept, actions.arrive):
        step(order=order, by=done_by, at=made.at)
    actions.finish(order=order, finding="松", method="紧", by=done_by, at=made.at)
    scores = {"quality": "5", "time": "4", "cost": "3", "environment": "2"}
    clerk.post(f"{LIST}{order.pk}/pass/", scores | {"grade": "5"})
    context = clerk.get(f"{LIST}figures/").context
    assert (context["stand"].open, context["stand"].overdue) == (2, 1)
    assert {n: int(s) for n, s in context["stand"].scores.items()} == {
        name: int(score) for name, score in scores.items()
    }


@pytest.mark.shows("A-REP-15")
def test_an_office_sets_its_own_targets_for_equipment_shared_parts_car_parks_and_sheds(made):
    client = _signed_in(desks.employee("王工", "wanggong", "engineering_supervisor", made=made))
    for measure in ("equipment", "shared_parts", "car_parks", "bicycle_sheds"):
        given = {"timely_percent": "97.5", "passed_percent": "99"}
        client.post(f"{LIST}promises/{measure}/", given)
    shed = estate.space(made.project, "Z1", kind="bicycle_shed", nature="common_equipment")
    done(made, raised(made, RepairClass.MINOR, at=made.at, space=shed), at=made.at)
    page = client.get(f"{LIST}figures/")
    names = ("equipment", "shared_parts", "car_parks", "bicycle_sheds")
    targets = [(line(page, n)["timely_target"], line(page, n)["passed_target"]) for n in names]
    assert [tuple(map(float, pair)) for pair in targets] == [(97.5, 99.0)] * 4
    assert [line(page, n)["rate"].timely for n in names] == [0, 0, 0, 1]


def test_a_clerk_without_the_right_sets_no_target(made, clerk):
    reply = clerk.post(f"{LIST}promises/minor/", {"timely_percent": "1"})
    assert reply.status_code == 403
    assert b"95" in clerk.get(f"{LIST}promises/").content


def test_what_an_office_promises_counts_for_orders_raised_afterwards(made):
    client = _signed_in(desks.employee("王工", "wanggong", "engineering_supervisor", made=made))
    before = raised(made, RepairClass.MINOR, at=made.at)
    client.post(f"{LIST}promises/minor/", {"respond_minutes": "5", "finish_minutes": "60"})
    after = raised(made, RepairClass.MINOR, at=made.at)
    spans = [order.respond_by - made.at for order in (before, after)]
    assert (spans, after.finish_by - made.at) == ([15 * MINUTE, 5 * MINUTE], HOUR)


@pytest.mark.shows("B-REP-28")
def test_a_pause_the_customer_agreed_to_moves_the_promised_end_on(made, technician):
    order = desks.order(made, to=made.worker)
    promised = order.finish_by
    for step in ("accept", "arrive"):
        technician.post(f"{LIST}{order.pk}/{step}/")
    refused = technician.post(f"{LIST}{order.pk}/pause/", {"reason": "parts"})
    technician.post(f"{LIST}{order.pk}/pause/", {"reason": "parts", "customer_agreed": "on"})
    order.pauses.update(paused_at=made.at - HOUR)
    technician.post(f"{LIST}{order.pk}/resume/")
    order.refresh_from_db()
    assert (refused.status_code, HOUR <= order.finish_by - promised < 2 * HOUR) == (422, True)


def test_pages_of_rates_cost_the_same_whatever_stands_in_them(
    made, clerk, django_assert_max_num_queries
):
    for _ in range(3):
        done(made, raised(made, RepairClass.MINOR, at=made.at), at=made.at)
    for page in ("figures/", "promises/", "catalogue/", "crew/", "new/"):
        with django_assert_max_num_queries(12):
            assert clerk.get(LIST + page).status_code == 200
