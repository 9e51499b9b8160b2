"""How this desk names things."""

from django.utils.translation import gettext as _

from anlin.trades.services.choices import ServiceState as S
from anlin.trades.services.models import ServiceRequest

STATE_TONES: dict[str, str] = {
    S.FILED: "warn",
    S.PROPOSED: "warn",
    S.REPORTED: "warn",
    S.AGREED: "good",
    S.ACCEPTED: "good",
    S.CLOSED: "good",
}


def called(request: ServiceRequest) -> str:
    """What it is called by the catalogue, or just a service."""
    return request.title or _("Planned service")
