"""A program's request is answered once, and forgotten after a while."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from anlin.foundation.accounts import api as accounts
from anlin.foundation.jobs import api as jobs
from factories.accounts import account

pytestmark = pytest.mark.django_db
REPLY = accounts.Reply(201, '{"id": 1}')


def test_an_answer_is_kept_for_its_account_key_and_request(noon):
    who, other = account(), account()
    known = {"account": who, "key": "k-12345678", "fingerprint": "a" * 64}
    assert accounts.replay(**known) is None
    accounts.remember_reply(**known, reply=REPLY, at=noon)

    assert accounts.replay(**known) == REPLY
    assert accounts.replay(**{**known, "account": other}) is None
    with pytest.raises(accounts.KeyUsedOtherwise):
        accounts.replay(**{**known, "fingerprint": "b" * 64})


def test_the_second_of_two_at_once_is_undone(noon):
    known = {"account": account(), "key": "k-12345678", "fingerprint": "a" * 64}
    accounts.remember_reply(**known, reply=REPLY, at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        accounts.remember_reply(**known, reply=accounts.Reply(201, "{}"), at=noon)

    assert accounts.replay(**known) == REPLY


def test_the_clock_forgets_answers_after_two_days(noon):
    known = {"account": account(), "key": "k-12345678", "fingerprint": "a" * 64}
    accounts.remember_reply(**known, reply=REPLY, at=noon)
    for days, left in ((2, REPLY), (3, None)):
        jobs.enqueue("accounts.forget_replies")
        jobs.run_waiting(now=noon + dt.timedelta(days=days))

        assert accounts.replay(**known) == left
    (line,) = [line for line in jobs.all_jobs() if line.name == "accounts.forget_replies"]
    assert line.rhythm == "daily at 03:30"


def test_old_answers_are_forgotten(noon):
    known = {"account": account(), "key": "k-12345678", "fingerprint": "a" * 64}
    accounts.remember_reply(**known, reply=REPLY, at=noon)

    assert accounts.forget_replies(before=noon) == 0
    assert accounts.forget_replies(before=noon + dt.timedelta(seconds=1)) == 1
