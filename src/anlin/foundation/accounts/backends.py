"""Sign-in by user name or phone number, whichever was typed."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest  # noqa: TID251  (Django hands it over; nothing is answered here)

from anlin.foundation import rows
from anlin.foundation.accounts import phones
from anlin.foundation.accounts.models import Account
from anlin.foundation.vault import api as vault


class NameOrPhone(BaseBackend):
    """The only way in. A closed account is answered like an unknown one."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: object,
    ) -> Account | None:
        if not username or not password:
            return None
        account = find(username)
        if account is None or not account.is_active:
            # Hash all the same: the time of the answer must not say whether the name exists.
            Account().set_password(password)
            return None
        if not account.check_password(password):
            return None
        _keep_phone(account, username)
        return account

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()


def _keep_phone(account: Account, typed: str) -> None:
    """Of an account of the first days the number is known at last: without it no key could be changed."""
    phone = phones.canonical(typed)
    if phone is not None and account.phone is None and account.phone_index:
        rows.change(
            account,
            expecting=("phone_index",),
            phone=phone,
            phone_index=vault.blind_index(phone, purpose=phones.PURPOSE),
        )


def find(typed: str) -> Account | None:
    """Whose sign-in name or phone this is, however it is written."""
    indexes = phones.indexes_of(typed)
    if indexes:
        return Account.objects.filter(phone_index__in=indexes).first()
    return Account.objects.filter(username__iexact=typed.strip()).first()
