"""One rule: what it says, where it comes from, where it stands, and how it was kept."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.finding import one
from anlin.faces.console.instruments.rulebook.places import InRulebook
from anlin.instruments.duty import permissions, queries
from anlin.instruments.duty.choices import Confidence
from anlin.instruments.duty.models import Rule

YEAR = timedelta(days=365)
NEXT = 8


class RulePage(InRulebook):
    template_name = "console/instruments/rulebook/rule.html"
    rule: Rule

    def prepare(self) -> None:
        super().prepare()
        self.rule = one(Rule.objects.select_related("pack"), pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return queries.title_of(self.rule)

    def context(self) -> dict[str, Any]:
        rule = self.rule
        code = f"{rule.pack.code}/{rule.code}"
        standings = queries.standings_visible_to(self.actor).filter(code=code)
        ahead = queries.visible_to(self.actor).filter(
            standing__code=code, last_at__gt=self.now, done_at=None, waived_at=None
        )
        confidence = rule.body.get("confidence")
        return {
            "rule": rule,
            "pack_title": queries.title_of(rule.pack),
            "said": queries.said(rule, {}),
            "confidence": Confidence(confidence).label if confidence else "",
            "standings": [
                (
                    each,
                    sorted(each.figures.items()),
                    each.until_on is None and permissions.may_arrange(self.actor, each.project_id),
                )
                for each in standings.order_by("project__code", "-from_on", "-pk")
            ],
            "next": list(ahead.order_by("scheduled_on", "id")[:NEXT]),
            "record": [
                (line, rule, self.title)
                for line in queries.tallies(self.actor, self.now - YEAR, self.now, code=code)
            ],
            "company": _("The company"),
        }
