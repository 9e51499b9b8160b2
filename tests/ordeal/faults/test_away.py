"""The database is away for half a minute: told, waited for, and nothing that was acknowledged is lost."""

import json
import threading
import time
import urllib.error
import urllib.request

import pytest

from ordeal.clients import together
from ordeal.conftest import free_port
from ordeal.faults.between import between

pytestmark = pytest.mark.ordeal
PROGRAMS = 4
AWAY_FOR = 30.0
ENOUGH = 8


@pytest.fixture
def served(house):
    # Shorter than the outage, as the twenty seconds of an installation are.
    house.env["ORDEAL_BUSY_SECONDS"] = "3"
    house.way = between(house.env["DATABASE_URL"])
    house.env["DATABASE_URL"] = house.way.url
    house.on_sqlite = house.way.url.startswith("sqlite")
    house.port = free_port()
    house.parent = house.run("-m", "anlin.config.cli", "serve", "--port", str(house.port))
    house.eventually(lambda: asked(house, "/health/ready")[0] == 200)
    yield house
    house.end()
    house.way.end()


def asked(house, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{house.port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return None, ""


class Course:
    """What the programs and the one who cuts the way tell each other."""

    def __init__(self):
        self.going, self.is_back, self.after = threading.Semaphore(0), threading.Event(), []

    def take_matters(self, client):
        """Matters until the way was cut and mended again; each is sent with its key until it is acknowledged."""
        made, taken, since = {}, 0, 0
        while since < ENOUGH:
            was_back = self.is_back.is_set()
            key = f"away-{client.seed}-{taken:05d}"
            said = matter(client.scene)
            status, told = client.ask("POST", "/cases/", said, key)
            if was_back:
                self.after.append(status)
                since += 1
            if status == 201:
                made[key] = told["id"]
                taken += 1
                self.going.release()
                continue
            assert (status, told["code"]) == (503, "database_away"), told
            assert told["detail"]
            self.is_back.wait(0.2)
        return made

    def cut(self, house, seconds):
        for _each in range(PROGRAMS * 3):
            assert self.going.acquire(timeout=60)
        house.way.cut()
        end = time.monotonic() + seconds
        try:
            what_people_are_told(house)
            self.is_back.wait(max(end - time.monotonic(), 0))
        finally:
            house.way.mend()
            begun = time.monotonic()
            self.is_back.set()
        house.eventually(lambda: asked(house, "/health/ready")[0] == 200)
        return time.monotonic() - begun


def matter(scene):
    return {
        "project": scene["project"], "kind": "repair", "words": "厨房漏水", "channel": "hotline",
        "reporter": scene["reporter"], "unit": scene["unit"],
    }  # fmt: skip


def what_people_are_told(house):
    headers = {"Cookie": "sessionid=of-somebody", "X-Request-ID": "number-of-this-1"}
    if house.on_sqlite:
        # Whoever reads is not in the way of whoever writes.
        assert asked(house, "/health/ready")[0] == 200
        assert asked(house, "/api/v1/cases/", **house.scene["headers"])[0] == 200
        return
    status, said = asked(house, "/health/ready")
    assert (status, json.loads(said)["missing"]) == (503, ["database"])
    for path in ("/", "/console/", "/trades/requests/"):
        status, page = asked(house, path, **headers)
        assert status == 503, path
        assert "数据库暂时没有响应" in page
        assert "number-of-this-1" in page
        assert "Traceback" not in page


def test_half_a_minute_without_a_database(served):
    course, seconds = Course(), min(AWAY_FOR, served.seconds)
    *made, back_in = together(
        *(served.port, served.scene),
        [course.take_matters] * PROGRAMS + [lambda _client: course.cut(served, seconds)],
        seed=500,
    )

    print(f"away for {seconds:.0f} s; ready {back_in:.1f} s after the return")
    # Connections of before are found broken and opened anew before anybody is answered.
    assert course.after == [201] * (PROGRAMS * ENOUGH)
    acknowledged = [case for each in made for case in each.values()]
    assert len(set(acknowledged)) == len(acknowledged)
    # One more is the matter of nobody: a key was answered once, however often it was sent.
    ((cases,),) = served.ask("SELECT count(*) FROM cases_case")
    assert cases == len(acknowledged)
    served.eventually(lambda: not served.faults("quiet"))
    assert served.faults("settled") == []
    log = (served.home / "log").read_text("utf-8", "replace")
    assert "Traceback" not in log, log[log.find("Traceback") :][:9000]
    assert log.count("The database is away") in range(1, 4), served.log()
    assert served.parent.poll() is None
    assert "started again" not in log
