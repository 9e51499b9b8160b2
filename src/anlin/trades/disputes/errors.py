"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class MediatedAlready(Refusal):
    sentence = _("This case is being mediated already.")


class SideMissing(Refusal):
    sentence = _("Name both sides, each by the person or by what they are called.")


class SameSides(Refusal):
    sentence = _("Both sides are the same person. Name the other one.")


class NotNeutral(Refusal):
    sentence = _("%(staff)s belongs to one of the sides. Choose somebody neutral as mediator.")
    field = "mediator"


class NotOfOffice(Refusal):
    sentence = _("%(staff)s does not work in this project. Choose somebody who does.")
    field = "mediator"


class WordsMissing(Refusal):
    sentence = _("Write it down in a sentence; it is kept.")
    field = "words"


class NotYet(Refusal):
    sentence = _("This day or moment is still to come.")


class RuleMissing(Refusal):
    sentence = _("Name the rule that was looked into, with its article.")
    field = "rule_cited"


class MediationOver(Refusal):
    sentence = _("This mediation is over. A new report of the case takes it up again.")


class OwnWords(Refusal):
    sentence = _("A counter-complaint answers what the other side has said.")


class HoursIncomplete(Refusal):
    sentence = _("Quiet hours need a beginning and a different end.")
    field = "begins"


class ExemptionUnclear(Refusal):
    sentence = _("Exceptions need a weekday or days in order, and usual hours to differ from.")


class OtherVersion(Refusal):
    sentence = _("There is a newer version of the agreement, or this one is agreed already.")


class BeforeTheTerms(Refusal):
    sentence = _("The terms were written down later than this day.")
    field = "on"


class CheckNotDue(Refusal):
    sentence = _("This check is not due yet, was made, or belongs to an earlier agreement.")


class ChecksOpen(Refusal):
    sentence = _("The agreement is still being watched. Make the checks of both days first.")


class NotMediated(Refusal):
    sentence = _(
        "The case is a dispute between two sides. Hear both and note their agreement or the hand-over first."
    )


class VotesCounted(Refusal):
    sentence = _(
        "The votes for this way out were counted already. Another vote needs an option of its own."
    )


class SpreadAlready(Refusal):
    sentence = _("Somebody speaks for the company about this already.")


class NotASpeaker(Refusal):
    sentence = _("This person does not speak for the company.")
    field = "officer"


class AnotherSpeaks(Refusal):
    sentence = _("One person speaks for the company about this: %(name)s.")


class TellsOnThem(Refusal):
    sentence = _("“%(word)s” tells who the sides are or where they live. Leave it out.")
    field = "words"
