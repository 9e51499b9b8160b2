"""States, steps and sorts of service requests."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceState(TextChoices):
    """Where a service request stands."""

    FILED = "filed", pgettext_lazy("service", "filed")
    APPOINTED = "appointed", _("waiting to be surveyed")
    SURVEYED = "surveyed", _("surveyed")
    PROPOSED = "proposed", _("waiting for agreement")
    AGREED = "agreed", pgettext_lazy("service", "agreed")
    RUNNING = "running", _("being carried out")
    REPORTED = "reported", _("waiting to be accepted")
    ACCEPTED = "accepted", pgettext_lazy("service", "accepted")
    CLOSED = "closed", pgettext_lazy("service", "closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_STATES = tuple(
    state for state in ServiceState if state not in {ServiceState.CLOSED, ServiceState.WITHDRAWN}
)
# From here on both sides have agreed (H04).
AFTER_AGREEMENT = (
    ServiceState.AGREED,
    ServiceState.RUNNING,
    ServiceState.REPORTED,
    ServiceState.ACCEPTED,
    ServiceState.CLOSED,
)


class ServiceStep(TextChoices):
    """What may be done with a service request."""

    APPOINT = "appoint", _("appoint somebody for the survey")
    SURVEY = "survey", _("survey")
    PROPOSE = "propose", _("propose")
    AGREE = "agree", pgettext_lazy("service", "agree")
    BEGIN = "begin", pgettext_lazy("service", "begin")
    REPORT = "report", _("report the result")
    ACCEPT = "accept", pgettext_lazy("service", "accept")
    DEMAND = "demand", _("demand rectification")
    CLOSE = "close", pgettext_lazy("service", "close")
    WITHDRAW = "withdraw", pgettext_lazy("service", "withdraw")


class OfferAxis(TextChoices):
    """The two sides of the catalogue: where a service is done, and of what kind it is (B-SR-10, B-SR-11)."""

    SCOPE = "scope", _("scope")
    KIND = "kind", _("kind of service")


class Heard(TextChoices):
    """How the owner told us."""

    THEMSELVES = "themselves", _("themselves, in the portal")
    TELEPHONE = "telephone", _("by telephone")
    IN_PERSON = "in_person", _("in person")
    WRITING = "writing", _("in writing")


class EntryKind(TextChoices):
    """A line of the log tells of the course of the work or of its result (B-SR-06)."""

    COURSE = "course", pgettext_lazy("log", "course")
    RESULT = "result", pgettext_lazy("log", "result")


# What the audit calls our deeds; read after a name: "Chen Jing filed the service request".
DEEDS = {
    "services.filed": _("filed the service request"),
    "services.appointed": _("appointed somebody for the survey"),
    "services.surveyed": _("surveyed the place"),
    "services.proposed": _("submitted proposal and schedule"),
    "services.commented": _("noted what the owner says to the proposal"),
    "services.owner_agreed": _("had the owner's agreement to proposal and schedule"),
    "services.company_agreed": _("agreed to proposal and schedule for the company"),
    "services.begun": _("began the planned work"),
    "services.logged": _("wrote in the log of the service"),
    "services.order_raised": _("raised a work order for the service"),
    "services.reported": _("delivered the maintenance report"),
    "services.accepted": _("accepted the service"),
    "services.rectification_demanded": _("demanded rectification"),
    "services.closed": _("closed the service request"),
    "services.withdrawn": _("withdrew the service request"),
    "services.offers_adopted": _("adopted the catalogue of services"),
}
