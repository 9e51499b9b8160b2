"""How this desk names things: the company's lists in the language of the page, tones of states, moments."""

from typing import Any

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anlin.trades.cases.choices import CaseState as S
from anlin.trades.cases.choices import FollowUpMethod
from anlin.trades.cases.models import Case
from anlin.trades.cases.queries import Moment
from anlin.trades.workorders.choices import Urgency

STATE_TONES: dict[str, str] = {
    S.RECEIVED: "warn",
    S.SORTED: "warn",
    S.RETURNED: "warn",
    S.AGREED: "good",
    S.CLOSED: "good",
}
URGENCY_TONES: dict[str, str] = {Urgency.URGENT: "bad", Urgency.FAIRLY_URGENT: "warn"}

# What a moment of the timeline says after the name of who did it.
SAID = {
    "reported": _("told us (%(detail)s)"),
    "reported_again": _("told us once more (%(detail)s)"),
    "sorted": _("sorted the matter"),
    "passed_on": _("passed it on to %(detail)s"),
    "handed_back": _("handed it back from %(detail)s"),
    "taken_on": _("said that it has reached %(detail)s"),
    "joined": _("brought in: %(detail)s"),
    "returned": _("returned the result of %(detail)s"),
    "order_raised": _("raised work order %(detail)s"),
    "order_accepted": _("accepted work order %(detail)s"),
    "order_arrived": _("arrived for work order %(detail)s"),
    "order_finished": _("finished work order %(detail)s"),
    "interim": _("gave an interim reply (%(detail)s)"),
    "unresolved": _("explained why it cannot be solved (%(detail)s)"),
    "answered": _("answered (%(detail)s)"),
    "agreed": _("noted: satisfied"),
    "objected": _("noted: not satisfied"),
    "followed_up": _("asked again (%(detail)s)"),
    "note_contact": _("noted a contact"),
    "note_site_visit": _("was on the spot"),
    "note_internal": _("noted"),
    "note_reminder": _("pressed for it"),
    "note_resident": _("added"),
    "closed": pgettext_lazy("moment", "The matter is closed"),
}
# A contact in the file of a household.
CONTACT = {
    "reported": _("told us"),
    "interim": _("interim reply"),
    "answered": _("answered them"),
    "content": _("asked again: content"),
    "not_content": _("asked again: not content"),
    "contact": _("spoke with them"),
    "site_visit": _("was on the spot"),
    "resident": _("added"),
}
METHODS = dict(FollowUpMethod.choices)

# What passes between us and the client; each belongs to a step of the service (A-GEN-05).
CONTACTS = {
    "reported",
    "reported_again",
    "interim",
    "unresolved",
    "answered",
    "agreed",
    "objected",
    "followed_up",
    "note_contact",
    "note_resident",
}
BY_REPORTER = {"reported", "reported_again", "note_resident"}

# The steps of the bar, each with the moments that say when it was reached.
WAY = (
    (S.RECEIVED, _("Taken"), {"reported"}),
    (S.SORTED, _("Sorted"), {"sorted"}),
    (S.PASSED, _("Passed on"), {"passed_on"}),
    (S.RETURNED, _("Result back"), {"returned"}),
    (S.ANSWERED, _("Answered"), {"answered", "unresolved"}),
    (S.AGREED, _("Followed up"), {"agreed", "followed_up"}),
    (S.CLOSED, pgettext_lazy("step", "Closed"), {"closed"}),
)


def named(thing: Any) -> str:
    """A channel or category in the language of the page; nothing is called nothing."""
    if thing is None:
        return ""
    return either(thing.name, thing.name_en)


def said(moment: Moment) -> str:
    """What a moment says; a contact with the client also says at which step of the service it was."""
    what = str(SAID[moment.what]) % {"detail": moment.detail}
    return f"{what} · {moment.stage.label}" if moment.what in CONTACTS else what


def yes_or_no(*, yes: bool) -> str:
    return pgettext("solved", "Yes") if yes else pgettext("solved", "No")


def where(case: Case) -> str:
    address = case.unit.address if case.unit else ""
    return " · ".join(part for part in (address, case.place) if part)


def holder(case: Case) -> str:
    """Whose move it is, as far as anybody is named."""
    if case.in_charge is not None:
        return case.in_charge.name
    return case.department.name if case.department else ""


def either(chinese: str, english: str) -> str:
    return chinese if (get_language() or "").startswith("zh") else english
