"""No page keeps anybody out: axe finds nothing serious on the main pages, in light and in dark."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browsers import let_in
from factories import desks, residents

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FIND = """async (only) => (await axe.run(document, { resultTypes: ["violations"], iframes: false, preload: false, ...only })).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => [found.id, found.nodes[0].html])"""
# The dark theme changes colours and nothing else.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# Those most are at; `make ordeal` looks at every page there is.
CONSOLE = """
    / trades/cases/ trades/cases/new/ trades/cases/{case}/ trades/cases/{case}/sort/ trades/workorders/board/
    trades/workorders/{order}/ ground/estate/buildings/{building}/ ground/residents/people/{person}/
    ground/staff/roles/ foundation/settings/
"""
PORTAL = """
    / trades/requests/new/ trades/requests/{answered}/ ground/mine/ trades/requests/{answered}/satisfied/ offline/
"""


@pytest.fixture
def made():
    made = desks.scene()
    made.boss = desks.employee("周全", "zhouquan", "administrator", made=made)
    case, order = desks.matter(made), desks.order(made, to=made.worker)
    owner = SimpleNamespace(unit=made.unit, person=made.person, actor=desks.BY)
    answered = residents.answered_matter_of(owner, timezone.localtime())
    residents.key_for(made.person, made.at)
    made.places = {
        "case": case.pk, "order": order.pk, "answered": answered.pk, "person": made.person.pk,
        "building": made.unit.building_id, "staff": made.desk.pk,
    }  # fmt: skip
    return made


def complaints(page, prefix, paths, places):
    axe, found = AXE.read_text(), {}
    for path in paths.split():
        answer = page.goto(f"{prefix}/{path.format(**places).lstrip('/')}")
        assert answer.status == 200, path
        expect(page.locator(".skeleton")).to_have_count(0)
        page.evaluate(axe)
        for scheme, only in (("light", {}), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found[path, scheme] = page.evaluate(FIND, only)
    return {place: what for place, what in found.items() if what}


@pytest.mark.parametrize("screen", ["desk"], indirect=True)
def test_nobody_is_kept_out_of_the_console(made, screen):
    let_in(screen, "zhouquan")
    assert complaints(screen, "/console", CONSOLE, made.places) == {}


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_nobody_is_kept_out_of_the_portal(made, screen):
    let_in(screen, "zengnvshi")
    assert complaints(screen, "", PORTAL, made.places) == {}
