"""The loop from the first report to the last answer, through actions alone."""

import datetime as dt

import pytest

from anlin.kernel.errors import Conflict, NotAllowed
from anlin.kernel.states import NoSuchStep
from anlin.trades.cases import actions, errors, queries
from anlin.trades.cases.choices import CaseKind, CaseState, FollowUpMethod
from anlin.trades.cases.models import Case
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import OrderState
from factories import actors, cases, estate, tenure, workforce

pytestmark = pytest.mark.django_db
DESK_RIGHTS = (
    "cases.see cases.open cases.sort cases.pass_on cases.return_result cases.answer cases.follow_up "
    "cases.link workorders.see workorders.raise workorders.dispatch workorders.check"
).split()


@pytest.fixture
def house(noon):
    """A project with a unit, its owner, a desk, a department and a technician."""

    class House:
        project = estate.project()
        unit = estate.unit(project)
        owner = tenure.resident_of(unit)
        department = workforce.department(at=noon)
        desk_staff = workforce.hired("陈静", at=noon)
        technician = workforce.hired("李强", at=noon)

    house = House()
    house.desk = actors.staff(*DESK_RIGHTS, key=house.desk_staff.pk, project_id=house.project.pk)
    house.hand = actors.staff(
        "workorders.work", key=house.technician.pk, project_id=house.project.pk
    )
    role = workforce.role("technician", "workorders.work", at=noon)
    workforce.granted(house.technician, role, at=noon, project_id=house.project.pk)
    return house


def later(at, minutes):
    return at + dt.timedelta(minutes=minutes)


def dispatched(house, at):
    case = cases.opened(
        house.project,
        at,
        by=house.owner,
        unit=house.unit,
        channel="portal",
        reporter=_person(house),
    )
    cases.sorted_(case, at)
    order = workorders.NewOrder(project=house.project, title=case.title, unit=house.unit)
    return actions.pass_on(
        case=case,
        department=house.department,
        order=order,
        worker=house.technician,
        by=house.desk,
        at=later(at, 5),
    )


def _person(house):
    return house.unit.tenures.get().person


def finished(case, house, at):
    order = queries.orders_of(case).get()
    workorders.accept(order=order, by=house.hand, at=at)
    workorders.arrive(order=order, by=house.hand, at=later(at, 10))
    workorders.finish(
        order=order, finding="软管老化", method="换软管", by=house.hand, at=later(at, 40)
    )
    case.refresh_from_db()
    return order


@pytest.mark.shows("A-CASE-09", "A-CASE-10", "A-CASE-11", "B-CASE-08")
def test_the_second_round_ends_what_the_first_did_not(house, noon):
    case = dispatched(house, noon)
    finished(case, house, later(noon, 10))
    assert case.state == CaseState.RETURNED

    phone = queries.channel_by_code("telephone")
    actions.answer(case=case, words="软管已换。", channel=phone, by=house.desk, at=later(noon, 60))
    actions.object_(case=case, words="还在滴。", by=house.owner, at=later(noon, 90))
    assert (case.state, case.round) == (CaseState.SORTED, 2)

    order = workorders.NewOrder(project=house.project, title=case.title, unit=house.unit)
    actions.pass_on(
        case=case, department=house.department, order=order, worker=house.technician,
        by=house.desk, at=later(noon, 95),
    )  # fmt: skip
    done = finished(case, house, later(noon, 100))
    assert (done.round, done.state) == (2, OrderState.FINISHED)

    actions.answer(
        case=case, words="接头也换了。", channel=phone, by=house.desk, at=later(noon, 150)
    )
    actions.agree(case=case, grade=5, by=house.owner, at=later(noon, 160))
    assert case.state == CaseState.AGREED
    actions.follow_up(
        case=case,
        method=FollowUpMethod.PHONE,
        is_satisfied=True,
        by=house.desk,
        at=later(noon, 300),
    )
    case.refresh_from_db()
    done.refresh_from_db()
    assert (case.state, case.is_satisfied, done.state) == (
        CaseState.CLOSED,
        True,
        OrderState.CLOSED,
    )
    assert [m.what for m in queries.timeline(case) if m.what in {"answered", "objected", "agreed"}] == [
        "answered", "objected", "answered", "agreed",
    ]  # fmt: skip


