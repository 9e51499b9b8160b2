"""Logs are sent to another machine as deploy/rsyslog.conf says: over TLS, to that machine alone, and later if it is away."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading

import pytest
from django.db import connection

from ordeal.conftest import PLACE, eventually, free_port

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.skipif(
        not shutil.which("rsyslogd", path="/usr/sbin"), reason="There is no rsyslog."
    ),
    pytest.mark.skipif(connection.vendor == "postgresql", reason="Once is enough."),
]
THERE = "logs.example.cn"
LINE = '{"event": "Somebody signed in.", "level": "info", "request_id": "4711"}'
# Where Debian's own configuration takes from the journal.
INPUT = """
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="{folder}/socket")
global(workDirectory="{folder}")
"""


@pytest.fixture
def sender(tmp_path):
    """Has begun, and sends to a port; `say` writes a line as a process of that name."""
    port = free_port()
    conf = (PLACE / "deploy" / "rsyslog.conf").read_text()
    for written, here in {
        f'target="{THERE}"': 'target="127.0.0.1"',
        'port="6514"': f'port="{port}"',
        "/etc/anlin": str(tmp_path),
        'resumeInterval="10"': 'resumeInterval="1"',
    }.items():
        assert written in conf, written
        conf = conf.replace(written, here)
    proof(tmp_path, THERE)
    (tmp_path / "rsyslog.conf").write_text(INPUT.format(folder=tmp_path) + conf)
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            ["/usr/sbin/rsyslogd", "-n", "-f", tmp_path / "rsyslog.conf", "-i", tmp_path / "pid"],
            stdout=said, stderr=said,
        )  # fmt: skip
    eventually((tmp_path / "socket").exists, (tmp_path / "said").read_text)
    yield (
        port,
        lambda name, line: subprocess.run(
            ["logger", "--socket", tmp_path / "socket", "--tag", name, line], check=True
        ),
    )
    process.terminate()
    process.wait(30)


def proof(folder, name):
    """A certificate of that name, which is its own authority."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName=DNS:{name}", "-keyout", folder / "key", "-out", folder / "logs-ca.crt"],
        check=True, capture_output=True,
    )  # fmt: skip


@contextlib.contextmanager
def receiver(port, folder):
    """Another machine, for a while; yields what came."""
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(folder / "logs-ca.crt", folder / "key")
    came, over = bytearray(), threading.Event()

    def take(line):
        with contextlib.suppress(OSError), safe.wrap_socket(line, server_side=True) as opened:
            opened.settimeout(0.2)
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    if not (part := opened.recv(4096)):
                        return
                    came.extend(part)

    def serve(door):
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                line, _address = door.accept()
                line.settimeout(5)
                take(line)

    with socket.create_server(("127.0.0.1", port)) as door:
        door.settimeout(0.2)
        serving = threading.Thread(target=serve, args=[door])
        serving.start()
        try:
            yield came
        finally:
            over.set()
            serving.join()


def test_lines_are_sent_on_as_they_are_and_wait_while_nobody_is_there(sender, tmp_path):
    port, say = sender
    say("anlin", LINE.replace("4711", "0815"))
    with receiver(port, tmp_path) as came:
        say("anlin", LINE)
        say("sshd", "nobody else's business")
        eventually(lambda: LINE.encode() in came, lambda: bytes(came))
        eventually(lambda: b'"0815"' in came, lambda: bytes(came))
        assert b"business" not in came


def test_nothing_is_sent_to_a_machine_that_cannot_prove_who_it_is(sender, tmp_path):
    port, say = sender
    said = tmp_path / "said"
    proof_of_another = tmp_path / "another"
    proof_of_another.mkdir()
    proof(proof_of_another, "logs.example.com")
    with receiver(port, proof_of_another) as came:
        say("anlin", LINE)
        eventually(lambda: "certificate" in said.read_text(), said.read_text)
        assert came == b""
