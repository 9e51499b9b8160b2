"""Every page there is, not only the main ones: axe finds nothing serious, in light and in dark."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsers import leave, opened, sign_in
from walk.addresses import SAFE, every
from walk.world import world

pytestmark = [pytest.mark.ordeal, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FIND = """async (only) => (await axe.run(document, { resultTypes: ["violations"], iframes: false, preload: false, ...only })).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => [found.id, found.nodes[0].html])"""
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
FACES = {"console": ("here", "desk"), "portal": ("resident", "phone")}


@pytest.mark.parametrize("face", FACES)
def test_no_page_keeps_anybody_out(browser, live_server, face):
    made = world()
    who, size = FACES[face]
    screen = opened(browser, live_server.url, size)
    sign_in(screen, made.callers[who].username)
    axe, found, looked_at = AXE.read_text(), {}, 0
    for address in every():
        if address.face != face or address.method != SAFE:
            continue
        path = f"/{address.filled(made.things).lstrip('/')}"
        reply = screen.request.get(path, max_redirects=0)
        if reply.status != 200 or "text/html" not in reply.headers.get("content-type", ""):
            continue
        if "<main" not in reply.text():
            # A part of a page, looked at where it is shown.
            continue
        screen.goto(path)
        expect(screen.locator(".skeleton")).to_have_count(0)
        screen.evaluate(axe)
        looked_at += 1
        for scheme, only in (("light", {}), ("dark", COLOURS)):
            screen.emulate_media(color_scheme=scheme)
            if said := screen.evaluate(FIND, only):
                found[path, scheme] = said
    leave(screen)
    print(f"{face}: axe looked at {looked_at} pages")
    assert (found, looked_at > 10) == ({}, True)
