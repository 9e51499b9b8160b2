"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class ContentMissing(Refusal):
    sentence = _("Write which service is wanted; a few words are enough.")
    field = "content"


class TimeMissing(Refusal):
    sentence = _("Say when the service is wanted, a moment still to come.")
    field = "wanted_by"


class NobodyAsks(Refusal):
    sentence = _("Say who asks for the service, or that it is for the project.")


class WrongOffice(Refusal):
    sentence = _("%(staff)s does not work in this project. Choose somebody who does.")
    field = "to"


class NotYours(Refusal):
    sentence = _("%(staff)s was appointed for this survey. Appoint somebody else first.")


class FindingsMissing(Refusal):
    sentence = _("Write what was found on the spot; the plan is made from it.")
    field = "findings"


class BothNeeded(Refusal):
    sentence = _("The owner gets both: a maintenance proposal and a service schedule. Write both.")


class DaysReversed(Refusal):
    sentence = _("The schedule ends before it begins. Correct one of the days.")
    field = "ends_on"


class NothingSaid(Refusal):
    sentence = _("Write it down in a few words.")
    field = "words"


class NotAgreed(Refusal):
    """H04: no work before both sides have agreed."""

    sentence = _(
        "Owner and company have not both agreed to proposal and schedule yet. Work begins only after that."
    )


class OtherPlan(Refusal):
    sentence = _("There is a newer proposal by now. Read that one, then decide.")


class LogMissing(Refusal):
    sentence = _(
        "Write at least one line about the course of this work before you report its result."
    )


class OrdersOpen(Refusal):
    sentence = _(
        "Work order %(numbers)s for this service is still being worked on. Wait for it or cancel it."
    )


class RectificationOpen(Refusal):
    """H05: no closing while a demand is open."""

    sentence = _(
        "The owner's demand for rectification is open. Carry it out, report again and let the owner accept it."
    )
