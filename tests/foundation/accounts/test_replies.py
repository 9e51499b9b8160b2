"""A program's request is answered once, and forgotten after a while."""

import datetime as dt

import pytest

from anlin.foundation.accounts import api as accounts
from anlin.foundation.jobs import api as jobs
from factories.accounts import account

pytestmark = pytest.mark.django_db
REPLY = accounts.Reply(201, '{"id": 1}')
OTHER = accounts.Reply(201, "{}")


def asked(who, at, **others):
    return {"account": who, "key": "k-12345678", "fingerprint": "a" * 64, "at": at, **others}


def test_a_key_is_done_once_for_its_account_and_request(noon):
    who, neighbour = account(), account()

    assert accounts.answer_once(lambda: REPLY, **asked(who, noon)) == (REPLY, False)
    assert accounts.answer_once(lambda: OTHER, **asked(who, noon)) == (REPLY, True)
    assert accounts.answer_once(lambda: OTHER, **asked(neighbour, noon)) == (OTHER, False)
    with pytest.raises(accounts.KeyUsedOtherwise):
        accounts.answer_once(lambda: OTHER, **asked(who, noon, fingerprint="b" * 64))


def test_a_deed_that_breaks_off_leaves_neither_itself_nor_its_answer(noon):
    who = account()

    def broken():
        account()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        accounts.answer_once(broken, **asked(who, noon))

    assert list(accounts.Account.objects.all()) == [who]
    assert accounts.answer_once(lambda: REPLY, **asked(who, noon)) == (REPLY, False)


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_is_done_and_the_others_hear_its_answer(noon, at_once):
    who = account()

    def deed():
        return accounts.Reply(201, account().username)

    answers = at_once([lambda: accounts.answer_once(deed, **asked(who, noon))] * 3)

    (made,) = accounts.Account.objects.exclude(pk=who.pk)
    reply = accounts.Reply(201, made.username)
    assert sorted(answers, key=lambda one: one[1]) == [(reply, False), (reply, True), (reply, True)]


def test_the_clock_forgets_answers_after_two_days(noon):
    known = asked(account(), noon)
    accounts.answer_once(lambda: REPLY, **known)
    for days, again in ((2, (REPLY, True)), (3, (OTHER, False))):
        jobs.enqueue("accounts.forget_replies")
        jobs.run_waiting(now=noon + dt.timedelta(days=days))

        assert accounts.answer_once(lambda: OTHER, **known) == again
    (line,) = [line for line in jobs.all_jobs() if line.name == "accounts.forget_replies"]
    assert line.rhythm == "daily at 03:30"


def test_old_answers_are_forgotten(noon):
    accounts.answer_once(lambda: REPLY, **asked(account(), noon))

    assert accounts.forget_replies(before=noon) == 0
    assert accounts.forget_replies(before=noon + dt.timedelta(seconds=1)) == 1
