"""Opening and closing accounts; what stands in the table."""

import pytest
from django.contrib.auth import authenticate

from anlin.foundation.accounts import api as accounts
from factories.accounts import PASSWORD, account

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


def test_the_table_holds_no_phone(noon):
    opened = account("chen", phone=PHONE)
    kept = accounts.Account.objects.values().get(pk=opened.pk)
    assert PHONE not in str(kept)
    assert len(kept["phone_index"]) == 32


@pytest.mark.parametrize("typed", [PHONE, "138 1234 5678", "+86 138-1234-5678", "0086 13812345678"])
def test_an_account_is_found_by_its_phone_however_written(typed):
    opened = account("chen", phone=PHONE)
    assert accounts.account_by_phone(typed) == opened
    assert authenticate(username=typed, password=PASSWORD) == opened


@pytest.mark.parametrize("typed", ["chen", "CHEN", " Chen "])
def test_the_case_of_a_name_does_not_matter(typed):
    opened = account("Chen")
    assert authenticate(username=typed, password=PASSWORD) == opened


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"username": "CHEN"}, accounts.NameTaken),
        ({"username": "13900000000"}, accounts.NameLooksLikeAPhone),
        ({"phone": PHONE}, accounts.PhoneTaken),
        ({"phone": "12345"}, accounts.NotAPhone),
        ({"password": "12345678"}, accounts.PasswordTooWeak),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_not_opened(given, refusal):
    account("chen", phone=PHONE)
    with pytest.raises(refusal):
        account(**({"username": "wang"} | given))
    assert accounts.Account.objects.count() == 1


def test_a_closed_account_opens_nothing_and_frees_its_phone(noon):
    opened = account("chen", phone=PHONE)
    _token, plain = accounts.issue_token(account=opened, name="meter", at=noon)
    accounts.close_account(account=opened, at=noon)
    accounts.close_account(account=opened, at=noon.replace(hour=13))
    assert opened.closed_at == noon
    assert authenticate(username="chen", password=PASSWORD) is None
    assert accounts.account_by_token(plain, noon) is None
    assert account("wang", phone=PHONE).is_active


def test_without_a_password_nobody_signs_in(noon):
    opened = accounts.open_account(username="chen", password=None, at=noon)
    assert authenticate(username="chen", password="") is None
    accounts.set_password(account=opened, password=PASSWORD, at=noon)
    assert authenticate(username="chen", password=PASSWORD) == opened


def test_an_e_mail_address_belongs_to_one_account(noon):
    accounts.set_email(account=account("chen"), email="Chen@example.com", at=noon)
    with pytest.raises(accounts.EmailTaken):
        accounts.set_email(account=account("wang"), email="chen@example.com", at=noon)
