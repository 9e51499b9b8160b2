"""Jobs: queued with the change, done once, tried again, given up in the open, asked for by the clock."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from anlin.foundation.accounts.models import Account
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.jobs import catalogue, running, schedules
from anlin.foundation.jobs.models import JobFailure, JobReceipt, QueuedJob, Schedule
from anlin.kernel.actors import system

pytestmark = pytest.mark.django_db
CLERK = system("tests")
LEASE = dt.timedelta(seconds=30)
DAY = dt.timedelta(days=1)


@pytest.fixture
def diary():
    """What the jobs `write` (and `fail`, which writes and fails while `diary.failing`) noted."""

    class Diary(list):
        failing = True

    diary = Diary()

    def write(*, page, now):
        Account.objects.create(username=f"{page} #{len(diary)}", created_at=now)
        diary.append(page)

    def fail(*, page, now):
        write(page=page, now=now)
        if diary.failing:
            raise RuntimeError("no ink")

    with catalogue.opened_for_trial():
        jobs.job("tests.write")(write)
        jobs.job("tests.fail", max_tries=2)(fail)
        yield diary


def make_due():
    """Let the jobs that wait for a later time be due now, whatever the engine's clock is."""
    QueuedJob.objects.update(run_at=None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set scheduled_at = null")


def test_a_queued_job_runs_once_and_leaves_a_receipt(diary, noon):
    assert jobs.enqueue("tests.write", key="a", page=1) is True
    assert [jobs.run_waiting(now=noon) for _ in range(2)] == [1, 0]
    assert (diary, jobs.is_done("tests.write", key="a")) == ([1], True)


def test_a_key_that_waits_or_is_done_is_not_queued_again(diary, noon):
    first = [jobs.enqueue("tests.write", key="a", page=n) for n in (1, 2)]
    jobs.run_waiting(now=noon)
    assert [*first, jobs.enqueue("tests.write", key="a", page=3)] == [True, False, False]
    assert jobs.enqueue("tests.fail", key="a", page=4) is True
    assert (diary, jobs.waiting_count()) == ([1], 1)


def test_a_key_that_is_running_is_not_queued_again(diary, noon):
    jobs.enqueue("tests.write", key="a", page=1)
    claim(noon)
    assert (jobs.enqueue("tests.write", key="a", page=1), jobs.waiting_count()) == (False, 0)


def test_jobs_without_a_key_each_run(diary, noon):
    for page in (1, 1):
        jobs.enqueue("tests.write", page=page)
    assert (jobs.run_waiting(now=noon), diary) == (2, [1, 1])


def test_a_job_of_a_transaction_that_was_undone_does_not_run(diary, noon):
    with transaction.atomic():
        jobs.enqueue("tests.write", page=1)
        transaction.set_rollback(True)
    assert jobs.run_waiting(now=noon) == 0


def test_an_unknown_job_and_values_that_json_cannot_hold_are_refused(diary, noon):
    with pytest.raises(LookupError):
        jobs.enqueue("tests.unheard_of")
    with pytest.raises(TypeError):
        jobs.enqueue("tests.write", page=noon)
    assert jobs.waiting_count() == 0


def test_a_job_waits_for_its_time(diary, noon):
    jobs.enqueue("tests.write", page=1, run_at=dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
    assert (jobs.run_waiting(now=noon), jobs.waiting_count()) == (0, 1)


def test_what_a_failing_job_wrote_is_undone_and_it_is_tried_again(diary, noon):
    jobs.enqueue("tests.fail", page=1)
    jobs.run_waiting(now=noon, limit=1)
    assert (Account.objects.count(), JobReceipt.objects.count()) == (0, 0)
    assert JobFailure.objects.get().error == "RuntimeError: no ink"
    diary.failing = False
    make_due()
    jobs.run_waiting(now=noon)
    assert (Account.objects.count(), JobReceipt.objects.count()) == (1, 1)
    assert not JobFailure.objects.exists()


def test_after_the_last_try_a_job_is_dead_until_somebody_retries_it(diary, noon):
    jobs.enqueue("tests.fail", key="a", page=1)
    give_up(noon)
    (dead,) = jobs.dead_jobs()
    assert (dead.name, dead.arguments, dead.tries) == ("tests.fail", {"page": 1}, 2)
    assert (dead.error, dead.failed_at) == ("RuntimeError: no ink", noon)
    jobs.retry(job_id=dead.job_id, by=CLERK, at=noon)
    assert (jobs.dead_jobs(), jobs.waiting_count()) == ([], 1)
    (entry,) = audit.newest(None)
    assert (entry.deed, entry.subject.key, entry.actor_ref, entry.details) == (
        "jobs.retried",
        str(dead.job_id),
        CLERK.ref,
        {"job": "tests.fail"},
    )
    give_up(noon)
    (dead,) = jobs.dead_jobs()
    assert dead.tries == 2


def test_only_a_dead_job_can_be_retried(diary, noon):
    jobs.enqueue("tests.write", page=1)
    with pytest.raises(jobs.JobNotDead):
        jobs.retry(job_id=claim(noon).job_id, by=CLERK, at=noon)
    assert audit.newest(None) == []


def test_a_dead_job_is_not_retried_beside_a_new_order_of_its_key(diary, noon):
    jobs.enqueue("tests.fail", key="a", page=1)
    give_up(noon)
    assert jobs.enqueue("tests.fail", key="a", page=2) is True
    (dead,) = jobs.dead_jobs()
    with pytest.raises(jobs.JobNotDead):
        jobs.retry(job_id=dead.job_id, by=CLERK, at=noon)
    assert (len(jobs.dead_jobs()), jobs.waiting_count(), audit.newest(None)) == (1, 1, [])


def test_a_run_that_finds_its_receipt_ends_at_once(diary, noon):
    jobs.enqueue("tests.write", key="a", page=1)
    JobReceipt.objects.create(key="tests.write/a", job="tests.write", done_at=noon)
    assert (jobs.run_waiting(now=noon), diary, jobs.waiting_count()) == (1, [], 0)


def test_the_job_of_a_dead_worker_is_taken_up_again(diary, noon):
    jobs.enqueue("tests.write", page=1)
    claim(noon)
    assert running.take_up_abandoned(now=noon, lease=LEASE) == 0
    let_leases_end()
    assert running.take_up_abandoned(now=noon, lease=LEASE) == 1
    assert (jobs.run_waiting(now=noon), diary) == (1, [1])


def test_a_job_that_kills_its_workers_is_given_up(diary, noon):
    jobs.enqueue("tests.fail", page=1)
    for _ in range(2):
        claim(noon)
        let_leases_end()
        running.take_up_abandoned(now=noon, lease=LEASE)
        make_due()
    (dead,) = jobs.dead_jobs()
    assert (dead.error, diary) == ("The worker ended during the job.", [])


def test_a_worker_that_lost_its_job_leaves_no_trace(diary, noon):
    jobs.enqueue("tests.write", page=1)
    slow = claim(noon)
    let_leases_end()
    running.take_up_abandoned(now=noon, lease=LEASE)
    make_due()
    claim(noon)
    with pytest.raises(running.ClaimLost):
        running._run(slow, catalogue.house.kinds["tests.write"], lambda: noon)
    assert (Account.objects.count(), JobReceipt.objects.count()) == (0, 0)


def test_a_job_that_takes_too_long_is_interrupted_and_put_off(diary, noon):
    def dawdle(*, now):
        while True:
            diary.append("dawdling")

    jobs.job("tests.dawdle", timeout=dt.timedelta(milliseconds=20))(dawdle)
    jobs.enqueue("tests.dawdle")
    jobs.run_waiting(now=noon, limit=1)
    assert JobFailure.objects.get().error.startswith("TookTooLong")
    assert jobs.waiting_count() == 1


def test_a_job_in_pieces_reports_how_far_it_has_come(diary, noon):
    def climb(*, now):
        diary.append(len(connection.savepoint_ids))
        jobs.progress("climb", 3, 10, "third floor")

    depth = len(connection.savepoint_ids)
    jobs.job("tests.climb", in_pieces=True)(climb)
    jobs.enqueue("tests.climb", key="a")
    assert jobs.progress_of("climb") is None
    jobs.run_waiting(now=noon)
    seen = jobs.progress_of("climb")
    assert (seen.done, seen.total, seen.note, diary) == (3, 10, "third floor", [depth])


def test_one_run_covers_the_missed_ticks_of_a_short_rhythm(diary, noon):
    jobs.scheduled("tests.blink", every=dt.timedelta(seconds=3))(lambda *, now: diary.append(now))
    ticks = [jobs.tick_schedules(now=noon + dt.timedelta(seconds=s)) for s in (0, 1, 100)]
    assert (ticks, jobs.run_waiting(now=noon), diary) == ([1, 0, 0], 1, [noon])
    assert jobs.tick_schedules(now=noon + dt.timedelta(seconds=102)) == 1
    assert Schedule.objects.get().last_tick == noon + dt.timedelta(seconds=102)
    jobs.run_waiting(now=noon)
    assert not JobReceipt.objects.exists()


def test_each_missed_day_is_made_up_with_its_own_date(diary, noon):
    jobs.scheduled("tests.sweep", daily_at=dt.time(3, 10))(lambda *, tick, now: diary.append(tick))
    assert jobs.tick_schedules(now=noon) == 0
    assert jobs.tick_schedules(now=noon + 3 * DAY) == 3
    assert (jobs.run_waiting(now=noon), diary) == (3, [dt.date(2026, 5, day) for day in (7, 8, 9)])
    assert jobs.tick_schedules(now=noon + 3 * DAY) == 0
    assert jobs.tick_schedules(now=noon + 103 * DAY) == 62


def test_a_tick_is_won_by_one_worker(diary, noon):
    jobs.scheduled("tests.sweep", daily_at=dt.time(3, 10))(lambda *, now: diary.append(now))
    jobs.tick_schedules(now=noon)
    rhythm, row = catalogue.house.rhythms["tests.sweep"], Schedule.objects.get()
    wins = [schedules._win(row, rhythm, noon + DAY) for _ in range(2)]
    assert (wins, jobs.waiting_count()) == ([1, 0], 1)


def test_a_day_that_fails_holds_up_the_days_after_it(diary, noon):
    def stumble(*, tick, now):
        diary.append(tick.day)
        raise RuntimeError

    jobs.scheduled("tests.sweep", daily_at=dt.time(3, 10))(stumble)
    jobs.tick_schedules(now=noon)
    jobs.tick_schedules(now=noon + 2 * DAY)
    later = dt.datetime.now(dt.UTC)
    assert (jobs.run_waiting(now=later), diary) == (1, [7])


def test_a_rhythm_is_either_short_or_daily(diary):
    with pytest.raises(ValueError, match="either"):
        jobs.scheduled("tests.both", every=DAY, daily_at=dt.time(3))


def test_no_new_jobs_after_the_start(diary):
    jobs.close()
    with pytest.raises(jobs.CatalogueClosed):
        jobs.job("tests.late")(print)


def test_the_page_of_jobs_says_what_the_clock_asks_for():
    rhythms = {line.name: line.rhythm for line in jobs.all_jobs()}
    assert rhythms["news.prune"] == "daily at 03:10"


def claim(now):
    engine = running.engine()
    return engine.claim(engine.enlist(now=now), now=now, lease=LEASE)


def let_leases_end():
    QueuedJob.objects.filter(state="running").update(
        claimed_until=dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_workers set last_heartbeat = '2000-01-01'")


def give_up(now):
    """Run what is due until it is dead."""
    while jobs.waiting_count():
        make_due()
        jobs.run_waiting(now=now, limit=1)


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_two_who_find_a_lease_run_out_at_once_take_the_job_up_once(diary, noon):
    jobs.enqueue("tests.write", page=1)
    claim(noon)
    let_leases_end()
    together, taken = threading.Barrier(4), []

    def sweep():
        try:
            together.wait(10)
            taken.append(running.take_up_abandoned(now=noon, lease=LEASE))
        finally:
            connection.close()

    sweepers = [threading.Thread(target=sweep) for _nth in range(4)]
    for each in sweepers:
        each.start()
    for each in sweepers:
        each.join(30)

    assert len(taken) == 4
    assert max(taken) == 1
    make_due()
    assert (jobs.run_waiting(now=noon), diary) == (1, [1])
