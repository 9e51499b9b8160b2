"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NoComplaint(Refusal):
    sentence = _("This case is no complaint, or it is over.")


class WordsMissing(Refusal):
    sentence = _("Write it down in a sentence; it is kept.")
    field = "words"


class NotInPerson(Refusal):
    sentence = _(
        "A serious complaint is handled by %(heads)s in person. It cannot be passed to anybody else."
    )


class NotUp(Refusal):
    sentence = _("This complaint is with the quality department already.")


class DayGone(Refusal):
    sentence = _("This day is over. Choose a later one.")
    field = "due_on"


class NotOfCompany(Refusal):
    sentence = _(
        "The closing visit is made by the quality department, not by the office that solved it."
    )


class CauseMissing(Refusal):
    sentence = _(
        "Cause analysis and preventive action of the case are not on record yet. Write both down first."
    )


class ReportMissing(Refusal):
    sentence = _(
        "A serious complaint is over only with its corrective report and the announcement to the whole company."
    )


class ReportedAlready(Refusal):
    sentence = _("The corrective report is written already.")


class NotSerious(Refusal):
    sentence = _("Only a serious complaint has a corrective report.")


class AnnouncedAlready(Refusal):
    sentence = _("This report was announced already.")


class ConcessionOpen(Refusal):
    sentence = _("A concession that was asked for is not decided yet.")


class DecidedAlready(Refusal):
    sentence = _("Somebody decided on this concession already.")


class NamesInIt(Refusal):
    sentence = _("A training case names nobody: “%(name)s” stands in it.")
    field = "story"


class InLibrary(Refusal):
    sentence = _("This complaint stands in the library already.")


class PlanMissing(Refusal):
    sentence = _(
        "The complaint is with the quality department: plan, carrying out and proof come before the answer."
    )


class NotConcluded(Refusal):
    sentence = _(
        "The complaint is not concluded. The closing visit and its cause come before the end of the case."
    )
