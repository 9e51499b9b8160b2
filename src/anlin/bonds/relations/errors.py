"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class WordsMissing(Refusal):
    sentence = _("Write it down in a sentence; it is kept.")


class HomeMissing(Refusal):
    sentence = _("A visit is to a home: say which.")
    field = "home"


class OtherProject(Refusal):
    sentence = _("This belongs to another project.")


class StillToCome(Refusal):
    sentence = _("This moment is still to come.")


class DaysInOrder(Refusal):
    sentence = _("The last day lies before the first.")
    field = "last_on"


class NotHeld(Refusal):
    sentence = _("The activity was cancelled. What was said elsewhere is noted where it was said.")


class VoicesOpen(Refusal):
    sentence = _(
        "%(count)s of those who spoke have neither a matter nor an answer yet. Nobody goes without one."
    )


class ConcludedAlready(Refusal):
    sentence = _("This collection of opinions is concluded already.")


class NothingBehind(Refusal):
    sentence = _("Choose what people said that shows the shortcoming.")
    field = "voices"


class DueInThePast(Refusal):
    sentence = _("The day until when it is done lies in the past.")
    field = "due_on"


class NotAQuestionnaire(Refusal):
    sentence = _("Only a questionnaire has questions.")


class TooManyQuestions(Refusal):
    sentence = _(
        "A questionnaire has at most %(most)s questions: few are answered, many are thrown away."
    )


class AnsweredAlready(Refusal):
    sentence = _("Somebody has answered already; the questions stay as they were asked.")


class NotOpenNow(Refusal):
    sentence = _("This questionnaire is not open now.")


class RepliedAlready(Refusal):
    sentence = _("Your answers are here already. Thank you.")


class NothingAnswered(Refusal):
    sentence = _("Answer at least one question.")


class InPersonNeeded(Refusal):
    sentence = _("Important clients are visited in person; a call is not enough.")
    field = "was_in_person"


class NotACommenter(Refusal):
    sentence = _("Only who wrote something on a questionnaire is visited about it.")


class VisitedAlready(Refusal):
    sentence = _("They were visited about this already.")


class PhotoMissing(Refusal):
    sentence = _("A photo of where it hangs is the evidence that it was published.")
    field = "photo"
