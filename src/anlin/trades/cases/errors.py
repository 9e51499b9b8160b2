"""What the room refuses, in a sentence."""

from django.utils.translation import gettext_lazy as _

from anlin.kernel.errors import Refusal


class NothingSaid(Refusal):
    sentence = _("Write down what the person said; a few words are enough.")


class ReportedBefore(Refusal):
    """The number that the report has at its source came in over this channel before."""

    sentence = _("This report came in before. Open the matter it belongs to.")


class NoReporter(Refusal):
    sentence = _("Say who this is from: choose a person, or write the name and phone they gave.")


class NotSorted(Refusal):
    sentence = _("Sort the case first: trade, nature and urgency decide who gets it.")


class NotAnswered(Refusal):
    sentence = _(
        "Nobody has answered this person yet. Answer first; if nothing can be done, the reason is the answer."
    )


class TitleMissing(Refusal):
    sentence = _("Write a title: a few words by which everybody knows what the case is about.")


class PhoneInTitle(Refusal):
    sentence = _(
        "A title holds no phone number: many people read it. Take the number out and save again."
    )


class ReasonMissing(Refusal):
    sentence = _("Give the reason in a sentence; it is kept and shown.")


class FollowUpMissing(Refusal):
    sentence = _(
        "This case needs a follow-up before it is closed. Ask the person whether it is really solved."
    )


class WorkStillOpen(Refusal):
    sentence = _(
        "Work order %(numbers)s of this case is still being worked on. Wait for it or cancel it first."
    )


class AboutThemselves(Refusal):
    sentence = _("The complaint is about %(staff)s; somebody else has to handle it.")


class OtherProject(Refusal):
    sentence = _("Both have to belong to the same project.")


class UnknownChannel(Refusal):
    sentence = _("There is no channel “%(code)s”. Choose one from the list.")


class CaseClosed(Refusal):
    sentence = _("The case is closed. Reopen it, or take the report as a new case.")


class CauseMissing(Refusal):
    sentence = _(
        "A complaint needs its cause before it is closed: what went wrong, as far as we know."
    )


class NoMoment(Refusal):
    sentence = _(
        "“%(value)s” in the column “%(heading)s” is no date. Write it as 2026-05-06 14:30."
    )


class NotYet(Refusal):
    sentence = _("%(moment)s has not come yet. Correct the date of this message.")


class SubjectMissing(Refusal):
    sentence = _(
        "Say first what the complaint is about: repair, attitude of service, or something else."
    )


class NeedNotConfirmed(Refusal):
    sentence = _(
        "Write how you understood this complaint, read it back to the person and tick that they confirmed it."
    )


class SupervisorAnswers(Refusal):
    sentence = _("This case is marked as important: ask a supervisor to give the answer.")


class NotWithDepartment(Refusal):
    sentence = _("The case lies with no department now, so there is nobody to remind.")


class CallerOfTheOffice(Refusal):
    sentence = _(
        "%(staff)s works in the office whose orders are asked about. Somebody of the company has to call."
    )


class NothingToDraw(Refusal):
    sentence = _(
        "No work order of this week was finished in this project; there is nothing to draw from."
    )


class CallerDidTheWork(Refusal):
    sentence = _("You did this work yourself. Somebody else asks whether it is solved.")


class DrawnAlready(Refusal):
    sentence = _("The sample of this week was drawn already; it stays as it is.")


class EffectMissing(Refusal):
    sentence = _(
        "A complaint is closed with its effect on the order of the estate: write it, or that there is none."
    )


class ServicePlanned(Refusal):
    sentence = _(
        "Service request %(number)s for this case is not over yet. Give an interim reply until it is."
    )
