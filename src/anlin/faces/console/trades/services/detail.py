"""One service request: where it stands, its plans with what was said, the log, what was decided."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.services import steps, words
from anlin.faces.console.trades.services.service import OnService
from anlin.foundation.audit import api as audit
from anlin.ground.people import queries as people
from anlin.ground.workforce import queries as workforce
from anlin.instruments.documents import queries as documents
from anlin.trades.cases import queries as cases
from anlin.trades.services import queries
from anlin.trades.services.choices import ServiceState as S
from anlin.trades.services.models import ServiceRequest

WAY = (
    (S.FILED, pgettext_lazy("service", "Filed")),
    (S.SURVEYED, _("Surveyed")),
    (S.PROPOSED, _("Proposed")),
    (S.AGREED, pgettext_lazy("service", "Agreed")),
    (S.RUNNING, _("Being carried out")),
    (S.REPORTED, _("Reported")),
    (S.ACCEPTED, pgettext_lazy("service", "Accepted")),
)
ORDER = list(S)


class Detail(OnService, shell.Page):
    template_name = "console/trades/services/detail.html"

    @property
    def title(self) -> str:
        return words.called(self.request_made)

    def context(self) -> dict[str, Any]:
        made = self.request_made
        plans = list(made.plans.prefetch_related("remarks").order_by("-version"))
        return {
            "made": made,
            "tone": words.STATE_TONES.get(made.state, "calm"),
            "steps": way(made),
            "next_steps": steps.offered(self.actor, made),
            "owner": made.person and people.masked_name_of(made.person),
            "surveys": list(made.surveys.order_by("pk")),
            "plans": plans,
            "entries": list(made.entries.order_by("pk")),
            "orders": list(queries.orders_of(made)),
            "reports": list(made.reports.order_by("-round")),
            "decisions": list(made.decisions.order_by("-pk")),
            "photos": list(documents.of_subject(made.subject)),
            "asked_by": self.asked_by(),
            "story": self.story(),
        }

    def asked_by(self) -> dict[str, str] | None:
        """The matter that asked, if one did and the actor may know of it."""
        made = self.request_made
        if made.subject_kind != "case":
            return None
        case = cases.visible_to(self.actor).filter(pk=int(made.subject_key)).first()
        if case is None:
            return None
        return {"number": case.number, "address": reverse("console:case", args=[case.pk])}

    def story(self) -> list[dict[str, Any]]:
        entries = audit.of_subject(self.request_made.subject, limit=60)
        names = workforce.names_of({entry.actor_ref for entry in entries})
        return [
            {"who": _who(e.actor_ref, names), "at": e.at, "what": audit.sentence(e.deed)}
            for e in reversed(entries)
        ]


def _who(ref: str, names: dict[str, str]) -> Any:
    if ref.startswith("resident:"):
        return _("The owner")
    return names.get(ref) or _("Anlin")


def way(made: ServiceRequest) -> list[dict[str, Any]]:
    """The bar of the course: what is done, where it stands, what is still to come."""
    reached = ORDER.index(S(made.state))
    found: list[dict[str, Any]] = []
    for state, title in WAY:
        done = made.state != S.WITHDRAWN and ORDER.index(state) <= reached
        is_next = not done and (not found or found[-1]["place"] == "done")
        found.append(
            {"title": title, "place": "done" if done else "here" if is_next else "", "at": None}
        )
    return found
