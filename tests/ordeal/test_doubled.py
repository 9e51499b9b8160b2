"""Two processes of pages behind nginx and two workers on one PostgreSQL, as deploy/ sets them up, under load."""

import collections
import json
import os
import subprocess
import time
import urllib.request

import pytest
from django.db import connection

from browsers import opened, sign_in
from ordeal import front_door
from ordeal.clients import SecureClient, together
from ordeal.conftest import PLACE, free_port

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.postgresql_only,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="Several machines share PostgreSQL."
    ),
]
DEPLOY = PLACE / "deploy"
PROGRAMS = 4


@pytest.fixture
def doubled(house):
    """The house behind nginx; `port` speaks HTTPS, `webs` are the two processes by their ports."""
    house.env |= {
        "DJANGO_SETTINGS_MODULE": "ordeal.behind_proxy",
        "ANLIN_SECRET_KEY": "of-this-test-alone-" * 3,
        "ANLIN_HOSTS": "127.0.0.1",
    }
    house.said("-m", "anlin.config.cli", "migrate")
    house.webs = {}
    for _each in range(2):
        begin_web(house, free_port())
    for port in house.webs:
        house.eventually(lambda port=port: is_ready(port))
    house.workers = [house.worker(), house.worker()]
    house.port = free_port()
    nginx = front_door.opened(house.home / "nginx", house.port, house.webs)
    try:
        yield house
    finally:
        nginx.terminate()
        nginx.wait(30)


def begin_web(house, port):
    house.webs[port] = house.run(
        *("-m", "anlin.config.cli", "serve", "--no-worker", "--port", str(port))
    )


def is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return json.load(answer)["ready"]
    except OSError:
        return False


def rolling_restart(house):
    """deploy/restart.sh with the restart of a unit played by the files it asks for."""
    home = house.home / "nginx"
    wanted = house.home / "restart-"
    script = house.home / "restart"
    script.write_text(
        f'#!/bin/sh\ntouch "{wanted}$1"\nwhile [ -e "{wanted}$1" ]; do sleep 0.05; done\n'
    )
    script.chmod(0o755)
    asked = subprocess.Popen(
        [DEPLOY / "restart.sh", *map(str, house.webs)],
        env=os.environ
        | {
            "ANLIN_UPSTREAM": str(home / "anlin-upstream.conf"),
            "ANLIN_RELOAD": f"/usr/sbin/nginx -p {home} -c {home}/nginx.conf -s reload",
            "ANLIN_RESTART": f"{script} ",
        },
    )
    for port in list(house.webs):
        request = house.home / f"restart-{port}"
        house.eventually(request.exists)
        house.webs[port].terminate()
        assert house.webs[port].wait(60) == 0
        begin_web(house, port)
        request.unlink()
    assert asked.wait(120) == 0


def test_nobody_notices_a_restart_and_a_killed_worker_leaves_nothing_undone(doubled):
    restarted = []

    def restart_both(_client):
        for _time in range(2):
            doubled.kill(doubled.workers.pop())
            rolling_restart(doubled)
            doubled.workers.append(doubled.worker())
            restarted.append(True)

    def go_on(client):
        begun = time.monotonic()
        while len(restarted) < 2 and time.monotonic() - begun < doubled.seconds * 2:
            client.go_the_loop()
        return client, time.monotonic() - begun

    *ended, _restarts = together(
        *(doubled.port, doubled.scene, [go_on] * PROGRAMS + [restart_both]),
        seed=300,
        kind=SecureClient,
    )

    assert len(restarted) == 2
    assert [fault for client, _time in ended for fault in client.faults] == []
    answers = sum((client.answers for client, _time in ended), collections.Counter())
    assert answers.keys() <= {200, 201, "again"}, answers
    a_second = answers.total() / max(seconds for _client, seconds in ended)
    print(f"{a_second:.0f} requests a second, four restarts, two workers killed: {answers}")
    doubled.eventually(lambda: not doubled.faults("quiet"))
    assert doubled.faults("settled") == []
    served = (doubled.home / "nginx" / "anlin.log").read_text()
    assert all(f" 127.0.0.1:{port} " in served for port in doubled.webs)


# What a first visit may weigh over the wire, and how soon a slow phone can be used.
PHONE = {
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 94_000,
    "offline": False,
}
SLOWER = 4


def first_visit(browser, doubled, name, kind, place):
    """Bytes over the wire of one page with everything it needs, and the seconds until it can be used."""
    screen = opened(browser, f"https://127.0.0.1:{doubled.port}", kind, ignore_https_errors=True)
    sign_in(screen, name)
    line = screen.context.new_cdp_session(screen)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    weights = []
    line.on("Network.loadingFinished", lambda ended: weights.append(ended["encodedDataLength"]))
    if kind == "phone":
        line.send("Network.emulateNetworkConditions", PHONE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    screen.goto(place, wait_until="networkidle")
    ready = screen.evaluate(
        "performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"
    )
    screen.context.close()
    return sum(weights), ready / 1000


def test_a_first_visit_is_light(doubled, browser):
    portal, ready = first_visit(browser, doubled, doubled.scene["resident"], "phone", "/")
    console, _ready = first_visit(
        browser, doubled, doubled.scene["username"], "desk", "/console/trades/cases/"
    )
    print(
        json.dumps(
            {
                "name": "first visit",
                "portal_bytes": int(portal),
                "portal_usable_s": ready,
                "console_bytes": int(console),
            }
        )
    )
    assert 0 < portal < 250_000
    assert 0 < console < 400_000
