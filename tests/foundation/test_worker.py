"""The worker: it does what waits, bears a database that is away, and leaves no connection open."""

import datetime as dt
import logging
import threading

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from anlin.foundation.accounts.models import Account
from anlin.foundation.jobs import api as jobs
from anlin.foundation.jobs import catalogue, running, worker
from anlin.foundation.jobs.models import JobFailure, JobReceipt
from anlin.foundation.news import api as news
from anlin.foundation.news import bulletin
from anlin.foundation.news.models import Letter
from anlin.kernel.events import Event


@pytest.fixture
def house():
    with catalogue.opened_for_trial(), bulletin.opened_for_trial():
        yield


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_jobs_tells_news_ticks_the_clock_and_ends(house):
    done, stop = set(), threading.Event()

    def note(what):
        done.add(what)
        if done == {"job", "news", "tick"}:
            stop.set()

    jobs.job("tests.note")(lambda *, now: note("job"))
    jobs.scheduled("tests.tick", every=dt.timedelta(days=1))(lambda *, now: note("tick"))
    news.reacts_to(Event, later=True)(lambda event: note("news"))
    with transaction.atomic():
        jobs.enqueue("tests.note", key="a")
        news.publish(Event(at=timezone.now(), by="tests"))
    before = connections_open()
    patience = threading.Timer(20, stop.set)
    patience.start()
    jobs.run_worker(stop, clock=timezone.now)
    patience.cancel()
    assert (done, JobReceipt.objects.count()) == ({"job", "news", "tick"}, 1)
    # The server notes the end of a connection a moment after it was closed.
    assert any(connections_open() == before for _look in range(2000))


def connections_open():
    """How many connections PostgreSQL holds for this database; 0 on SQLite."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_stat_activity where datname = current_database()")
        return cursor.fetchone()[0]


@pytest.fixture
def kept(monkeypatch):
    """The worker lets go of no connection: closed in the middle of the test's own, SQLite may stay locked."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_once_and_tried_again(caplog, kept):
    stop, answers = threading.Event(), [OperationalError("gone"), OperationalError("gone"), True]

    def step():
        if not answers:
            stop.set()
            return True
        answer = answers.pop(0)
        if answer is not True:
            raise answer
        return answer

    with caplog.at_level(logging.INFO):
        worker._repeat(stop, step, 0.001, worker.Outage())
    assert [record.getMessage() for record in caplog.records] == [
        "The database is away; trying again.",
        "The database is back.",
    ]


@pytest.mark.django_db
def test_a_hand_lets_go_of_what_it_held_when_the_database_went_away(house, noon, monkeypatch):
    tried = []
    jobs.job("tests.try")(lambda *, now: tried.append(now))
    jobs.enqueue("tests.try")
    hand = running.Hand(running.engine().enlist(now=noon), lambda: noon, dt.timedelta(minutes=1))
    with monkeypatch.context() as away:
        away.setattr(running, "_run", raise_away)
        away.setattr(running, "_note_failure", raise_away)
        with pytest.raises(OperationalError):
            hand.claim_and_run()
    later = noon + dt.timedelta(seconds=10)
    hand.clock = lambda: noon
    hand.claim_and_run()
    hand.clock = lambda: later
    hand.claim_and_run()
    assert (len(tried), running.engine().held_by(hand.worker)) == (1, [])


@pytest.mark.django_db
def test_a_run_that_breaks_on_what_another_did_meanwhile_is_no_failure(house, noon, caplog):
    """Frozen past its lease: the other worker has done the work, and left no room for it a second time."""
    outcomes = []

    def lose_it(*, now):
        other = running.engine().enlist(now=noon)
        held = "status = 'doing'" if connection.vendor == "postgresql" else "state = 'running'"
        table = "procrastinate_jobs" if connection.vendor == "postgresql" else "jobs_queuedjob"
        name = "worker_id" if connection.vendor == "postgresql" else "worker"
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {name} = %s WHERE {held}", [other])
        raise RuntimeError("it is there already")

    jobs.job("tests.lose", in_pieces=True)(lose_it)
    jobs.enqueue("tests.lose")
    name = running.engine().enlist(now=noon)
    hand = running.Hand(
        name, lambda: noon, dt.timedelta(minutes=1), lambda *told: outcomes.append(told[1])
    )
    hand.claim_and_run()
    assert (outcomes, JobFailure.objects.count()) == (["taken"], 0)
    assert [(r.levelname, r.exc_info) for r in caplog.records] == [("WARNING", None)]


def raise_away(*args, **kwargs):
    raise OperationalError("gone")


@pytest.mark.django_db
def test_a_worker_that_is_stopped_before_the_database_comes_just_ends(monkeypatch, kept):
    stop = threading.Event()

    class Away:
        def enlist(self, *, now):
            stop.set()
            raise OperationalError("gone")

    monkeypatch.setattr(worker.running, "engine", Away)
    jobs.run_worker(stop, clock=lambda: None)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_job_and_tell_each_letter_once(house):
    jobs.job("tests.count")(lambda *, number, now: note(f"job {number}"))
    news.reacts_to(Event, later=True)(lambda event: note(event.by))
    with transaction.atomic():
        for number in range(20):
            jobs.enqueue("tests.count", key=str(number), number=number)
            news.publish(Event(at=timezone.now(), by=f"letter {number}"))
    stop = threading.Event()
    workers = [
        threading.Thread(target=jobs.run_worker, args=[stop], kwargs={"clock": timezone.now})
        for _ in range(2)
    ]
    for thread in workers:
        thread.start()
    patience = timezone.now() + dt.timedelta(seconds=40)
    while Account.objects.count() < 40 and timezone.now() < patience:
        stop.wait(0.05)
    stop.set()
    for thread in workers:
        thread.join()
    names = sorted(Account.objects.values_list("username", flat=True))
    assert names == sorted(f"{kind} {n}" for kind in ("job", "letter") for n in range(20))
    assert not JobFailure.objects.exists()
    assert not Letter.objects.exclude(last_error="").exists()


def note(what):
    """Told twice, it would note it twice and so break the unique name."""
    Account.objects.create(username=what, created_at=timezone.now())
