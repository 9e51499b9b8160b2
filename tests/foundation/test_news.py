"""News: told with the change, heard at once or after the commit, in order, and never lost."""

import datetime as dt
import itertools
from dataclasses import dataclass

import pytest
from django.db import connection

from anlin.foundation.accounts.models import Account
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.news import bulletin, delivery
from anlin.foundation.news.models import Letter
from anlin.kernel.actors import system
from anlin.kernel.errors import Invalid
from anlin.kernel.events import Event

pytestmark = pytest.mark.django_db
CLERK = system("tests")
SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class TapMended(Event):
    """The tap drips no more."""

    tap: int

    @property
    def subject_ref(self):
        return f"tap:{self.tap}"


@pytest.fixture
def heard():
    """What the listener below was told; `heard.deaf` holds the taps it fails on."""

    class Heard(list):
        deaf = set()

    taps = Heard()
    taps.deaf = set()

    def remember(event):
        Account.objects.create(username=f"heard of {event.tap} #{len(taps)}", created_at=event.at)
        if event.tap in taps.deaf:
            raise RuntimeError("deaf")
        taps.append(event.tap)

    with bulletin.opened_for_trial():
        taps.listener = remember
        yield taps


def tell(*taps, at):
    for tap in taps:
        news.publish(TapMended(tap=tap, at=at, by=CLERK.ref))


def test_a_plain_reaction_is_told_at_once(heard, noon):
    news.reacts_to(TapMended)(heard.listener)
    tell(3, at=noon)
    assert (heard, Letter.objects.count()) == ([3], 0)


def test_a_failing_plain_reaction_undoes_the_deed(heard, noon):
    news.reacts_to(TapMended)(heard.listener)
    heard.deaf = {3}
    with pytest.raises(RuntimeError):
        tell(3, at=noon)
    assert heard == []


