"""Tokens of programs: shown once, valid until their day, revoked at once."""

import datetime as dt

import pytest

from anlin.foundation.accounts import api as accounts
from factories.accounts import account

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_a_token_is_kept_as_its_hash_only(noon):
    token, plain = accounts.issue_token(account=account(), name="meter", at=noon)
    assert plain not in str(accounts.Token.objects.values().get(pk=token.pk))


def test_a_token_opens_its_account_until_it_expires(noon):
    owner = account()
    _token, plain = accounts.issue_token(
        account=owner, name="meter", at=noon, expires_at=noon + DAY
    )
    assert accounts.account_by_token(plain, noon) == owner
    assert accounts.account_by_token(plain, noon + DAY) is None
    assert accounts.account_by_token(plain + "x", noon) is None


def test_a_revoked_token_opens_nothing_and_is_revoked_once(noon):
    token, plain = accounts.issue_token(account=account(), name="meter", at=noon)
    accounts.revoke_token(token=token, at=noon)
    accounts.revoke_token(token=token, at=noon + DAY)
    assert accounts.account_by_token(plain, noon) is None
    assert token.revoked_at == noon


def test_the_day_of_use_is_written_once_a_day(noon, django_assert_num_queries):
    token, plain = accounts.issue_token(account=account(), name="meter", at=noon)
    accounts.account_by_token(plain, noon)
    with django_assert_num_queries(1):
        accounts.account_by_token(plain, noon)
    token.refresh_from_db()
    assert token.last_used_on == noon.date()
