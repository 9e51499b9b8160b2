"""The network is shut in tests, but for loopback."""

import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_nothing_leaves_this_machine(address):
    with socket.socket() as probe, pytest.raises(OSError, match="shut in tests"):
        probe.connect(address)
