"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NotYours(Refusal):
    sentence = _("This order is in the hands of %(holder)s. Ask the dispatcher to give it to you.")


class ReasonMissing(Refusal):
    sentence = _("Say why in a few words; whoever waits for this will be told.")


class FindingMissing(Refusal):
    sentence = _("Write what you found and what you did before you finish the order.")


class TermNeedsConsent(Refusal):
    sentence = _(
        "The clock of an ordinary repair may only stop with the customer's agreement. Ask them, then tick the box."
    )


class WrongOffice(Refusal):
    sentence = _("%(staff)s does not work in this project. Choose somebody who does.")


class NobodyOnDuty(Refusal):
    sentence = _(
        "Nobody is on duty for repairs now. Choose somebody by name, or plan a shift on the roster."
    )
    field = "to"


class StillOpen(Refusal):
    sentence = _(
        "Order %(number)s is not closed yet. Send it back for rework instead of raising another."
    )
