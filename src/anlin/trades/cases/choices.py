"""Kinds, states and sorts of matters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseKind(TextChoices):
    """Five inbound kinds (A-GEN-01) and three that are matters too."""

    REPAIR = "repair", pgettext_lazy("case", "repair")
    COMPLAINT = "complaint", _("complaint")
    INQUIRY = "inquiry", _("inquiry")
    OPINION = "opinion", _("opinion")
    SUGGESTION = "suggestion", _("suggestion")
    DEMAND = "demand", _("demand")
    HELP = "help", _("call for help")
    PRAISE = "praise", _("praise")


SERIES = {
    CaseKind.REPAIR: "BX",
    CaseKind.COMPLAINT: "TS",
    CaseKind.INQUIRY: "ZX",
    CaseKind.OPINION: "YJ",
    CaseKind.SUGGESTION: "JY",
    CaseKind.DEMAND: "YQ",
    CaseKind.HELP: "QZ",
    CaseKind.PRAISE: "BY",
}


class CaseState(TextChoices):
    """Where a matter stands in the loop."""

    RECEIVED = "received", _("waiting to be sorted")
    SORTED = "sorted", _("waiting to be passed on")
    PASSED = "passed", _("being handled")
    RETURNED = "returned", _("waiting to be answered")
    ANSWERED = "answered", _("answered, waiting for a word")
    AGREED = "agreed", _("satisfied")
    CLOSED = "closed", pgettext_lazy("case", "closed")


OPEN_STATES = (
    CaseState.RECEIVED,
    CaseState.SORTED,
    CaseState.PASSED,
    CaseState.RETURNED,
    CaseState.ANSWERED,
    CaseState.AGREED,
)
UNANSWERED_STATES = (CaseState.RECEIVED, CaseState.SORTED, CaseState.PASSED, CaseState.RETURNED)


class CaseStep(TextChoices):
    """What may be done with a matter."""

    SORT = "sort", _("sort")
    PASS_ON = "pass_on", _("pass on")
    HAND_BACK = "hand_back", _("hand back to the desk")
    RETURN = "return", _("return the result")
    ANSWER = "answer", _("answer")
    AGREE = "agree", _("satisfied")
    OBJECT = "object", _("not satisfied")
    CLOSE = "close", pgettext_lazy("case", "close")
    CLOSE_UNSATISFIED = "close_unsatisfied", _("close although not satisfied")
    REOPEN = "reopen", _("reopen")


class Mode(TextChoices):
    """Whether we went out to ask or they came to us (A-CASE-03)."""

    PASSIVE = "passive", _("came to us")
    ACTIVE = "active", _("we went out to ask")


class Scope(TextChoices):
    """Inside the company or with clients (A-GEN-04)."""

    EXTERNAL = "external", _("with clients")
    INTERNAL = "internal", _("inside the company")


class Stage(TextChoices):
    """Which step of a service the contact belongs to (A-GEN-05)."""

    BEFORE = "before", _("before the service")
    DURING = "during", _("during the service")
    AFTER = "after", _("after the service")


class Axis(TextChoices):
    """Lists that the company may arrange for itself (A-CASE-08)."""

    TRADE = "trade", _("trade")
    SUBJECT = "subject", _("subject of complaint")


class ByWhom(TextChoices):
    """How we know what the person thinks of the answer."""

    THEMSELVES = "themselves", _("said so themselves")
    TELEPHONE = "telephone", _("told us by telephone")
    VISIT = "visit", _("told us at the door")


class FollowUpMethod(TextChoices):
    """How we ask afterwards, chosen by the case (A-FUP-08)."""

    PHONE = "phone", _("telephone")
    VISIT = "visit", _("home visit")
    SPECIAL = "special", _("special visit")
    LETTER = "letter", _("letter")
    ONLINE = "online", _("in the portal")


class FollowUpRhythm(TextChoices):
    """Periodic or occasional (A-FUP-01)."""

    PERIODIC = "periodic", _("periodic")
    OCCASIONAL = "occasional", _("occasional")


class Part(TextChoices):
    """Who else takes part in a matter (B-CASE-17, B-CASE-18)."""

    COMMITTEE = "committee", _("owners' committee")
    ORDER = "order", _("order-keeping staff")
    RESIDENT = "resident", pgettext_lazy("taking part", "a resident")
    OUTSIDE = "outside", _("somebody from outside")


class LogKind(TextChoices):
    """What whoever is on duty writes down (B-INT-15, A-CASE-24)."""

    CALL = "call", _("incoming call")
    RADIO = "radio", _("radio contact with a crew")
    HAND_OFF = "hand_off", _("hand-off")
    CALLBACK = "callback", _("call back")
    INTERNAL = "internal", _("internal affair")


class NoteKind(TextChoices):
    """What a note on a matter is."""

    CONTACT = "contact", _("contact with the person")
    SITE_VISIT = "site_visit", _("visit to the place")
    REMINDER = "reminder", _("reminder")
    INTERNAL = "internal", _("internal note")
    RESIDENT = "resident", _("word of the resident")


# What the audit calls our deeds; read after a name: "Chen Jing answered the person".
DEEDS = {
    "cases.opened": _("opened the case"),
    "cases.reported_again": _("noted another report"),
    "cases.noted": _("noted something"),
    "cases.looked": _("looked at the full name and numbers"),
    "cases.sorted": _("sorted the case"),
    "cases.retitled": _("corrected the title"),
    "cases.fees_withheld": _("noted that fees are withheld because of the case"),
    "cases.fees_paid_again": _("noted that fees are no longer withheld because of the case"),
    "cases.passed_on": _("passed the case on"),
    "cases.taken_on": _("took note of the case for the department"),
    "cases.reminded": _("reminded whoever handles it"),
    "cases.joined": _("brought somebody in on the case"),
    "cases.handed_back": _("handed the case back"),
    "cases.returned": _("returned the result"),
    "cases.answered": _("answered the person"),
    "cases.interim_reply": _("gave an interim reply"),
    "cases.agreed": _("noted that the person is satisfied"),
    "cases.reopened": _("reopened the case"),
    "cases.followed_up": _("followed up"),
    "cases.logged": _("wrote in the duty log"),
    "cases.box_put_up": _("put up an opinion box"),
    "cases.box_taken_down": _("took down an opinion box"),
    "cases.box_opened": _("opened an opinion box"),
    "cases.sample_drawn": _("drew the sample of the week"),
    "cases.origin_noted": _("noted cause and prevention"),
    "cases.closed": _("closed the case"),
    "cases.closed_unsatisfied": _("closed the case although the person is not satisfied"),
    "cases.cause_named": _("named a cause of several cases"),
    "cases.service_planned": _("had a service planned"),
    "cases.linked": _("linked the case to a cause"),
    "cases.unlinked": _("unlinked the case from its cause"),
    "cases.cause_answered": _("answered everybody with this cause"),
    "cases.lists_adopted": _("adopted channels and categories"),
    "cases.category_added": _("added a category"),
    "cases.channel_switched": _("switched a channel"),
}
