"""One complaint: script, course, plans with their proof, visits, concessions, report; and the panel beside its matter."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.trades.complaints import steps, words
from anlin.faces.console.trades.complaints.complaint import OnComplaint
from anlin.ground.workforce import queries as workforce
from anlin.trades.cases import queries as cases
from anlin.trades.complaints import permissions, queries
from anlin.trades.complaints.choices import ComplaintState as S
from anlin.trades.complaints.choices import Level

REPORTED_TO = {
    "office_manager": _("head of the office"),
    "quality_department": _("quality department"),
    "general_manager": _("company leaders"),
}
COMPANY = (
    (S.OPENED, _("Taken up")),
    (S.PLANNED, _("Plan")),
    (S.PROVED, _("Proof")),
    (S.VISITED, _("Closing visit")),
    (S.OVER, pgettext_lazy("complaint", "Concluded")),
)
OFFICE = (COMPANY[0], (S.VISITED, _("Client told")), COMPANY[-1])


class Detail(OnComplaint, shell.Page):
    template_name = "console/trades/complaints/detail.html"

    @property
    def title(self) -> str:
        return self.complaint.case.title

    def context(self) -> dict[str, Any]:
        complaint = self.complaint
        names = workforce.names_of({complaint.seen_by} - {""})
        report = getattr(complaint, "report", None)
        return {
            "complaint": complaint,
            "case_address": reverse("console:case", args=[complaint.case_id]),
            "tone": words.STATE_TONES.get(complaint.state, "calm"),
            "marks": words.marked(complaint),
            "steps": way(complaint.level, complaint.state),
            "next_steps": steps.offered(self.actor, complaint),
            "may_see_now": complaint.seen_at is None and steps.may_see_now(self.actor, complaint),
            "reported_to": REPORTED_TO.get(complaint.reported_up_to, complaint.reported_up_to),
            "seen_by": names.get(complaint.seen_by, ""),
            "plans": list(complaint.plans.select_related("office").order_by("-nth")),
            "visits": list(complaint.closing_visits.order_by("-pk")),
            "concessions": list(complaint.concessions.order_by("pk")),
            "report": report,
            "announcement": getattr(report, "announcement", None) if report else None,
            "procedure": queries.procedure(),
            "heads": queries.heads(complaint.case.project_id, self.today)
            if complaint.is_serious
            else [],
        }


class OfCase(shell.Page):
    """What stands beside a matter: its complaint."""

    template_name = "console/trades/complaints/panel.html"
    desk = "trades.complaints"
    right = permissions.SEE
    part = "panel"
    title = _("Complaint")

    def context(self) -> dict[str, Any]:
        case = one(cases.visible_to(self.actor), pk=self.kwargs["pk"])
        complaint = queries.visible_to(self.actor).filter(case=case).first()
        return {
            "complaint": complaint,
            "tone": words.STATE_TONES.get(complaint.state, "calm") if complaint else "",
            "marks": words.marked(complaint) if complaint else [],
        }


def way(level: str, state: str) -> list[dict[str, Any]]:
    """The bar of the course of that level: what is done, where it stands, what is still to come."""
    course = COMPANY if level == Level.COMPANY else OFFICE
    order = [each for each, _title in course]
    reached = order.index(S(state))
    return [
        {
            "title": title,
            "place": "done" if nth <= reached else "here" if nth == reached + 1 else "",
            "at": None,
        }
        for nth, (_state, title) in enumerate(course)
    ]
