"""The pages around repairs on a wide screen and on a phone: nothing sticks out, nothing complains."""

import pytest
from playwright.sync_api import expect

from anlin.config import data
from anlin.kernel.actors import system
from anlin.trades.workorders import actions
from factories import desks

pytestmark = pytest.mark.browser
LIST = "/console/trades/workorders/"


@pytest.fixture
def made(transactional_db):
    made = desks.scene()
    lines = data.read("workorders")["faults"]
    actions.adopt_catalogue(faults=lines, by=system("tests"), at=made.at)
    return made


def test_the_pages_around_repairs_fit_both_screens(made, at_screen, screen):
    order = desks.order(made, to=made.worker)
    page = at_screen("chenjing")
    for name in ("", "catalogue/", "crew/", "figures/", "promises/", "new/?fault=pipe-burst"):
        page.goto(LIST + name)
        screen.look(f"repairs-{name.split('/')[0] or 'list'}")
    page.goto(f"{LIST}{order.pk}/")
    expect(page.get_by_role("heading", name="相关记录")).to_be_visible()
    page.get_by_role("link", name="先派人到场").click()
    expect(page.locator("#step [name=staff]")).to_be_visible()
    screen.look("repairs-order")
    assert page.complaints == []
