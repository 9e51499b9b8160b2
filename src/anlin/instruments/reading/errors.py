"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class TooFewExamples(Refusal):
    sentence = _(
        "There are %(count)s sorted messages. A lesson takes at least %(least)s, under two entries or more."
    )


class NoBetter(Refusal):
    sentence = _(
        "Of the messages neither had seen, this version put %(right)s right, what was in use then %(before)s. It is not taken."
    )


class InUseAlready(Refusal):
    sentence = _("This version is in use already.")


class NothingToLeave(Refusal):
    sentence = _("The word lists work alone already.")


class ComparedWithAnother(Refusal):
    sentence = _(
        "This version was compared with another one than is in use now. Let the reader learn anew, then compare."
    )
