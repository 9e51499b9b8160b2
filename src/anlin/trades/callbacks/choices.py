"""Words of asking afterwards."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """How somebody tried to reach the person."""

    PHONE = "phone", _("telephone")
    VISIT = "visit", _("home visit")
    LETTER = "letter", _("letter")


class PartOfDay(TextChoices):
    """Hours at which different people are at home."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class Why(TextChoices):
    """Why a follow-up is owed, the most pressing first."""

    SPECIAL = "special", _("special follow-up")
    SAMPLE = "sample", _("weekly sample")
    CLOSING = "closing", _("before closing")


class Ruling(TextChoices):
    """What a supervisor made of two words that contradict each other."""

    RESIDENT = "resident", _("the resident's own word holds")
    FOLLOW_UP = "follow_up", _("what the follow-up heard holds")
    ASK_AGAIN = "ask_again", _("somebody else asks again")


# What the audit calls our deeds; read after a name: "Chen Jing noted an attempt".
DEEDS = {
    "callbacks.attempted": _("noted an attempt to reach the person"),
    "callbacks.unreached": _("ended the follow-up as not reached"),
    "callbacks.review_opened": _("opened a review: follow-up and own rating contradict each other"),
    "callbacks.review_decided": _("decided on the contradiction"),
}
