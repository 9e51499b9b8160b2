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


class NotSkilled(Refusal):
    sentence = _(
        "%(staff)s does not have the skill “%(skill)s” that this order needs. Choose somebody who has."
    )


class AskFirst(Refusal):
    sentence = _("Ask for permission to enter first; tick that, then the rest.")


class NotRepaired(Refusal):
    sentence = _("The repair is not finished yet. The effect can be watched once it is.")


class NotWatched(Refusal):
    sentence = _("Nobody watches the effect of this order any more. Name somebody first.")


class NobodyAffected(Refusal):
    sentence = _("Nobody with a known address lives there. Put up a notice instead.")


class AlreadyUnderWay(Refusal):
    sentence = _("Somebody is on the way already. Write down what they find.")


class NobodySent(Refusal):
    sentence = _("Nobody was sent ahead. Send somebody first.")


class NotMajor(Refusal):
    sentence = _("Only the repair of a major defect is watched afterwards.")


class NotInHand(Refusal):
    sentence = _("Nobody has this order in hand. Dispatch it first.")
