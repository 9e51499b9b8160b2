"""Sign-in by user name or phone number, whichever was typed."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest  # noqa: TID251  (Django hands it over; nothing is answered here)

from anlin.foundation.accounts import phones
from anlin.foundation.accounts.models import Account


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
        account = _find(username)
        if account is None or not account.is_active:
            # Hash all the same: the time of the answer must not say whether the name exists.
            Account().set_password(password)
            return None
        return account if account.check_password(password) else None

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()


def _find(typed: str) -> Account | None:
    index = phones.index_of(typed)
    if index is not None:
        return Account.objects.filter(phone_index=index).first()
    return Account.objects.filter(username__iexact=typed.strip()).first()
