"""The clock of the wall goes back an hour or forward a day: nothing is repeated, nothing stops, order stays."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from anlin.foundation.accounts.models import Account
from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.jobs import catalogue, running
from anlin.foundation.jobs.models import JobFailure
from anlin.foundation.news import api as news
from anlin.foundation.news import bulletin
from anlin.foundation.numbering import api as numbering
from anlin.kernel.actors import system
from anlin.kernel.events import Event
from anlin.kernel.subjects import Subject
from anlin.trades.cases import actions as matters
from anlin.trades.workorders import actions as workorders
from factories import cases, desks

pytestmark = pytest.mark.django_db
CLERK = system("tests")
LEASE = dt.timedelta(seconds=30)
SECOND, HOUR, DAY, YEAR = (dt.timedelta(seconds=n) for n in (1, 3600, 86_400, 31_536_000))


@pytest.fixture
def diary():
    with catalogue.opened_for_trial(), bulletin.opened_for_trial():
        yield []


def go_round(*moments):
    """Let the clock ask and the work be done at each of these moments."""
    for now in moments:
        jobs.tick_schedules(now=now)
        jobs.run_waiting(now=now)


def test_a_short_rhythm_goes_on_at_once_when_the_clock_went_back(diary, noon):
    jobs.scheduled("tests.often", every=3 * SECOND)(lambda *, now: diary.append(now))
    back = noon - HOUR
    went = [noon, noon + 3 * SECOND, back, back + SECOND, back + 3 * SECOND, back + 6 * SECOND]
    go_round(*went)
    # Not at one second: the rhythm is kept.
    assert diary == [moment for moment in went if moment != back + SECOND]


@pytest.mark.parametrize("jump", [HOUR, DAY, 10 * DAY])
def test_a_day_is_done_once_however_the_clock_jumps_over_it(jump, diary, noon):
    jobs.scheduled("tests.daily", daily_at=dt.time(3, 10))(lambda *, tick, now: diary.append(tick))
    night = noon.replace(hour=3, minute=30) + DAY
    true_days = [night + days * DAY for days in range(3)]
    # Here it runs ahead, and is put right again.
    go_round(noon, true_days[0], true_days[0] + jump, *true_days)
    assert len(diary) == len(set(diary))
    assert {moment.date() for moment in true_days} <= set(diary)


def test_an_hour_that_comes_twice_does_nothing_twice(diary, noon):
    jobs.scheduled("tests.daily", daily_at=dt.time(3, 10))(lambda *, tick, now: diary.append(tick))
    night = noon.replace(hour=3, minute=30) + DAY
    go_round(noon, night, night - HOUR, night, night + DAY)
    assert diary == [night.date(), (night + DAY).date()]


def test_no_try_waits_longer_than_the_longest_wait(diary):
    now = timezone.now()

    def fail(*, now):
        diary.append(now)
        if len(diary) == 1:
            raise RuntimeError("no ink")

    jobs.job("tests.fail")(fail)
    jobs.enqueue("tests.fail")
    jobs.run_waiting(now=now + YEAR)
    assert JobFailure.objects.count() == 1
    running.take_up_abandoned(now=now, lease=LEASE)
    jobs.run_waiting(now=now + SECOND)
    assert (len(diary), JobFailure.objects.count()) == (2, 0)


def test_a_worker_that_died_in_the_future_holds_its_job_no_longer_than_a_lease(diary):
    jobs.job("tests.note")(lambda *, now: diary.append(now))
    jobs.enqueue("tests.note")
    now, engine = timezone.now(), running.engine()
    engine.claim(engine.enlist(now=now), now=now + YEAR, lease=LEASE)
    if connection.vendor == "postgresql":
        sql("update procrastinate_workers set last_heartbeat = now() + interval '1 year'")
    assert running.take_up_abandoned(now=now, lease=LEASE) == 0
    # A lease later; the server's clock cannot be moved here, so the sign of life is.
    if connection.vendor == "postgresql":
        sql("update procrastinate_workers set last_heartbeat = last_heartbeat - interval '31 s'")
    later = now + LEASE + SECOND
    assert running.take_up_abandoned(now=later, lease=LEASE) == 1
    if connection.vendor == "postgresql":
        sql("update procrastinate_jobs set scheduled_at = null")
    assert (jobs.run_waiting(now=later), len(diary)) == (1, 1)


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_news_told_before_the_clock_went_back_is_delivered_at_once_and_once(diary, noon):
    def hear(event):
        diary.append(event.by)
        if diary.count("breaks once") == 1 and event.by == "breaks once":
            raise RuntimeError("deaf")

    news.reacts_to(Event, later=True)(hear)
    news.publish(Event(at=noon, by="a"))
    assert news.deliver_waiting(now=noon - HOUR) == 1
    news.publish(Event(at=noon, by="breaks once"))
    assert [news.deliver_waiting(now=at) for at in (noon, noon - YEAR, noon - YEAR)] == [0, 1, 0]
    assert diary == ["a", "breaks once", "breaks once"]


def test_numbers_and_the_trail_keep_the_order_in_which_things_were_done(noon):
    given = []
    for at in (noon, noon - HOUR, noon + DAY, noon):
        number = numbering.next_number(series="WX", project_id=1, year=at.year)
        given.append(number)
        audit.record("tests.done", Subject("tests", "1"), by=CLERK, at=at, number=number)
    assert given == sorted(set(given))
    done = [entry.details["number"] for entry in audit.of_subject(Subject("tests", "1"))]
    assert done == given[::-1]


@pytest.mark.django_db(transaction=True)
def test_the_chain_is_sealed_in_that_order_too(noon):
    moments = (noon, noon - HOUR, noon + DAY, noon)
    for at in moments:
        audit.record("tests.done", Subject("tests", "1"), by=CLERK, at=at)
        audit.seal(now=at)
    for at in moments * 20:
        audit.seal(now=at)
        if not audit.verify().unsealed:
            break
    verdict = audit.verify()
    assert (verdict.first_fault, verdict.checked) == (None, 4)


@pytest.mark.parametrize("jump", [-HOUR, DAY])
def test_people_stay_signed_in(jump, client, monkeypatch):
    now = timezone.now
    client.force_login(Account.objects.create(username="wang", created_at=now()))
    monkeypatch.setattr(timezone, "now", lambda: now() + jump)
    assert client.get("/accounts/password/change/").status_code == 200


def test_work_that_ended_before_it_began_took_no_time():
    made = desks.scene()
    noon = made.at
    case = cases.sorted_(desks.matter(made, at=noon), noon)
    order = workorders.NewOrder(project=made.project, title=case.title, unit=made.unit)
    told = {"department": made.department, "order": order, "worker": made.worker}
    matters.pass_on(case=case, by=CLERK, at=noon, **told)
    order = case.errands.get().order
    workorders.accept(order=order, by=CLERK, at=noon)
    workorders.arrive(order=order, by=CLERK, at=noon)
    workorders.finish(finding="a", method="b", order=order, by=CLERK, at=noon - HOUR)
    span = order.spans.get()
    assert span.ended_at == span.started_at == noon
