"""What a password may be besides what the library asks of it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


class NotTooLong:
    """Hashing is slow on purpose; nobody needs a page of text hashed."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("Choose a password of at most %(longest)d characters.") % {"longest": LONGEST}
