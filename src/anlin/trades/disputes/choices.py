"""Words of mediation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MediationKind(TextChoices):
    """Who stands against whom (B-MED-01)."""

    OWNERS = "owners", _("owner and owner")
    COMPANY = "company", _("owner and company")


class MediationState(TextChoices):
    """Where a mediation stands."""

    OPENED = "opened", pgettext_lazy("mediation", "opened")
    HEARD = "heard", _("both sides heard")
    AGREED = "agreed", pgettext_lazy("mediation", "agreed")
    WATCHED = "watched", _("being watched")
    ENDED = "ended", pgettext_lazy("mediation", "ended")
    HANDED_OVER = "handed", _("handed over")


class MediationStep(TextChoices):
    """What may be done with a mediation."""

    HEAR = "hear", _("hear both sides")
    PROPOSE = "propose", _("write down terms")
    AGREE = "agree", _("note the consent of both sides")
    CHECK = "check", _("check whether it holds")
    END = "end", _("end the mediation")
    HAND_OVER = "hand_over", _("hand over")
    RENEW = "renew", _("mediate again")


class Side(TextChoices):
    """The two sides; which is which says nothing about who is right."""

    A = "a", _("side A")
    B = "b", _("side B")


class HeardHow(TextChoices):
    """How a side's words came to us; somebody who will not speak was asked too."""

    TELEPHONE = "telephone", _("by telephone")
    IN_PERSON = "in_person", _("in person")
    WRITING = "writing", _("in writing")
    DECLINED = "declined", _("did not want to speak")


class ContactKind(TextChoices):
    """A line of the contact log (B-MED-07, B-MED-11)."""

    TELEPHONE = "telephone", _("telephone call")
    VISIT_A = "visit_a", _("visit to side A")
    VISIT_B = "visit_b", _("visit to side B")
    JOINT = "joint", _("joint meeting")
    NIGHT = "night", _("attended at night")
    RULES = "rules", _("looked into the rules")


class Risk(TextChoices):
    """What a contact brought up that may grow beyond the two sides (B-MED-12, B-MED-17)."""

    NONE = "", _("none")
    ULTIMATUM = "ultimatum", _("an ultimatum was set")
    PUBLIC = "public", _("it is talked about in public")


class OptionKind(TextChoices):
    """Ways to share what is scarce (B-MED-15)."""

    TIME_LIMIT = "time_limit", _("time limit")
    ROTATION = "rotation", _("rotation")
    OTHER_PLACE = "other_place", _("another place")
    MEASURE = "measure", _("measure on the spot")
    OTHER = "other", pgettext_lazy("option", "other")


class Body(TextChoices):
    """Who decides where the company has no power (B-MED-19)."""

    COMMITTEE = "committee", _("owners' committee")
    RESIDENTS = "residents", _("residents' committee")
    POLICE = "police", _("police")
    COURT = "court", _("court")
    LEGAL_AID = "legal_aid", _("legal aid")


# In these the case may be answered: something stands between the sides, or somebody else decides.
SETTLED_STATES = (
    MediationState.AGREED,
    MediationState.WATCHED,
    MediationState.ENDED,
    MediationState.HANDED_OVER,
)

# What the audit calls our deeds; read after a name: "Chen Jing opened the mediation".
DEEDS = {
    "disputes.opened": _("opened the mediation"),
    "disputes.heard": _("heard a side"),
    "disputes.contacted": _("noted a contact with the sides"),
    "disputes.option_added": _("added a way out to choose from"),
    "disputes.votes_counted": _("counted the votes for a way out"),
    "disputes.proposed": _("wrote down terms between the sides"),
    "disputes.consented": _("noted the consent of a side"),
    "disputes.checked": _("checked whether the agreement holds"),
    "disputes.ended": _("ended the mediation"),
    "disputes.handed_over": _("handed the dispute over"),
    "disputes.handed_to_speaker": _("let one person speak in public about a dispute"),
    "disputes.said_in_public": _("kept what was said in public about a dispute"),
    "disputes.calm": _("noted that nobody talks about a dispute in public any more"),
    "disputes.renewed": _("took the mediation up again after a new report"),
}
