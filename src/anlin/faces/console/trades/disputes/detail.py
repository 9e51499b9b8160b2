"""One mediation: both sides beside each other, the log with its rounds, ways out, and every version of the agreement."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console import shell
from anlin.faces.console.trades.disputes import steps, words
from anlin.faces.console.trades.disputes.dispute import OnMediation
from anlin.ground.people import queries as people
from anlin.trades.disputes import queries
from anlin.trades.disputes.choices import MediationState as S
from anlin.trades.disputes.choices import Side
from anlin.trades.disputes.models import Agreement, Party

WAY = (
    (S.OPENED, pgettext_lazy("mediation", "Opened")),
    (S.HEARD, _("Both sides heard")),
    (S.AGREED, pgettext_lazy("mediation", "Agreed")),
    (S.WATCHED, _("Being watched")),
    (S.ENDED, pgettext_lazy("mediation", "Ended")),
)
ORDER = [state for state, _title in WAY]


class Detail(OnMediation, shell.Page):
    template_name = "console/trades/disputes/detail.html"

    @property
    def title(self) -> str:
        return words.called(self.mediation)

    def context(self) -> dict[str, Any]:
        mediation = self.mediation
        agreements = list(
            mediation.agreements.order_by("-version").prefetch_related("other_hours", "rechecks")
        )
        in_force = next((one for one in agreements if one.agreed_at), None)
        return {
            "mediation": mediation,
            "case_address": reverse("console:case", args=[mediation.case_id]),
            "tone": words.STATE_TONES.get(mediation.state, "calm"),
            "steps": way(mediation.state),
            "next_steps": steps.offered(self.actor, mediation),
            "sides": self.sides(),
            "exchanges": list(mediation.exchanges.order_by("happened_at", "pk")),
            "rounds": queries.rounds(mediation),
            "options": list(mediation.options.order_by("pk")),
            "agreements": [self.version(one, in_force) for one in agreements],
            "spreads": list(
                mediation.spreads.select_related("officer")
                .prefetch_related("words")
                .order_by("-pk")
            ),
            "hand_overs": list(mediation.hand_overs.order_by("pk")),
            "renewals": list(mediation.renewals.select_related("agreement").order_by("pk")),
            "is_at_risk": mediation.state in queries.RUNNING
            and any(one.risk for one in mediation.exchanges.all()),
        }

    def sides(self) -> list[dict[str, Any]]:
        parties = self.mediation.parties.select_related("person", "unit").order_by("side")
        said = parties.prefetch_related("statements")
        return [
            {
                "side": Side(party.side).label,
                "name": words.masked(party),
                "interests": people.without_phones(party.interests or ""),
                "statements": [
                    (one, people.without_phones(one.words))
                    for one in sorted(party.statements.all(), key=lambda one: one.heard_at)
                ],
            }
            for party in said
        ]

    def version(self, one: Agreement, in_force: Agreement | None) -> dict[str, Any]:
        return {
            "row": one,
            "hours": words.hours(one),
            "others": [(other, words.hours(other)) for other in one.other_hours.all()],
            # Nobody looks any more whether a version holds that another one has replaced.
            "rechecks": [
                recheck
                for recheck in sorted(one.rechecks.all(), key=lambda recheck: recheck.due_on)
                if one == in_force or recheck.checked_at
            ],
            "is_in_force": one == in_force,
        }


def by_hand(party: Party) -> bool:
    """A side we know by name only gets its copy on paper."""
    return party.person_id is None


def way(state: str) -> list[dict[str, Any]]:
    """The bar of the course: what is done, where it stands, what is still to come."""
    if state == S.HANDED_OVER:
        return [
            {"title": ORDER_TITLES[S.OPENED], "place": "done", "at": None},
            {"title": _("Handed over"), "place": "done", "at": None},
        ]
    reached = ORDER.index(S(state))
    return [
        {
            "title": title,
            "place": "done" if place <= reached else "here" if place == reached + 1 else "",
            "at": None,
        }
        for place, (_state, title) in enumerate(WAY)
    ]


ORDER_TITLES = dict(WAY)
