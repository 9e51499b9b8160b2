"""Words of complaints."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    """Who owns the complaint (A-CMP-23)."""

    OFFICE = "office", _("office: service centre")
    COMPANY = "company", _("company: quality department")


class ComplaintState(TextChoices):
    """Where a complaint stands. `PLANNED` to `PROVED` are of the company's course only."""

    OPENED = "opened", pgettext_lazy("complaint", "being handled")
    PLANNED = "planned", _("corrective plan written")
    PROVED = "proved", _("carried out and proved")
    VISITED = "visited", _("client visited")
    OVER = "over", pgettext_lazy("complaint", "over")


class ComplaintStep(TextChoices):
    """What may be done with a complaint."""

    HAND_UP = "hand_up", _("hand up to the quality department")
    PLAN = "plan", _("write the corrective plan")
    PROVE = "prove", _("prove what was carried out")
    VISIT = "visit", _("note the closing visit")
    REDO = "redo", _("plan anew")
    CONTACT = "contact", _("tell the client")
    CONCLUDE = "conclude", _("conclude")


class CauseSide(TextChoices):
    """Where the fault lies; ours is assumed until shown otherwise (A-CMP-03)."""

    OURS = "ours", _("our side")
    SHARED = "shared", _("both sides")
    OUTSIDE = "outside", _("outside")


class CauseGroup(TextChoices):
    """What complaints come from, for the figures (A-CMP-24)."""

    ATTITUDE = "attitude", _("manner and attitude")
    DELAY = "delay", _("too slow")
    WORKMANSHIP = "workmanship", _("workmanship")
    RULES = "rules", _("rules not known or not kept")
    CHARGES = "charges", _("charges and accounts")
    FACILITIES = "facilities", _("buildings and facilities")
    NEIGHBOURS = "neighbours", _("neighbours")
    THIRD_PARTY = "third_party", _("a third party")
    OTHER = "other", pgettext_lazy("cause", "other")


class Mark(TextChoices):
    """The five classes; one without marks is ordinary (A-CMP-21)."""

    ORDINARY = "ordinary", pgettext_lazy("complaint", "ordinary")
    SERIOUS = "serious", pgettext_lazy("complaint", "serious")
    COMPENSATION = "compensation", _("claim for compensation")
    HEAD = "head", _("against the head of the office")
    REPEAT = "repeat", _("repair still defective")


# What the audit calls our deeds; read after a name: "Chen Jing wrote the corrective plan".
DEEDS = {
    "complaints.taken_up": _("reported the complaint upward"),
    "complaints.seen": _("took note of the complaint"),
    "complaints.marked": _("classed the complaint"),
    "complaints.handed_up": _("handed the complaint up to the quality department"),
    "complaints.planned": _("wrote the corrective plan"),
    "complaints.proved": _("proved what was carried out"),
    "complaints.visited": _("made the closing visit"),
    "complaints.contacted": _("told the client what was done"),
    "complaints.concluded": _("concluded the complaint"),
    "complaints.report_written": _("wrote the corrective report"),
    "complaints.announced": _("announced what was corrected to the whole company"),
    "complaints.read": _("read the announcement"),
    "complaints.concession_asked": _("asked for a concession"),
    "complaints.concession_decided": _("decided on a concession"),
    "complaints.case_written": _("put the complaint into the training library"),
    "complaints.procedure_set": _("changed the procedure of complaints"),
}
