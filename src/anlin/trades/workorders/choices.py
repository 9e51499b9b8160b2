"""States, steps and sorts of work orders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderState(TextChoices):
    """Where a piece of work stands."""

    RAISED = "raised", _("waiting to be dispatched")
    ASSIGNED = "assigned", _("waiting to be accepted")
    ACCEPTED = "accepted", _("accepted")
    WORKING = "working", _("being worked on")
    PAUSED = "paused", _("paused")
    FINISHED = "finished", _("waiting to be checked")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


OPEN_STATES = (
    OrderState.RAISED,
    OrderState.ASSIGNED,
    OrderState.ACCEPTED,
    OrderState.WORKING,
    OrderState.PAUSED,
    OrderState.FINISHED,
)
STATES_IN_HAND = (OrderState.ASSIGNED, OrderState.ACCEPTED, OrderState.WORKING, OrderState.PAUSED)


class OrderStep(TextChoices):
    """What may be done with a piece of work."""

    ASSIGN = "assign", _("dispatch")
    CLAIM = "claim", _("take from the pool")
    ACCEPT = "accept", _("accept")
    DECLINE = "decline", _("decline")
    ARRIVE = "arrive", _("arrive")
    PAUSE = "pause", _("pause")
    RESUME = "resume", _("resume")
    FINISH = "finish", _("finish")
    PASS = "pass", _("pass the check")
    SEND_BACK = "send_back", _("send back for rework")
    CANCEL = "cancel", _("cancel")


class Urgency(TextChoices):
    """Three levels (A-CASE-07)."""

    URGENT = "urgent", _("urgent")
    FAIRLY_URGENT = "fairly_urgent", _("fairly urgent")
    ORDINARY = "ordinary", _("ordinary")


class ServiceNature(TextChoices):
    """Three natures of service (A-CASE-06)."""

    ROUTINE = "routine", _("routine")
    DEDICATED = "dedicated", _("dedicated")
    SPECIAL_REQUEST = "special_request", _("specially requested")


class RepairClass(TextChoices):
    """Four classes of repair (A-REP-06, A-REP-19); each has its own term."""

    UTILITIES = "utilities", _("water, power or lift")
    CIVIL = "civil", _("civil works")
    MINOR = "minor", _("minor repair")
    MAJOR_DEFECT = "major_defect", _("major defect of the building")


class Source(TextChoices):
    """Where a piece of work comes from (B-REP-06)."""

    REPORT = "report", pgettext_lazy("source", "report")
    PATROL = "patrol", _("patrol finding")
    PLAN = "plan", _("plan")


class PauseReason(TextChoices):
    """Why work stands still."""

    PARTS = "parts", _("waiting for parts")
    CUSTOMER = "customer", _("the customer is not there")
    CONTRACTOR = "contractor", _("waiting for a contractor")
    WEATHER = "weather", _("weather")
    SAFETY = "safety", _("not safe now")
    OTHER = "other", pgettext_lazy("reason", "other")


class Manner(TextChoices):
    """Manners of a visit in the order in which they are kept (B-REP-16, B-REP-21, B-REP-29)."""

    PERMISSION = "permission", _("asked for permission to enter")
    SHOE_COVERS = "shoe_covers", _("put on shoe covers")
    PROTECTION = "protection", _("protected equipment and surroundings")
    TESTED = "tested", _("tested together with the customer")
    CLEARED = "cleared", _("cleared the site")


# What the audit calls our deeds; read after a name: "Chen Jing dispatched the order".
DEEDS = {
    "workorders.raised": _("raised the order"),
    "workorders.assigned": _("dispatched the order"),
    "workorders.claimed": _("took the order from the pool"),
    "workorders.accepted": _("accepted the order"),
    "workorders.declined": _("declined the order"),
    "workorders.cancelled": _("cancelled the order"),
    "workorders.arrived": _("arrived"),
    "workorders.paused": _("paused the work"),
    "workorders.resumed": _("resumed the work"),
    "workorders.finished": _("finished the work"),
    "workorders.part_used": _("noted material used"),
    "workorders.manner_kept": _("ticked a manner of the visit"),
    "workorders.passed": _("passed the check"),
    "workorders.sent_back": _("sent the work back"),
}
