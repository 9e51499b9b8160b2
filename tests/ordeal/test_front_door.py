"""What is spoken at the door: the protocols of deploy/nginx.conf, tried on a real nginx by a client that speaks all."""

import shutil
import socket
import ssl
import warnings

import pytest
from django.db import connection

from ordeal import front_door
from ordeal.conftest import free_port

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.skipif(not shutil.which("nginx", path="/usr/sbin"), reason="There is no nginx."),
    pytest.mark.skipif(connection.vendor == "postgresql", reason="Once is enough."),
]
OLD = [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1]
NEW = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]
# So that the client is known to be able to.
CARELESS = {
    "ssl_protocols TLSv1.2 TLSv1.3;": "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;",
    "ssl_ciphers ECDHE+AES256+AESGCM:ECDHE+CHACHA20:ECDHE+AES128+AESGCM;": "ssl_ciphers ALL:@SECLEVEL=0;",
}
STRONG = {
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-RSA-AES128-GCM-SHA256",
}


@pytest.fixture
def door(tmp_path):
    """Opens one with changes in its site; gives its port."""
    processes = []

    def opened(changes=None):
        port = free_port()
        nobody = (free_port(), free_port())
        processes.append(front_door.opened(tmp_path / "nginx", port, nobody, changes))
        return port

    yield opened
    for process in processes:
        process.terminate()
        process.wait(30)


def spoken(port, version, ciphers="ALL"):
    """What both agreed on, protocol and cipher, where the client offers these alone; nothing where they did not."""
    client = ssl.create_default_context()
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client.minimum_version = client.maximum_version = version
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            with client.wrap_socket(line) as safe:
                return safe.version(), safe.cipher()[0]
        except (ssl.SSLError, ConnectionResetError):
            return None, None


def known_ciphers():
    """All that this machine has for TLS 1.2 and older, weak ones too."""
    context = ssl.create_default_context()
    context.set_ciphers("ALL:COMPLEMENTOFALL:@SECLEVEL=0")
    return [one["name"] for one in context.get_ciphers() if one["protocol"] != "TLSv1.3"]


def test_the_door_speaks_tls_1_2_and_1_3_and_nothing_older(door):
    port = door()
    assert [spoken(port, version)[0] for version in NEW] == ["TLSv1.2", "TLSv1.3"]
    assert [spoken(port, version)[0] for version in OLD] == [None, None]


def test_whoever_tries_the_door_could_speak_what_is_older(door):
    port = door(CARELESS)
    assert [spoken(port, version)[0] for version in OLD] == ["TLSv1", "TLSv1.1"]


def test_the_door_takes_strong_ciphers_alone_and_the_strongest_first(door):
    port = door()
    known = known_ciphers()
    taken = {one for one in known if spoken(port, ssl.TLSVersion.TLSv1_2, one)[1]}
    assert taken == STRONG
    assert len(known) > 50
    weakest_first = "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384"
    assert spoken(port, ssl.TLSVersion.TLSv1_2, weakest_first)[1] == "ECDHE-RSA-AES256-GCM-SHA384"
