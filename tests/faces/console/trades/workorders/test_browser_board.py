"""A card of the board is dragged to the lane that its next step leads to."""

import pytest
from playwright.sync_api import expect

from anlin.trades.workorders.choices import OrderState
from factories import desks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("screen", ["desk"], indirect=True),
]


@pytest.fixture
def made(transactional_db):
    return desks.scene()


def test_a_card_is_dragged_to_the_next_lane_and_to_no_other(made, at_screen):
    order = desks.order(made, to=made.worker)
    page = at_screen("chenjing")
    page.goto("/console/trades/workorders/board/")
    card = page.get_by_role("listitem").filter(has_text=order.title)
    lane = lambda state: page.locator(f"[data-lane={state}]")  # noqa: E731

    card.drag_to(lane(OrderState.PAUSED))
    expect(lane(OrderState.ASSIGNED)).to_contain_text(order.title)

    card.drag_to(lane(OrderState.ACCEPTED))
    expect(lane(OrderState.ACCEPTED)).to_contain_text(order.title)
    order.refresh_from_db()
    assert (order.state, page.complaints) == (OrderState.ACCEPTED, [])
