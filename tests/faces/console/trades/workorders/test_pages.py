"""Work orders by plain posts: given out, taken, done with one thumb, checked by somebody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anlin.instruments.documents.models import Document
from anlin.trades.workorders.choices import OrderState
from anlin.trades.workorders.models import WorkOrder
from factories import desks, documents

LIST = "/console/trades/workorders/"
STEPS = (
    "assign accept decline arrive pause resume finish pass send_back cancel part photo manner claim"
)


def post(client, order, step, **given):
    return client.post(f"{LIST}{order.pk}/{step}/", given)


def test_the_desk_opens_every_page(made, clerk):
    order = desks.order(made, to=made.worker)
    addresses = [LIST, f"{LIST}board/", f"{LIST}{order.pk}/"]
    addresses += [f"{LIST}{order.pk}/{step}/" for step in STEPS.split()]
    assert {a: clerk.get(a).status_code for a in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_own_jobs_cost_the_same_whatever_stands_in_them(
    made, clerk, technician, count, django_assert_num_queries
):
    for _ in range(count):
        desks.order(made, to=made.worker)
    with django_assert_num_queries(6):
        page = clerk.get(f"{LIST}?view=all")
    assert (len(page.context["lines"]), len(page.content) < 150_000) == (count, True)
    with django_assert_num_queries(7):
        assert len(technician.get(f"{LIST}mine/").context["jobs"]) == count


def test_a_technician_accepts_arrives_ticks_and_finishes(made, technician):
    order = desks.order(made, to=made.worker)
    back = {"back": f"{LIST}mine/"}
    assert post(technician, order, "accept", **back).headers["Location"] == f"{LIST}mine/"
    post(technician, order, "arrive", **back)
    post(technician, order, "manner", manner="permission")
    post(technician, order, "part", name="角阀", quantity="1", measure="个", price="25.00")
    post(technician, order, "finish", finding="角阀老化", method="换新")
    order.refresh_from_db()
    assert (order.state, order.manners.count(), order.parts.get().unit_price_fen) == (
        OrderState.FINISHED,
        1,
        2500,
    )


def test_finishing_without_a_finding_keeps_what_was_typed(made, technician):
    order = desks.order(made, to=made.worker)
    post(technician, order, "accept")
    post(technician, order, "arrive")
    refused = post(technician, order, "finish", finding="", method="换了新的角阀")
    assert (refused.status_code, "换了新的角阀" in refused.content.decode()) == (422, True)
    order.refresh_from_db()
    assert order.state == OrderState.WORKING


@pytest.mark.shows("B-REP-28")
def test_a_pause_needs_the_customers_agreement_and_a_reason(made, clerk, technician):
    order = desks.order(made, to=made.worker)
    post(technician, order, "accept")
    post(technician, order, "arrive")
    refused = post(technician, order, "pause", reason="parts")
    assert (refused.status_code, "customer_agreed" in refused.context["form"].errors) == (422, True)
    unreasoned = post(technician, order, "pause", customer_agreed="on")
    assert (unreasoned.status_code, order.pauses.count()) == (422, 0)
    post(technician, order, "pause", reason="parts", customer_agreed="on")
    order.refresh_from_db()
    assert order.state == OrderState.PAUSED
    shown = clerk.get(f"{LIST}{order.pk}/").content.decode()
    assert ("等配件" in shown, "业主同意" in shown) == (True, True)


def test_photos_before_and_after_stand_on_the_order(made, technician):
    order = desks.order(made, to=made.worker)
    photo = SimpleUploadedFile("before.jpg", documents.picture(), "image/jpeg")
    post(technician, order, "photo", kind="photo_before", photo=photo)
    assert Document.objects.get().kind == "photo_before"
    assert Document.objects.get().ref in technician.get(f"{LIST}{order.pk}/").content.decode()


@pytest.mark.shows("B-REP-13")
def test_the_dispatcher_sees_who_is_busy_and_dispatches(made, clerk):
    desks.order(made, to=made.worker)
    order = desks.order(made)
    assert "李师傅 · 手上 1 单" in clerk.get(f"{LIST}{order.pk}/assign/").content.decode()
    post(clerk, order, "assign", to=made.worker.pk)
    order.refresh_from_db()
    assert order.assignee == made.worker


def test_of_two_who_dispatch_the_second_sees_the_new_state(made, clerk):
    order = desks.order(made)
    given = {"to": made.worker.pk, "seen": "raised:1:"}
    post(clerk, order, "assign", **given)
    assert post(clerk, order, "assign", **given).status_code == 409


def test_the_pool_is_taken_from_with_one_click(made, technician):
    order = desks.order(made)
    post(technician, order, "claim", back=f"{LIST}mine/")
    order.refresh_from_db()
    assert (order.assignee, order.state) == (made.worker, OrderState.ACCEPTED)


def test_the_desk_passes_or_sends_back_what_was_finished(made, clerk, technician):
    order = desks.order(made, to=made.worker)
    for step in ("accept", "arrive"):
        post(technician, order, step)
    post(technician, order, "finish", finding="角阀老化", method="换新")
    post(clerk, order, "send_back", why="还在滴水")
    order.refresh_from_db()
    assert (order.state, order.round, order.customer_words) == (OrderState.ASSIGNED, 2, "还在滴水")


def test_a_card_of_the_board_is_moved_by_choosing_a_step(made, clerk, technician):
    order = desks.order(made, to=made.worker)
    technician.post(f"{LIST}{order.pk}/move/", {"step": "accept"})
    order.refresh_from_db()
    assert order.state == OrderState.ACCEPTED
    on = clerk.post(f"{LIST}{order.pk}/move/", {"step": "assign"})
    assert on.headers["Location"] == f"{LIST}{order.pk}/assign/"


def test_a_step_that_is_not_offered_is_not_done(made, technician):
    order = desks.order(made, to=made.worker)
    assert technician.post(f"{LIST}{order.pk}/move/", {"step": "pass"}).status_code == 403
    assert WorkOrder.objects.get().state == OrderState.ASSIGNED


def test_nothing_is_open_to_somebody_of_another_project(made, stranger):
    order = desks.order(made)
    assert stranger.get(f"{LIST}{order.pk}/").status_code == 404
    assert post(stranger, order, "assign", to=made.worker.pk).status_code == 404
    assert order.number not in stranger.get(f"{LIST}?view=all").content.decode()


def test_a_back_address_elsewhere_is_ignored(made, technician):
    order = desks.order(made, to=made.worker)
    reply = post(technician, order, "accept", back="https://elsewhere.example/")
    assert reply.headers["Location"] == f"{LIST}{order.pk}/"


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_of_an_order_costs_the_same_however_long_its_story(
    made, technician, times, django_assert_num_queries
):
    order = desks.order(made, to=made.worker)
    for step in ("accept", "arrive"):
        post(technician, order, step)
    for name in range(times):
        post(technician, order, "part", name=f"垫片{name}", quantity="1", measure="个")
    with django_assert_num_queries(12):
        page = technician.get(f"{LIST}{order.pk}/")
    told = page.content.decode().count("垫片")
    assert (told, len(page.content) < 150_000) == (times, True)
    with django_assert_num_queries(7):
        technician.get(f"{LIST}{order.pk}/manners/")
