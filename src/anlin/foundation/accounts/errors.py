"""What opening an account or setting a password may be refused for."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NameTaken(Refusal):
    sentence = _("This user name is taken. Choose another one.")
    field = "username"


class NameLooksLikeAPhone(Refusal):
    """A name of digits could be somebody else's phone, and sign-in takes both."""

    sentence = _("A user name needs at least one letter. Put the phone number into its own field.")
    field = "username"


class PhoneTaken(Refusal):
    sentence = _("Another account already signs in with this phone number. Close that one first.")
    field = "phone"


class EmailTaken(Refusal):
    sentence = _("Another account already uses this e-mail address. Enter a different one.")
    field = "email"


class NotAPhone(Refusal):
    sentence = _("This is not a phone number. Enter the eleven digits of a mobile phone.")
    field = "phone"


class PasswordTooWeak(Refusal):
    """`sentence` is made of what the validators found."""

    field = "password"


class AccountClosed(Refusal):
    sentence = _("This account is closed. Open a new one instead.")


class KeyUsedOtherwise(Refusal):
    """An idempotency key came again with another request."""

    sentence = _("This Idempotency-Key was used for another request. Choose a new key.")
