"""What an owner sees of the services they asked for."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.kit.lists.columns import Tab
from anlin.faces.portal import shell
from anlin.kernel.errors import NotThere
from anlin.trades.services import permissions, queries
from anlin.trades.services.choices import OPEN_STATES
from anlin.trades.services.choices import ServiceState as S
from anlin.trades.services.choices import ServiceStep as Do
from anlin.trades.services.models import ServiceRequest

TONES = {S.PROPOSED: "warn", S.REPORTED: "warn", S.ACCEPTED: "good", S.CLOSED: "good"}
NEXT = {
    S.FILED: _("We name somebody who comes and looks at the place."),
    S.APPOINTED: _("Somebody comes and looks at the place."),
    S.SURVEYED: _("We write a proposal and a schedule for you."),
    S.PROPOSED: _("Please read proposal and schedule. Nothing begins before you have agreed."),
    S.AGREED: _("Both sides have agreed; the work begins as scheduled."),
    S.RUNNING: _("The work is being carried out."),
    S.REPORTED: _("Please read the report, and say whether you accept the work."),
    S.ACCEPTED: _("Thank you. You have accepted the work."),
    S.CLOSED: _("It is over."),
    S.WITHDRAWN: _("It is not wanted any more."),
}
# The owner's own steps, each with its page; the first is the answer we wait for.
DEEDS = (
    (Do.AGREE, "agree", _("I agree")),
    (Do.AGREE, "remark", _("Comment")),
    (Do.ACCEPT, "accept", _("I accept the work")),
    (Do.DEMAND, "demand", _("Something must be put right")),
    (Do.WITHDRAW, "withdraw", _("I do not want it any more")),
)


class Services(shell.ListPage):
    template_name = "portal/trades/services/list.html"
    desk = "requests"
    title = _("Planned services")
    key = "filed_at"
    size = 20
    tabs = (
        Tab(
            "open",
            pgettext_lazy("services", "Open"),
            lambda rows, _page: rows.filter(state__in=OPEN_STATES),
        ),
        Tab(
            "over",
            pgettext_lazy("services", "Over"),
            lambda rows, _page: rows.exclude(state__in=OPEN_STATES),
        ),
    )
    empty = _("No services here")
    empty_hint = _("Ask for a service, and you will see proposal and schedule here.")

    def prepare(self) -> None:
        super().prepare()
        if not self.actor.is_resident:
            raise NotThere

    def rows(self):
        return queries.visible_to(self.actor)

    def row_address(self, row) -> str:
        return reverse("portal:service", args=[row.pk])

    def answer(self, *args, lines=(), **facts):
        shown = [(summary(made), address) for made, address in lines]
        return super().answer(*args, lines=shown, **facts)


class OfService(shell.Page):
    """A page about one service, for whoever asked for it; somebody else's does not exist."""

    made: ServiceRequest
    desk = "requests"

    def prepare(self) -> None:
        found = queries.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None or not self.actor.is_resident:
            raise NotThere
        self.made = found


class Service(OfService):
    template_name = "portal/trades/services/service.html"

    @property
    def title(self) -> str:
        return called(self.made)

    def context(self) -> dict:
        made = self.made
        plans = list(made.plans.prefetch_related("remarks").order_by("-version"))
        return {
            "service": summary(made),
            "made": made,
            "plan": plans[0] if plans else None,
            "older": plans[1:],
            "report": made.reports.order_by("-round").first(),
            "demands": list(made.decisions.filter(is_accepted=False).order_by("-pk")),
            "deeds": self.deeds(plans[0] if plans else None),
        }

    def deeds(self, plan) -> list[dict]:
        offered = permissions.steps_for(self.actor, self.made)
        agreed = plan is not None and plan.owner_agreed_at is not None
        return [
            {
                "title": title,
                "address": reverse(f"portal:service_{name}", args=[self.made.pk]),
                "is_main": name in {"agree", "accept"},
            }
            for step, name, title in DEEDS
            if step in offered and not (name == "agree" and agreed)
        ]


def called(made: ServiceRequest) -> str:
    return made.title or str(_("Planned service"))


def summary(made: ServiceRequest) -> dict:
    state = S(made.state)
    return {
        "number": made.number,
        "title": called(made),
        "filed_at": made.filed_at,
        "state": state.label,
        "tone": TONES.get(state, "calm"),
        "next_step": NEXT[state],
        "address": reverse("portal:service", args=[made.pk]),
    }
