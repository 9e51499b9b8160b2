"""What the matter's page and the first page borrow from this desk by address; each also stands alone."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.trades.cases import extras, steps, words
from anlin.faces.console.trades.cases import list as listing
from anlin.faces.console.trades.cases.matter import OnCase
from anlin.faces.console.trades.cases.taking import callers
from anlin.foundation.audit import api as audit
from anlin.ground.estate import queries as estate
from anlin.ground.people import permissions as people
from anlin.ground.workforce import queries as workforce
from anlin.kernel.errors import NotThere
from anlin.trades.cases import permissions, queries
from anlin.trades.cases.choices import CaseState

FIGURES = (
    ("to_sort", CaseState.RECEIVED, "late"),
    ("to_pass_on", CaseState.SORTED, "soon"),
    ("to_answer", CaseState.RETURNED, "soon"),
    ("to_follow_up", CaseState.ANSWERED, "calm"),
)
FIRST_SHOWN = 8
SOON = timedelta(hours=4)
HOT_WITHIN = timedelta(hours=48)
HOT_FROM = 3


class Panel(shell.Page):
    desk = "trades.cases"
    right: str | None = permissions.SEE
    part = "panel"


class CasePanel(OnCase, Panel):
    pass


class ReporterPanel(CasePanel):
    template_name = "console/cases/panels/reporter.html"
    title = _("Reporter")

    def context(self) -> dict[str, Any]:
        case = self.case
        facts: dict[str, Any] = {"case": case, "reporter": self.reporter}
        if case.unit_id is not None:
            day = self.today
            facts |= callers.household(case.unit_id, actor=self.actor, at=self.now, day=day)
        return facts | {"may_look": people.may_look(self.actor, case.reporter_id)}


class Orders(CasePanel):
    template_name = "console/cases/panels/orders.html"
    title = _("Work orders")

    def context(self) -> dict[str, Any]:
        return {"orders": list(queries.orders_of(self.case))}


class Others(CasePanel):
    template_name = "console/cases/panels/matters.html"
    title = _("Other matters here")

    def context(self) -> dict[str, Any]:
        of_unit = queries.visible_to(self.actor).filter(unit=self.case.unit_id)
        others = of_unit.exclude(pk=self.case.pk).exclude(unit=None)
        return {"matters": list(others.order_by("-opened_at", "-id")[:8])}


class Trail(CasePanel):
    template_name = "console/cases/panels/trail.html"
    title = _("Audit trail")

    def context(self) -> dict[str, Any]:
        entries = audit.of_subject(self.case.subject, limit=30)
        names = workforce.names_of({entry.actor_ref for entry in entries})
        lines = [
            {
                "at": entry.at,
                "who": names.get(entry.actor_ref, ""),
                "what": audit.sentence(entry.deed),
                "why": entry.details.get("why", ""),
            }
            for entry in entries
        ]
        return {"lines": lines}


class Household(Panel):
    template_name = "console/cases/panels/household.html"
    title = _("Household")

    def context(self) -> dict[str, Any]:
        unit = estate.units_visible_to(self.actor).filter(pk=self.kwargs["unit"]).first()
        if unit is None:
            raise NotThere
        day = timezone.localdate()
        facts = callers.household(unit.pk, actor=self.actor, at=self.now, day=day)
        may_open = permissions.may_open(self.actor, unit.project_id)
        return facts | {"unit": unit, "may_open": may_open}


class Contacts(Panel):
    """Every contact with a household over all channels, for its file (A-CASE-28)."""

    template_name = "console/cases/panels/contacts.html"
    title = _("Contacts")

    def context(self) -> dict[str, Any]:
        unit = self.kwargs["unit"]
        if not estate.units_visible_to(self.actor).filter(pk=unit).exists():
            raise NotThere
        told = queries.contacts_of_unit(self.actor, unit)
        names = workforce.names_of({one.by for one in told})
        lines = [
            vars(one)
            | {
                "what": words.CONTACT[one.what],
                "who": names.get(one.by, ""),
                "channel": words.METHODS.get(one.channel, one.channel),
            }
            for one in told
        ]
        return {"contacts": lines}


class Figures(Panel):
    """The figures on top of the first page, each a way into the list."""

    template_name = "console/cases/panels/home_figures.html"

    def context(self) -> dict[str, Any]:
        counts = queries.counts_by_state(self.actor, self.project.id if self.project else None)
        return {
            "figures": [
                {
                    "number": counts.get(state, 0),
                    "words": listing.VIEWS[view],
                    "tone": tone if counts.get(state) else "calm",
                    "address": f"{reverse('console:cases')}?view={view}",
                }
                for view, state, tone in FIGURES
            ]
        }


class First(Panel):
    """What to do first: the unanswered, urgent ones before the rest, the oldest of each first."""

    template_name = "console/cases/panels/home_first.html"
    title = _("First do these")

    def context(self) -> dict[str, Any]:
        waiting = queries.waiting_longest(self.actor, self.project.id if self.project else None)
        ranked = list(queries.urgent_first(waiting)[:FIRST_SHOWN])
        unsaid = queries.unsaid(ranked, before=self.now + SOON)
        return {"lines": [self._line(case, is_unsaid=case.pk in unsaid) for case in ranked]}

    def _line(self, case, *, is_unsaid: bool) -> dict[str, Any]:
        offered = steps.offered(self.actor, case)
        if is_unsaid and permissions.may_answer(self.actor, case):
            # It will be late, and nobody has told them: that comes before the work itself (B-CASE-27).
            offered = [extras.step("interim", case)]
        return {
            "case": case,
            "where": words.where(case),
            "tone": {"bad": "late", "warn": "soon"}.get(
                words.URGENCY_TONES.get(case.urgency, ""), "calm"
            ),
            "step": offered[0] if offered else None,
        }


class Hot(Panel):
    """Several open matters of one trade in one building within two days: perhaps one cause (B-CASE-31)."""

    template_name = "console/cases/panels/home_hot.html"
    title = _("Hot spots")

    def context(self) -> dict[str, Any]:
        cases = queries.visible_to(self.actor).select_related(None).filter(queries.open_cases())
        if self.project:
            cases = cases.filter(project=self.project.id)
        recent = cases.filter(opened_at__gte=self.now - HOT_WITHIN, unit__isnull=False)
        place = ("unit__building", "unit__building__name", "trade", "trade__name", "trade__name_en")
        counted = recent.order_by().values(*place).annotate(number=Count("unit", distinct=True))
        hot = counted.filter(number__gte=HOT_FROM, trade__isnull=False).order_by("-number")[:5]
        return {"spots": [self._spot(row) for row in hot]}

    def _spot(self, row: dict[str, Any]) -> dict[str, Any]:
        place = f"building={row['unit__building']}&trade={row['trade']}"
        return {
            "building": row["unit__building__name"],
            "trade": words.either(row["trade__name"], row["trade__name_en"]),
            "number": row["number"],
            "address": f"{reverse('console:cases')}?view=open&{place}",
        }
