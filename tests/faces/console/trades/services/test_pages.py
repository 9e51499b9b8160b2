"""Who may see and do what with planned services, and how much the pages ask."""

import pytest
from django.test import Client

from anlin.ground.people.sockets import Erasure
from anlin.kernel.actors import system
from anlin.trades.services import actions, queries
from anlin.trades.services.choices import ServiceState
from anlin.trades.services.models import ServiceRequest
from factories import desks, estate, residents, services

DESK = "/console/trades/services/"
BY = system("tests")


@pytest.fixture
def manager(made):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(desks.employee("韩经理", "hanjl", "office_manager", made=made).account)
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_many(
    made, manager, rows, django_assert_num_queries
):
    for _ in range(rows):
        services.filed(made)
    manager.get(DESK)
    with django_assert_num_queries(6):
        assert len(manager.get(DESK).context["lines"]) == rows


def test_the_page_of_a_request_states_its_questions(made, manager, django_assert_num_queries):
    request = services.at_state(made, ServiceState.CLOSED)
    manager.get(f"{DESK}{request.pk}/")
    with django_assert_num_queries(15):
        assert manager.get(f"{DESK}{request.pk}/").status_code == 200


def test_another_project_does_not_know_the_request(made, stranger):
    request = services.at_state(made, ServiceState.AGREED)
    assert stranger.get(f"{DESK}{request.pk}/").status_code == 404
    assert stranger.post(f"{DESK}{request.pk}/begin/").status_code == 404
    request.refresh_from_db()
    assert request.state == ServiceState.AGREED


def test_who_only_works_neither_plans_nor_closes(made, technician):
    request = services.at_state(made, ServiceState.ACCEPTED)
    assert technician.post(f"{DESK}{request.pk}/close/").status_code == 403
    request.refresh_from_db()
    assert request.state == ServiceState.ACCEPTED


def test_only_who_was_appointed_surveys_or_whoever_plans(made):
    other = desks.employee("王师傅", "wangsf", "technician", made=made)
    request = services.at_state(made, ServiceState.APPOINTED)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(other.account)
    refused = client.post(f"{DESK}{request.pk}/survey/", {"findings": "看过了"})
    assert (refused.status_code, "李师傅" in refused.content.decode()) == (422, True)
    assert not request.surveys.exists()


def test_the_desk_files_for_the_owner_of_a_home_and_for_the_project(made, manager):
    wanted = "2035-01-01T08:00"
    given = {"content": "修剪绿化", "wanted_by": wanted}
    manager.post(f"{DESK}new/", given | {"unit": made.unit.address})
    manager.post(f"{DESK}new/", given)
    of_home, of_project = ServiceRequest.objects.order_by("pk")
    assert (of_home.unit, of_home.person) == (made.unit, made.person)
    assert (of_project.unit, of_project.person) == (None, None)
    refused = manager.post(f"{DESK}new/", given | {"unit": "99-9-999"})
    assert (refused.status_code, ServiceRequest.objects.count()) == (422, 2)


def test_a_report_waits_for_open_work_orders(made, manager):
    request = services.at_state(made, ServiceState.RUNNING)
    manager.post(f"{DESK}{request.pk}/log/", {"words": "开工"})
    manager.post(f"{DESK}{request.pk}/order/", {"title": "换接头"})
    order = queries.orders_of(request).get()
    refused = manager.post(f"{DESK}{request.pk}/report/", {"result": "好了"})
    assert (refused.status_code, order.number in refused.content.decode()) == (422, True)
    assert not request.reports.exists()


def test_a_neighbour_sees_nothing_of_it(made, client):
    request = services.at_state(made, ServiceState.PROPOSED)
    other = residents.signed_in_as(
        estate.units(made.unit.entrance, "1503")[0], made.at, username="neighbour"
    )
    client.force_login(other.account)
    assert client.get(f"/trades/services/{request.pk}/").status_code == 404
    assert client.post(f"/trades/services/{request.pk}/agree/", {"version": 1}).status_code == 404
    request.refresh_from_db()
    assert request.state == ServiceState.PROPOSED


def test_a_person_gets_their_words_and_they_go_with_them(made):
    request = services.at_state(made, ServiceState.REPORTED)
    actions.demand(request=request, words="还在滴", by=BY, at=made.at)
    held = queries.held_on([made.person.pk])
    assert ("每季度保养入户水管" in held.lines[0].text, "还在滴" in held.lines[0].text) == (
        True,
        True,
    )
    actions.forget(
        Erasure(person_ids=(made.person.pk,), names=("曾丽华",), phones=(), by=BY, at=made.at)
    )
    request = ServiceRequest.objects.get(pk=request.pk)
    assert (request.content, request.decisions.get().words) == ("*", "*")