def test_a_later_reaction_waits_for_delivery_and_is_told_once(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    tell(3, at=noon)
    assert heard == []
    assert [news.deliver_waiting(now=noon) for _ in range(2)] == [1, 0]
    assert heard == [3]


@pytest.mark.django_db(transaction=True)
def test_news_outside_a_transaction_is_refused(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    with pytest.raises(news.PublishedOutsideTransaction):
        tell(3, at=noon)
    assert not Letter.objects.exists()


def test_what_a_failing_listener_wrote_is_undone_and_the_letter_waits(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    heard.deaf = {3}
    tell(3, at=noon)
    assert news.deliver_waiting(now=noon) == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.tries, letter.due_at) == ("waiting", 1, noon + 10 * SECOND)
    assert letter.last_error == "RuntimeError: deaf"
    assert not Account.objects.exists()


def test_news_about_one_subject_keeps_its_order_and_others_pass(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    heard.deaf = {3}
    tell(3, 3, 4, at=noon)
    assert news.deliver_waiting(now=noon) == 1
    heard.deaf = set()
    assert news.deliver_waiting(now=noon + 9 * SECOND) == 0
    assert news.deliver_waiting(now=noon + 10 * SECOND) == 2
    assert heard == [4, 3, 3]


def test_after_eight_tries_a_letter_is_dead_and_can_be_retried(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    heard.deaf = {3}
    tell(3, at=noon)
    dues = []
    while not news.dead_letters().exists():
        dues.append(Letter.objects.get().due_at)
        news.deliver_waiting(now=dues[-1])
    waits = [(b - a).seconds for a, b in itertools.pairwise(dues)]
    assert waits == [10, 60, 300, 1800, 7200, 7200, 7200]
    heard.deaf = set()
    news.retry(letter_id=Letter.objects.get().pk, by=CLERK, at=noon)
    assert (news.deliver_waiting(now=noon), heard) == (1, [3])
    assert [(e.deed, e.actor_ref) for e in audit.newest(None)] == [("news.retried", CLERK.ref)]


def test_a_dead_letter_is_dropped_only_with_a_reason(heard, noon):
    Letter.objects.create(**letter(noon), state="dead")
    dead = news.dead_letters().get()
    with pytest.raises(Invalid):
        news.drop(letter_id=dead.pk, reason=" ", by=CLERK, at=noon)
    assert news.dead_letters().count() == 1
    news.drop(letter_id=dead.pk, reason="told by phone", by=CLERK, at=noon)
    dead.refresh_from_db()
    assert (dead.state, dead.reason, dead.settled_by) == ("dropped", "told by phone", CLERK.ref)
    with pytest.raises(news.LetterNotDead):
        news.retry(letter_id=dead.pk, by=CLERK, at=noon)
    (entry,) = audit.newest(None)
    assert (entry.deed, entry.subject.key) == ("news.dropped", str(dead.pk))
    assert "told by phone" not in str(entry)


def test_a_letter_of_a_dead_worker_is_delivered_by_another_after_the_lease(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    tell(3, at=noon)
    assert delivery._claim(Letter.objects.get(), noon)
    assert news.deliver_waiting(now=noon + delivery.LEASE - SECOND) == 0
    assert news.deliver_waiting(now=noon + delivery.LEASE) == 1


def test_only_one_of_two_workers_gets_the_letter(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    tell(3, at=noon)
    one, other = Letter.objects.get(), Letter.objects.get()
    assert [delivery._claim(one, noon), delivery._claim(other, noon)] == [True, False]


def test_a_worker_that_lost_its_claim_leaves_no_trace(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    tell(3, at=noon)
    slow = Letter.objects.get()
    delivery._claim(slow, noon)
    delivery._claim(Letter.objects.get(), noon + delivery.LEASE)
    assert delivery._deliver(slow, noon) is False
    assert (Account.objects.count(), Letter.objects.get().state) == (0, "waiting")


def test_a_letter_to_nobody_waits_instead_of_vanishing(noon):
    Letter.objects.create(**letter(noon))
    assert news.deliver_waiting(now=noon) == 0
    kept = Letter.objects.get()
    assert kept.last_error == "LookupError: Nobody called nobody reacts to gone.Event."


def test_delivered_letters_are_pruned_after_thirty_days(noon):
    month_ago = noon - dt.timedelta(days=30)
    for settled_at in (month_ago - SECOND, month_ago):
        Letter.objects.create(**letter(noon), state="delivered", settled_at=settled_at)
    Letter.objects.create(**letter(month_ago - SECOND))
    assert [news.prune(now=noon, batch=1), Letter.objects.count()] == [1, 2]


def test_nobody_begins_to_react_after_the_start(heard):
    news.close()
    with pytest.raises(news.BulletinClosed):
        news.reacts_to(TapMended)(heard.listener)


def test_the_page_of_reactions_names_teller_and_hearer(heard):
    news.reacts_to(TapMended, later=True)(heard.listener)
    (line,) = [line for line in news.all_reactions() if line.event == TapMended.name()]
    assert (line.tells, line.hears.endswith("remember"), line.later) == (__name__, True, True)


def test_the_sweep_reads_an_index_of_what_is_waiting(noon):
    if connection.vendor == "postgresql":
        # So few rows are read faster without any index; the question is whether one fits.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = delivery._heads(noon).explain()
    assert "letter_due" in plan or "letter_order" in plan


def letter(at):
    return {
        "event": "gone.Event",
        "payload": {},
        "listener": "nobody",
        "subject_ref": "x",
        "posted_at": at,
        "due_at": at,
    }


def test_many_are_told_in_their_order_at_the_price_of_one(heard, noon, django_assert_num_queries):
    order = []
    news.reacts_to(TapMended)(lambda event: order.append(event.tap))
    news.reacts_to(TapMended, later=True)(heard.listener)
    taps = list(range(20))
    # Keys and rows are two statements; SQLite reckons the keys itself.
    with django_assert_num_queries({"postgresql": 2, "sqlite": 2}[connection.vendor]):
        news.publish_many([TapMended(tap=tap, at=noon, by=CLERK.ref) for tap in taps])

    assert order == taps
    letters = Letter.objects.order_by("pk")
    assert [letter.subject_ref for letter in letters] == [f"tap:{tap}" for tap in taps]
    assert [news.deliver_waiting(now=noon), list(heard)] == [20, taps]


@pytest.mark.django_db(transaction=True)
def test_none_of_many_is_told_outside_a_transaction(heard, noon):
    news.reacts_to(TapMended, later=True)(heard.listener)
    with pytest.raises(news.PublishedOutsideTransaction):
        news.publish_many([TapMended(tap=tap, at=noon, by=CLERK.ref) for tap in (1, 2)])
    assert (heard, Letter.objects.count()) == ([], 0)
