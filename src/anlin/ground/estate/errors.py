"""What the room refuses, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Conflict, Refusal


class CodeTaken(Refusal):
    sentence = _("The code “%(code)s” is taken here. Choose another, or open the one that has it.")


def taken_meanwhile(codes: Sequence[str]) -> Refusal:
    """Somebody took a code after we had looked; of several nobody knows which."""
    return CodeTaken(code=codes[0], field="code") if len(codes) == 1 else Conflict()


class MilestonesOutOfOrder(Refusal):
    sentence = _("“%(later)s” cannot lie before “%(earlier)s”. Correct one of the two dates.")


class NotMovedInYet(Refusal):
    sentence = _(
        "Move-in counts only when the notice was sent, the formalities were done within the term, "
        "and somebody actually lives there. Still missing: %(missing)s."
    )


class StatusInThePast(Refusal):
    sentence = _(
        "The unit has had its status since %(since)s; a change cannot lie before that day."
    )


class NotAListing(Refusal):
    sentence = _("“%(source)s” is no listing of projects: a JSON file with a list of objects is.")


class NameMissing(Refusal):
    sentence = _("The listing gives no name for this project.")
