"""A worker is frozen past its lease and thawed again: another did its work meanwhile, and once."""

import signal

import pytest
from django.db import connection

pytestmark = pytest.mark.ordeal
TAKEN = "A job took longer than its lease; another worker took it over."


def order(house, name, number):
    house.said(
        "-c",
        "import django; django.setup()\n"
        "from anlin.foundation.jobs import api as jobs\n"
        f"jobs.enqueue('ordeal.{name}', key='{number}', number={number})",
    )


def traces(house, what):
    return house.ask(f"SELECT count(*) FROM accounts_account WHERE username LIKE '{what} %'")[0][0]


def began(house, number):
    return sorted(house.home.glob(f"began-{number}-*"))


def frozen_in_it(house, name, number):
    """A worker that stands in the midst of the job, frozen."""
    slow = house.worker()
    order(house, name, number)
    house.eventually(lambda: began(house, number))
    slow.send_signal(signal.SIGSTOP)
    return slow


def thaw(house, slow):
    slow.send_signal(signal.SIGCONT)
    house.eventually(lambda: TAKEN in whole_log(house))
    slow.terminate()
    assert slow.wait(60) == 0


def whole_log(house):
    return (house.home / "log").read_text("utf-8", "replace")


def end_well(house, number, what):
    assert traces(house, what) == 1
    receipts = "SELECT count(*) FROM jobs_jobreceipt WHERE key LIKE 'ordeal.dawdle%'"
    assert house.ask(receipts) == [(1,)]
    assert house.ask("SELECT count(*) FROM jobs_jobfailure") == [(0,)]
    assert len(began(house, number)) == 2
    assert "Traceback" not in whole_log(house), house.log()
    assert house.faults("settled") == []


def test_a_job_in_pieces_is_done_by_another_and_the_frozen_one_says_so(house):
    slow = frozen_in_it(house, "dawdle_in_pieces", 1)
    quick = house.worker()
    house.eventually(lambda: len(began(house, 1)) == 2)
    (house.home / "go").touch()
    house.eventually(lambda: traces(house, "dawdled"))
    house.eventually(lambda: house.ask("SELECT count(*) FROM jobs_jobreceipt WHERE key LIKE 'ordeal.dawdle%'") == [(1,)])  # fmt: skip
    thaw(house, slow)
    quick.terminate()
    assert quick.wait(60) == 0
    end_well(house, 1, "dawdled")


@pytest.mark.postgresql_only
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="On SQLite nobody writes while another is at it."
)
def test_what_a_frozen_worker_had_written_is_undone_by_the_server(house):
    """Its transaction holds locks; the server ends it, as deploy/postgresql.conf asks for."""
    name = house.env["DATABASE_URL"].rpartition("/")[2]
    house.said(
        "-c",
        "import django; django.setup()\n"
        "from django.db import connection\n"
        f"connection.cursor().execute('ALTER DATABASE {name} SET idle_in_transaction_session_timeout = 3000')",
    )
    slow = frozen_in_it(house, "dawdle", 2)
    quick = house.worker()
    house.eventually(lambda: len(began(house, 2)) == 2)
    (house.home / "go").touch()
    house.eventually(lambda: traces(house, "dawdled") == 1)
    thaw(house, slow)
    quick.terminate()
    assert quick.wait(60) == 0
    end_well(house, 2, "dawdled")


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL lets others go on.")
def test_on_sqlite_all_wait_for_a_frozen_writer_and_it_ends_its_work(house):
    house.env["ORDEAL_BUSY_SECONDS"] = "2"
    slow = frozen_in_it(house, "dawdle", 3)
    quick = house.worker()
    house.eventually(lambda: "The database is away" in whole_log(house))
    (house.home / "go").touch()
    slow.send_signal(signal.SIGCONT)
    house.eventually(lambda: traces(house, "dawdled") == 1)
    house.eventually(lambda: not house.faults("quiet"))
    for process in (slow, quick):
        process.terminate()
        assert process.wait(60) == 0
    assert len(began(house, 3)) == 1
    assert house.faults("settled") == []
