"""Accounts that can sign in."""

import datetime as dt
import itertools

from anlin.foundation.accounts import api as accounts

PASSWORD = "jade rain 2026"
OPENED_AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
_numbers = itertools.count(1)


def account(username: str = "", phone: str = "", password: str = PASSWORD) -> accounts.Account:
    username = username or f"chen{next(_numbers)}"
    return accounts.open_account(username=username, password=password, phone=phone, at=OPENED_AT)
