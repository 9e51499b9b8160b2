"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NothingOwed(Refusal):
    sentence = _("No follow-up is owed for this case now.")


class TriesMissing(Refusal):
    sentence = _("“Not reached” takes three attempts. %(missing)s more to go.")


class WayMissing(Refusal):
    sentence = _("All attempts were made in one way. Try another one: telephone, visit or letter.")


class HourMissing(Refusal):
    sentence = _("All attempts were made at the same part of the day. Try at another one.")


class ReachedAlready(Refusal):
    sentence = _("The person was reached. Note what they said as a follow-up.")


class SampleWaits(Refusal):
    sentence = _("The weekly sample waits for this person. Whoever calls for the company ends it.")


class ReasonMissing(Refusal):
    sentence = _("Give the reason in a sentence; it is kept and shown.")
    field = "reason"


class DecidedAlready(Refusal):
    sentence = _("This contradiction is decided already.")


class OwnFollowUp(Refusal):
    sentence = _("You asked the person yourself. Somebody else decides which word holds.")
