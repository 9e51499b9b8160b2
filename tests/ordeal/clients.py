"""Programs that use a served house over loopback, all at once, and what they were answered."""

import collections
import http.client
import itertools
import json
import random
import ssl
import threading
import time

REFUSED = {409, 422}


class Client:
    """One program with one connection; keeps count of what it was answered."""

    def __init__(self, port, scene, seed):
        self.scene, self.port = scene, port
        self.chance = random.Random(seed)
        self.answers = collections.Counter()
        self.faults = []
        self.keys = itertools.count()
        self.seed = seed
        self.connection = self.connect(port)

    def connect(self, port):
        return http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method, path, said=None, key=None):
        """(status, what it says); an answer that is a fault of the house is kept."""
        headers = dict(self.scene["headers"])
        if said is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        body = None if said is None else json.dumps(said)
        try:
            self.connection.request(method, f"/api/v1{path}", body, headers)
            answer = self.connection.getresponse()
            text = answer.read()
        except (http.client.HTTPException, ConnectionError, ssl.SSLEOFError):
            # A server may close a connection that was idle; a program then asks again.
            self.connection.close()
            if self.answers["again"] > 100:
                raise
            self.answers["again"] += 1
            return self.ask(method, path, said, key)
        self.answers[answer.status] += 1
        if answer.status >= 500:
            self.faults.append(f"{method} {path}: {answer.status} {text[:300]}")
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return answer.status, json.loads(text) if is_json and text else None

    def open_case(self):
        scene = self.scene
        said = {
            "project": scene["project"], "kind": "repair", "words": "厨房漏水", "channel": "hotline",
            "reporter": scene["reporter"], "unit": scene["unit"],
        }  # fmt: skip
        key = f"soak-{self.seed}-{next(self.keys):06d}"
        status, made = self.ask("POST", "/cases/", said, key)
        if status != 201:
            self.faults.append(f"open: {status} {made}")
            return None
        if self.chance.random() < 0.3:
            again = self.ask("POST", "/cases/", said, key)
            if again != (status, made):
                self.faults.append(f"the same key, another answer: {again}")
        return made["id"]

    def go_the_loop(self):
        """One matter from the call to the answer, looking at lists in between."""
        case = self.open_case()
        if case is None:
            return
        scene, path = self.scene, f"/cases/{case}"
        sort = {"trade": "water", "service_nature": "routine", "urgency": "ordinary"}
        passed = {
            "department": scene["department"],
            "with_order": True,
            "worker": scene["workers"][0],
        }
        steps = [
            ("POST", f"{path}/sort/", sort),
            ("GET", "/cases/?view=open", None),
            ("POST", f"{path}/pass-on/", passed),
            ("GET", f"{path}/", None),
            ("POST", f"{path}/return/", {"words": "换了接头"}),
            ("GET", "/work-orders/", None),
            ("POST", f"{path}/answer/", {"words": "已更换。", "channel": "hotline"}),
            ("POST", f"{path}/agree/", {"grade": 5}),
        ]
        for step in steps[: self.chance.randint(1, len(steps))]:
            self.ask(*step)


class SecureClient(Client):
    """Speaks HTTPS, and asks nobody who signed the certificate: the test made it itself."""

    def connect(self, port):
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=trusting)


class StubbornClient(Client):
    """Asks the same again under the same key until it is answered; keeps what it was told is done, and when."""

    def __init__(self, port, scene, seed):
        super().__init__(port, scene, seed)
        # (case, deed) of every answer that said so, and the moments of all good answers.
        self.done, self.answered_at = [], []

    def deed(self, case, step, deed, said):
        path = f"/cases/{case}/{step}/" if case else "/cases/"
        key = f"stubborn-{self.seed}-{next(self.keys):06d}"
        status, told = self._until_answered("POST", path, said, key)
        assert status < 300, f"{path}: {status} {told}"
        self.done.append((str(case or told["id"]), deed))
        return told

    def look(self, path):
        status, _told = self._until_answered("GET", path)
        assert status == 200, path

    def _until_answered(self, *asked):
        end = time.monotonic() + 120
        while True:
            status, told = self.ask(*asked)
            if status < 500:
                self.answered_at.append(time.monotonic())
                return status, told
            assert time.monotonic() < end, self.faults[-1]
            time.sleep(0.02)

    def go_through_a_matter(self):
        scene = self.scene
        opened = {
            "project": scene["project"], "kind": "repair", "words": "厨房漏水", "channel": "hotline",
            "reporter": scene["reporter"], "unit": scene["unit"],
        }  # fmt: skip
        case = self.deed(None, None, "cases.opened", opened)["id"]
        self.look("/cases/?view=open")
        sort = {"trade": "water", "service_nature": "routine", "urgency": "ordinary"}
        self.deed(case, "sort", "cases.sorted", sort)
        passed = {"department": scene["department"], "with_order": True}
        self.deed(case, "pass-on", "cases.passed_on", passed)
        self.look(f"/cases/{case}/")
        self.deed(case, "return", "cases.returned", {"words": "换了接头"})
        told = {"words": "已更换。", "channel": "hotline"}
        self.deed(case, "answer", "cases.answered", told)


def together(port, scene, functions, *, seed=0, kind=Client):
    """Run each function with a client of its own, all beginning at the same moment; what each returned.

    What one of them raised is raised here.
    """
    gate = threading.Barrier(len(functions))
    outcomes, broken = [None] * len(functions), []

    def play(place, function):
        client = kind(port, scene, seed + place)
        gate.wait()
        try:
            outcomes[place] = function(client)
        except Exception as error:  # noqa: BLE001  (raised below, in the test's own thread)
            broken.append(error)
        finally:
            client.connection.close()

    threads = [threading.Thread(target=play, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return outcomes


def soak(seconds):
    """A function for `together`: loops until the time is over; the client itself comes back."""

    def loop(client):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            client.go_the_loop()
        return client

    return loop
