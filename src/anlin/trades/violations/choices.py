"""Words of violations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ViolationKind(TextChoices):
    """What is broken; unlawful building goes its own way, to the authority (A-VIO-03)."""

    FACADE = "facade", _("look of the facade")
    INSTALLATION = "installation", _("installation at another place")
    BUILDING = "building", _("unlawful building")
    PARKING = "parking", _("parking")
    CORRIDOR = "corridor", _("things in the corridor")
    PETS = "pets", _("keeping of pets")
    NOISE = "noise", _("noise")
    WASTE = "waste", _("waste and cleanliness")
    CONDUCT = "conduct", _("uncivil conduct")


class ViolationState(TextChoices):
    """Where a violation stands."""

    FOUND = "found", pgettext_lazy("violation", "found")
    TALKED = "talked", pgettext_lazy("violation", "being talked about")
    AIDED = "aided", pgettext_lazy("violation", "with legal aid")
    RIGHT = "right", pgettext_lazy("violation", "put right")
    TOLERATED = "tolerated", pgettext_lazy("violation", "tolerated")
    HANDED_OVER = "handed", pgettext_lazy("violation", "handed to the authority")


class ViolationStep(TextChoices):
    """What may be done with a violation; nothing of it punishes."""

    TALK = "talk", _("talk about it")
    AID = "aid", _("ask for legal aid")
    RECHECK_BAD = "recheck_bad", _("look again: not yet right")
    RECHECK = "recheck", _("look again: put right")
    TOLERATE = "tolerate", _("tolerate it, with reasons")
    HAND_OVER = "hand_over", _("hand it to the authority")
    RENEW = "renew", _("take it up again")


class Way(TextChoices):
    """How somebody was spoken to (A-VIO-02, B-VIO-05, B-VIO-09)."""

    ON_SITE = "on_site", _("talk on the spot")
    VISIT = "visit", _("visit at the home")
    TELEPHONE = "telephone", pgettext_lazy("violation", "telephone call")
    NOTICE = "notice", _("written request to put it right")
    THIRD_PARTY = "third_party", _("with the help of somebody both trust")
    CONTRACTOR = "contractor", _("private talk with the contractor")
    LEGAL_AID = "legal_aid", _("legal aid")


class Result(TextChoices):
    """What came of a talk."""

    AGREED = "agreed", _("will put it right")
    THINKING = "thinking", _("wants to think it over")
    REFUSED = "refused", _("refuses")
    NOT_MET = "not_met", _("was not met")


class PlaceFor(TextChoices):
    """What has its appointed place at a home (B-VIO-02)."""

    AIR_CONDITIONER = "ac", _("outdoor unit of the air conditioner")
    PIPES = "pipes", _("pipes and cables")
    AWNING = "awning", _("awning and drying rack")
    GRILLE = "grille", _("window grille")
    OTHER = "other", pgettext_lazy("place for", "other")


SETTLED = (ViolationState.RIGHT, ViolationState.TOLERATED, ViolationState.HANDED_OVER)

# What the audit calls our deeds; read after a name: "Chen Jing noted a violation".
DEEDS = {
    "violations.found": _("noted a violation"),
    "violations.talked": _("talked about a violation"),
    "violations.aided": _("asked for legal aid"),
    "violations.rechecked": _("looked at a violation again"),
    "violations.objected": _("noted an objection against a rule"),
    "violations.ruled": _("ruled on an objection"),
    "violations.tolerated": _("tolerated a violation"),
    "violations.handed_over": _("handed a violation to the authority"),
    "violations.renewed": _("took a violation up again"),
    "violations.rule_published": _("published a rule of the estate"),
    "violations.rule_read": _("read a rule of the estate"),
    "violations.place_appointed": _("appointed a place at a home"),
    "violations.contractor_listed": _("listed a contractor"),
    "violations.entry_suspended": _("suspended a contractor's right to enter"),
    "violations.entry_restored": _("restored a contractor's right to enter"),
    "violations.campaign_noted": _("noted a campaign for good manners"),
}