@pytest.mark.shows("A-GEN-06", "B-CASE-03")
def test_no_case_closes_without_an_answer(house, noon):
    case = dispatched(house, noon)

    for deed in (
        lambda: actions.close(case=case, by=house.desk, at=noon),
        lambda: actions.close_unsatisfied(
            case=case, reason="x", by=actors.staff("cases.close_unsatisfied"), at=noon
        ),
        lambda: actions.agree(case=case, by=house.owner, at=noon),
    ):
        with pytest.raises(NoSuchStep):
            deed()
    assert Case.objects.get().state == CaseState.PASSED


@pytest.mark.shows("B-CASE-04")
def test_a_case_is_sorted_before_it_is_passed_on(house, noon):
    case = cases.opened(house.project, noon, by=house.desk)

    with pytest.raises(errors.NotSorted):
        actions.pass_on(case=case, department=house.department, by=house.desk, at=noon)

    assert (Case.objects.get().state, case.passings.count()) == (CaseState.RECEIVED, 0)


@pytest.mark.shows("A-CASE-12", "B-CASE-33")
def test_what_cannot_be_solved_is_answered_with_the_reason(house, noon):
    case = cases.sorted_(
        cases.opened(house.project, noon, by=house.desk, kind=CaseKind.INQUIRY), noon
    )
    desk = queries.channel_by_code("desk")

    with pytest.raises(errors.NothingSaid):
        actions.answer(
            case=case, words=" ", channel=desk, is_unresolved=True, by=house.desk, at=noon
        )
    actions.answer(
        case=case,
        words="人防车位不能出售。",
        channel=desk,
        is_unresolved=True,
        by=house.desk,
        at=noon,
    )

    assert (case.state, case.is_unresolved, case.answers.get().words) == (
        CaseState.ANSWERED, True, "人防车位不能出售。",
    )  # fmt: skip


@pytest.mark.shows("B-FUP-06")
def test_the_taker_keeps_the_case_whoever_does_the_work(house, noon):
    case = cases.sorted_(cases.opened(house.project, noon, by=house.desk), noon)

    actions.pass_on(
        case=case, department=house.department, in_charge=house.technician, by=house.desk, at=noon
    )

    assert (case.taker_id, case.in_charge_id) == (house.desk_staff.pk, house.technician.pk)


@pytest.mark.shows("B-FUP-08", "A-FUP-09")
def test_an_unsatisfied_follow_up_reopens_a_closed_case(house, noon):
    case = cases.sorted_(
        cases.opened(house.project, noon, by=house.desk, kind=CaseKind.PRAISE), noon
    )
    desk = queries.channel_by_code("desk")
    actions.answer(case=case, words="谢谢。", channel=desk, by=house.desk, at=noon)
    actions.agree(case=case, by=house.desk, at=noon)
    assert case.state == CaseState.CLOSED

    actions.follow_up(
        case=case, method=FollowUpMethod.PHONE, is_satisfied=False, remaining_problem="没人收到。",
        by=house.desk, at=later(noon, 60),
    )  # fmt: skip

    assert (case.state, case.round, case.is_satisfied, case.closed_at) == (
        CaseState.SORTED,
        2,
        False,
        None,
    )


def test_the_second_writer_is_told_and_nothing_of_the_first_is_lost(house, noon):
    case = cases.sorted_(cases.opened(house.project, noon, by=house.desk), noon)
    same = Case.objects.get(pk=case.pk)
    desk = queries.channel_by_code("desk")
    actions.answer(case=case, words="已处理。", channel=desk, by=house.desk, at=noon)

    with pytest.raises(Conflict):
        actions.answer(case=same, words="也处理了。", channel=desk, by=house.desk, at=noon)

    assert [a.words for a in case.answers.all()] == ["已处理。"]


def test_nobody_judges_for_a_neighbour(house, noon):
    case = dispatched(house, noon)
    neighbour = actors.resident(key=house.owner.person_id + 999, unit_ids=[house.unit.pk])

    with pytest.raises(NotAllowed):
        actions.object_(case=case, words="不行", by=neighbour, at=noon)
    assert list(queries.visible_to(neighbour)) == []
