"""Words of the handbook."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ArticleKind(TextChoices):
    """What an article is."""

    ANSWER = "answer", _("standard answer")
    PROCEDURE = "procedure", _("procedure")
    RULES = "rules", pgettext_lazy("handbook", "rules of our work")
    SKILL = "skill", pgettext_lazy("handbook", "skill")


class Topic(TextChoices):
    """What it is about (B-INT-14)."""

    ESTATE_RULES = "estate_rules", _("rules of the estate")
    INCLUDED = "included", _("services that are included")
    CHARGED = "charged", _("services that are charged")
    FEES = "fees", _("what the fee is made of")
    LAW = "law", _("basics of property law")
    COMPLAINTS = "complaints", pgettext_lazy("handbook", "complaints")
    DISPUTES = "disputes", _("disputes of neighbours")
    SERVICE = "service", _("how services are provided")
    PUBLIC = "public", _("press and public")


class EditionState(TextChoices):
    """Where an edition stands: nothing is used before a second person has read it (B-INT-19)."""

    WRITTEN = "written", _("waits for a second reader")
    SENT_BACK = "sent_back", pgettext_lazy("edition", "sent back")
    PUBLISHED = "published", pgettext_lazy("edition", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("edition", "withdrawn")


class EditionStep(TextChoices):
    """What may be done with an edition."""

    PUBLISH = "publish", pgettext_lazy("edition", "publish")
    SEND_BACK = "send_back", pgettext_lazy("edition", "send back")
    WITHDRAW = "withdraw", pgettext_lazy("edition", "withdraw")


class Grade(TextChoices):
    """How well somebody masters a skill (B-MED-16)."""

    LEARNING = "1", _("is learning it")
    ABLE = "2", _("does it alone")
    TEACHES = "3", _("teaches it")


# What the audit calls our deeds; read after a name: "Chen Jing wrote an edition".
DEEDS = {
    "handbook.written": _("wrote an edition of the handbook"),
    "handbook.published": _("read an edition of the handbook and published it"),
    "handbook.sent_back": _("sent an edition of the handbook back"),
    "handbook.withdrawn": _("withdrew an edition of the handbook"),
    "handbook.studied": _("read an article of the handbook"),
    "handbook.study_ordered": _("gave somebody an article to study"),
    "handbook.stage_done": _("ticked a stage of a procedure"),
    "handbook.graded": _("noted how well somebody masters a skill"),
}
