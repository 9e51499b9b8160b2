"""One violation: what was found, every talk, objections with their rulings, second looks, the photos before and after."""

from typing import Any

from anlin.faces.console import shell
from anlin.faces.console.trades.violations import steps, words
from anlin.ground.people import queries as people
from anlin.instruments.documents import queries as documents
from anlin.trades.violations import permissions, queries
from anlin.trades.violations.models import Violation


class Detail(steps.OnViolation, shell.Page):
    template_name = "console/trades/violations/detail.html"

    @property
    def title(self) -> str:
        return self.violation.case.title

    def context(self) -> dict[str, Any]:
        violation: Violation = self.violation
        unit = violation.case.unit
        return {
            "violation": violation,
            "finding": people.without_phones(violation.finding),
            "tone": words.STATE_TONES.get(violation.state, "calm"),
            "next_steps": steps.offered(self.actor, violation),
            "attempts": [
                (
                    one,
                    people.without_phones(one.explained),
                    people.without_phones(one.answered or ""),
                )
                for one in violation.attempts.select_related("staff").order_by("happened_at", "pk")
            ],
            "objections": list(violation.objections.order_by("pk")),
            "looks": list(violation.looks.order_by("pk")),
            "photos": list(documents.of_subject(violation.subject)),
            "appointed": queries.places_of(unit) if unit else [],
            "may_rule": permissions.may_rule(self.actor, violation.case.project_id),
        }
