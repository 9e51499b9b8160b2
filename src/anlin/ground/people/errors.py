"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NotAPhone(Refusal):
    sentence = _(
        "“%(value)s” is not a phone number. A mobile has eleven digits; a landline has its area code."
    )


class NotAnIdentityNumber(Refusal):
    sentence = _(
        "The identity number is not valid: its check digit does not fit. Compare it with the card."
    )


class NotACallTime(Refusal):
    sentence = _(
        "“%(value)s” is no time to call. Choose morning, afternoon, evening or any time, or leave it empty."
    )
    field = "call_time"


class ConsentMissing(Refusal):
    sentence = _("The person has not agreed to this use of their data. Record their consent first.")


class AlreadyMerged(Refusal):
    sentence = _(
        "One of the two was merged before. Open the person that remained and start from there."
    )


class CannotMerge(Refusal):
    sentence = _("A person cannot be merged with themselves, nor with an organisation.")


class NothingToUndo(Refusal):
    sentence = _("This merge was undone before.")


class AccountTaken(Refusal):
    sentence = _("This account belongs to somebody else already. Open one for this person.")
    field = "account"


class NoName(Refusal):
    sentence = _("A person needs a name, even if it is only “Ms Zeng” or “tenant of 1502”.")


class HoldStands(Refusal):
    sentence = _(
        "A legal hold stands on this person. Nothing is erased until it is lifted or ends."
    )


class StillNeeded(Refusal):
    sentence = _(
        "Some of the data is still needed for a running contract or matter. See the list; end that first."
    )


class SecondPersonNeeded(Refusal):
    sentence = _("You prepared this yourself. Another person with the right must confirm it.")


class NotPrepared(Refusal):
    sentence = _("This request is not at that step any more. Look at its state again.")


class AskedBefore(Refusal):
    sentence = _("There is an open request of this kind already. It is answered first.")


class AlreadyErased(Refusal):
    sentence = _("The data of this person was erased before.")


class ReasonMissing(Refusal):
    sentence = _("Say why: it is recorded with the request.")
    field = "reason"
