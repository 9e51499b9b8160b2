"""One matter: where it stands, what comes next, everything that happened."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anlin.faces.console import shell
from anlin.faces.console.trades.cases import extras, steps, words
from anlin.faces.console.trades.cases.matter import OnCase, reporter_called
from anlin.ground.people import queries as people
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.instruments.documents import queries as documents
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import CaseState
from anlin.trades.cases.models import Case

DUE_TO_ASK = {CaseState.ANSWERED, CaseState.AGREED}
STATES = [state for state, _title, _reached in words.WAY]


class Detail(OnCase, shell.Page):
    template_name = "console/cases/detail.html"

    @property
    def title(self) -> str:
        return self.case.title

    def context(self) -> dict[str, Any]:
        moments = queries.timeline(self.case)
        next_steps, more_steps = self.offered()
        return {
            "case": self.case,
            "kind": self.case.get_kind_display(),
            "channel": words.named(self.case.channel),
            "trade": words.named(self.case.trade),
            "about": words.named(self.case.about),
            "elapsed_until": self.case.answered_at or self.now,
            "is_late": self.is_late,
            "where": words.where(self.case),
            "state_tone": words.STATE_TONES.get(self.case.state, "calm"),
            "urgency_tone": words.URGENCY_TONES.get(self.case.urgency, "calm"),
            "steps": way(self.case, moments),
            "next_steps": next_steps,
            "more_steps": more_steps,
            "story": self.story(moments),
            "photos": list(documents.of_subject(self.case.subject)),
            "panels": self.panels(),
        }

    @property
    def is_late(self) -> bool:
        """Whether they waited, or wait, longer than they wanted (B-CASE-26)."""
        wanted_by = self.case.wanted_by
        return wanted_by is not None and (self.case.answered_at or self.now) > wanted_by

    def offered(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The steps of the loop, and the rest; asking again stands first while it is due."""
        loop = steps.offered(self.actor, self.case)
        rest = extras.offered(self.actor, self.case)
        if self.case.state in DUE_TO_ASK:
            loop = [one for one in rest if one["name"] == "follow_up"] + loop
            rest = [one for one in rest if one["name"] != "follow_up"]
        return loop, rest

    def story(self, moments: list[queries.Moment]) -> list[dict[str, Any]]:
        names = workforce.names_of({moment.by for moment in moments})
        return [self._line(moment, names) for moment in moments]

    def _line(self, moment: queries.Moment, names: dict[str, str]) -> dict[str, Any]:
        by_reporter = moment.what in words.BY_REPORTER or moment.by.startswith("resident:")
        who = reporter_called(self.case) if by_reporter else names.get(moment.by, "")
        if not who and moment.by.startswith("system:"):
            who = _("Anlin")
        return {
            "who": who,
            "at": moment.at,
            "what": words.said(moment),
            "quote": people.without_phones(moment.words),
        }

    def panels(self) -> list[dict[str, str]]:
        pk = self.case.pk
        found = [
            {"title": _("Reporter"), "address": reverse("console:case_reporter", args=[pk])},
            {"title": _("Work orders"), "address": reverse("console:case_orders", args=[pk])},
            {"title": _("Audit trail"), "address": reverse("console:case_audit", args=[pk])},
        ]
        others = {
            "title": _("Other matters here"),
            "address": reverse("console:case_others", args=[pk]),
        }
        lent = shell.beside("case", pk, self.actor)
        return [*found[:2], *lent, *([others] if self.case.unit_id else []), found[2]]


class Present(OnCase, shell.Page):
    """Asked every few seconds by an open page; answers with who else has the matter open."""

    template_name = "console/cases/present.html"
    asks_by_itself = True

    def post(self, request, *args, **kwargs) -> HttpResponse:
        me = Staff.objects.get(pk=self.actor.staff_id)
        actions.be_present(case=self.case, staff=me, by=self.actor, at=self.now)
        others = queries.others_looking(self.case, me, self.now)
        return self.answer(others=[staff.name for staff in others], part="present")


def way(case: Case, moments: list[queries.Moment]) -> list[dict[str, Any]]:
    """The bar of the loop: what is done and when, where it stands, what is still to come."""
    reached_place = STATES.index(CaseState(case.state))
    bar = []
    for place, (_state, title, reached) in enumerate(words.WAY):
        times = [m.at for m in moments if m.what in reached and m.round in {0, case.round}]
        ahead = place - reached_place
        step = "done" if ahead <= 0 else "here" if ahead == 1 else ""
        bar.append(
            {"title": title, "place": step, "at": times[-1] if times and step == "done" else None}
        )
    return bar
