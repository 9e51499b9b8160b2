"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NothingToLink(Refusal):
    sentence = _("Every open matter of this issue has a cause already. There is nothing to link.")
