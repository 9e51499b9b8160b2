"""States, steps and sorts of work orders."""

from django.db.models import IntegerChoices, TextChoices
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


class PartKind(TextChoices):
    """What a repair is done to (A-REP-11); inside homes it is a special service, the rest is included (B-REP-27)."""

    IN_HOME = "in_home", _("inside a home")
    SHARED_PART = "shared_part", _("shared part of the building")
    EQUIPMENT = "equipment", _("machinery and electrical equipment")
    FACILITY = "facility", _("supporting facility")


class Measure(TextChoices):
    """What promises are given and rates are reckoned for: the four classes, and four sorts of things (A-REP-15)."""

    UTILITIES = "utilities", _("water, power or lift")
    CIVIL = "civil", _("civil works")
    MINOR = "minor", _("minor repair")
    MAJOR_DEFECT = "major_defect", _("major defect of the building")
    EQUIPMENT = "equipment", _("water and power equipment")
    SHARED_PARTS = "shared_parts", _("shared parts and facilities")
    CAR_PARKS = "car_parks", _("car parks")
    BICYCLE_SHEDS = "bicycle_sheds", _("bicycle sheds")


class FaultKind(TextChoices):
    """A fault that happens, or upkeep that is due (B-REP-07, B-REP-24)."""

    FAULT = "fault", _("typical fault")
    UPKEEP = "upkeep", _("regular upkeep")


class Grade(IntegerChoices):
    """How satisfied the customer is with the work (B-REP-10)."""

    VERY_SATISFIED = 5, _("very satisfied")
    SATISFIED = 4, pgettext_lazy("grade", "satisfied")
    FAIR = 3, _("fair")
    UNSATISFIED = 2, _("dissatisfied")
    VERY_UNSATISFIED = 1, _("very dissatisfied")


class ContactHow(TextChoices):
    """How one speaks with a crew."""

    RADIO = "radio", _("radio")
    PHONE = "phone", pgettext_lazy("contact", "telephone")
    PERSON = "person", _("in person")


class VisitKind(TextChoices):
    """Why somebody goes to look again."""

    SPECIAL = "special", _("special visit")
    WATCH = "watch", _("watching the effect")


class TransferGrade(TextChoices):
    """How hard a problem is that the office cannot solve (A-REP-16)."""

    ORDINARY = "ordinary", pgettext_lazy("problem", "ordinary")
    COMPLEX = "complex", _("complex")
    SERIOUS = "serious", _("serious")


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

    GREETED = "greeted", _("greeted politely, said who they are and why they come")
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
    "workorders.contact_noted": _("noted a word with the crew"),
    "workorders.made_next": _("made it the next job"),
    "workorders.sent_ahead": _("sent somebody ahead"),
    "workorders.examined": _("relayed what was found on the spot"),
    "workorders.watch_begun": _("had the effect watched"),
    "workorders.watch_ended": _("ended the watching"),
    "workorders.visited": _("looked at the effect on the spot"),
    "workorders.damage_noted": _("noted damage"),
    "workorders.transferred": _("put the problem to a department"),
    "workorders.affected_told": _("told those affected"),
    "workorders.catalogue_adopted": _("adopted the catalogue of faults"),
    "workorders.fault_kept": _("changed the catalogue of faults"),
    "workorders.term_set": _("set what the office promises"),
}
