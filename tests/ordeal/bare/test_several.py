"""Chapters 9 and 10 of docs/deploy.md, command by command: two machines of the database and two of pages, on TLS."""

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from ordeal.bare.machine import BLOCK, BOOTS, PLACE, Bare, chapters, lay_the_tree
from ordeal.bare.several import Network

pytestmark = [
    pytest.mark.ordeal,
    pytest.mark.postgresql_only,
    pytest.mark.skipif(
        os.geteuid() != 0, reason="A machine in a folder can be booted by root only."
    ),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Once is enough."),
]
FIRST, SECOND, PRIMARY, REPLICA = "10.0.0.10", "10.0.0.13", "10.0.0.11", "10.0.0.12"
PATIENT = "curl -fsS --retry 60 --retry-delay 1 --retry-all-errors"
READY = f"{PATIENT} http://127.0.0.1:8001/health/ready"
STREAMS = "runuser -u postgres -- psql -XAtc \"select count(*) from pg_stat_replication where state = 'streaming'\" | grep -qx 1"
IN_STEP = STREAMS.replace("state = 'streaming'", "sync_state = 'sync'")
# Each connection that came over the network, and whether it is safe.
LINES = """cd /
runuser -u postgres -- psql -XAtc "select a.usename, s.ssl, s.version from pg_stat_ssl s join pg_stat_activity a using (pid)
    where a.client_addr is not null"
"""
CA = "/etc/anlin/database-ca.crt"


def blocks(text, number):
    """The blocks of commands of a chapter, each for the machines that the words before it name."""
    starts = [found.start() for found in re.finditer(r"^## ", text, re.MULTILINE)] + [len(text)]
    start = text.index(f"\n## {number}. ") + 1
    return BLOCK.findall(text, start, min(place for place in starts if place > start))


class Manual:
    """docs/deploy.md: its commands by what they are for."""

    def __init__(self):
        text = (PLACE / "docs" / "deploy.md").read_text("utf-8")
        said = chapters(text)
        self.install, self.database = said[0] + said[2], said[3]
        environment, begin = blocks(text, 4)
        self.environment, self.begin = said[0] + environment, said[0] + begin
        self.migrate = self.begin[: self.begin.rindex("anlin createuser")]
        [self.processes], [self.second] = blocks(text, 5), blocks(text, 10)
        replicated = blocks(text, 9)
        self.authority, self.everywhere, self.base, self.passwords = replicated[:4]
        self.own_passwords, self.copy, self.in_step, fetch, self.pool = replicated[4:9]
        self.promote, self.alone = replicated[9:]
        self.fetch = said[0] + said[1] + fetch


@pytest.fixture
def manual():
    return Manual()


@pytest.fixture
def network(tmp_path, manual):
    """One root for all: what chapter 1 and chapter 9 fetch, and Anlin."""
    bare = Bare(tmp_path / "machine")
    bare.lay(*BOOTS)
    bare.before_its_first_boot(manual.fetch)
    lay_the_tree(bare.root / "opt/anlin")
    bare.before_its_first_boot(manual.install)
    try:
        with Network(tmp_path, bare.root) as made:
            yield made
    finally:
        shutil.rmtree(tmp_path)


def test_four_machines_are_one_house_that_outlives_its_primary(network, manual, tmp_path):
    primary, replica = network.machine(PRIMARY), network.machine(REPLICA)
    lay_the_databases(manual, primary, replica)
    # Stands for the file server.
    files = tmp_path / "files"
    files.mkdir()
    first, second = (
        network.machine(address, (files, "/var/lib/anlin/files")) for address in (FIRST, SECOND)
    )
    lay_the_pages(manual, primary, first, second)

    for machine in (first, second):
        assert '"ready": true' in machine.do(manual.processes + READY)
    nothing_goes_in_the_clear(primary, first)
    the_second_works_for_both(primary, first)

    primary.do("systemctl stop postgresql@15-main")
    for machine in (first, second):
        machine.do(manual.promote.replace("curl -fsS", PATIENT))
    come_back(manual, primary, replica)
    replica.do(manual.alone)
    first.do("anlin doctor")
    nothing_goes_in_the_clear(replica, second)


def lay_the_databases(manual, primary, replica):
    both = (primary, replica)
    for machine in both:
        machine.do(manual.database)
    primary.do(manual.authority)
    for machine in both:
        primary.carry("root/carried/ca.crt", machine)
        for kind in ("crt", "key"):
            primary.carry(f"root/carried/{machine.address}.{kind}", machine, f"server.{kind}")
        machine.do(manual.everywhere + manual.base)
    primary.do(manual.passwords)
    primary.carry("root/carried/anlin_replication.password", replica)
    for machine in both:
        machine.do(manual.own_passwords)
    replica.do(manual.copy)
    keep_in_step(manual, primary)


def keep_in_step(manual, server):
    server.eventually(STREAMS)
    server.do(manual.in_step)
    server.eventually(IN_STEP)


def lay_the_pages(manual, primary, first, second):
    for machine in (first, second):
        for name in ("ca.crt", "anlin.password", "postgres.password"):
            primary.carry(f"root/carried/{name}", machine)
        machine.do(manual.everywhere + manual.environment + manual.pool)
        machine.do("systemctl disable --now postgresql; chown anlin:anlin /var/lib/anlin/files")
    first.do(manual.begin)
    for name in ("etc/anlin/anlin.env", "var/lib/anlin/keys.json"):
        first.carry(name, second)
    second.do(manual.second + manual.migrate)
    with ThreadPoolExecutor() as both:
        list(both.map(lambda machine: machine.do("anlin migrate"), (first, second)))


def the_second_works_for_both(primary, first):
    """The first one has no worker any more; what it enters is sealed all the same."""
    first.do("systemctl stop anlin-worker@1 anlin-worker@2")
    counted = "cd /; runuser -u postgres -- psql -XAtd anlin -c 'select count(*) from audit_link'"
    before = int(primary.do(counted))
    first.do("anlin readonly on --reason trial; anlin readonly off")
    primary.eventually(f'test "$({counted})" -gt {before}')


def come_back(manual, primary, replica):
    """As the replica of what was its own replica."""
    primary.do(manual.copy.replace(PRIMARY, REPLICA))
    keep_in_step(manual, replica)


def nothing_goes_in_the_clear(server, asking):
    lines = server.do(LINES).split()
    assert {line.split("|")[0] for line in lines} >= {"anlin", "anlin_replication"}
    assert {line.split("|", 1)[1] for line in lines} <= {"t|TLSv1.3", "t|TLSv1.2"}
    address = f"host={server.address} user=postgres dbname=postgres"
    tried = f"cd /; runuser -u postgres -- psql -XAtqc 'select 1' '{address}"
    assert asking.tries(f"{tried} sslmode=verify-full sslrootcert={CA}'") == (0, "1\n")
    assert "no encryption" in asking.tries(f"{tried} sslmode=disable'")[1]
    another = "/etc/ssl/certs/ca-certificates.crt"
    refused, said = asking.tries(f"{tried} sslmode=verify-full sslrootcert={another}'")
    assert (refused, "certificate verify failed" in said) == (2, True), said
