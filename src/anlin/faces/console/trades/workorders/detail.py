"""One work order, and the page of one's own jobs."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.faces.console import shell
from anlin.faces.console.finding import one
from anlin.faces.console.trades.workorders import steps, words
from anlin.faces.console.trades.workorders.order import OnOrder
from anlin.foundation.audit import api as audit
from anlin.ground.estate import queries as estate
from anlin.ground.people import queries as people
from anlin.ground.workforce import queries as workforce
from anlin.instruments.documents import permissions as documents_permissions
from anlin.instruments.documents import queries as documents
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.workorders import permissions, queries
from anlin.trades.workorders.choices import STATES_IN_HAND, Manner, OrderState
from anlin.trades.workorders.models import WorkOrder

ORDER_OF_WORK = (OrderState.WORKING, OrderState.ACCEPTED, OrderState.ASSIGNED, OrderState.PAUSED)


class Detail(OnOrder, shell.Page):
    template_name = "console/trades/workorders/detail.html"

    @property
    def title(self) -> str:
        return self.order.title

    def context(self) -> dict[str, Any]:
        order = self.order
        contact = order.contact
        return {
            "order": order,
            "where": words.where(order),
            "tone": words.STATE_TONES.get(order.state, "calm"),
            "urgency_tone": words.URGENCY_TONES.get(order.urgency, "calm"),
            "contact": contact and people.masked_name_of(contact),
            "contact_phone": contact and people.masked_phones_of([contact.pk]).get(contact.pk, ""),
            "next_steps": steps.offered(self.actor, order),
            "parts": list(order.parts.order_by("id")),
            "pauses": list(order.pauses.order_by("id")),
            "photos": list(documents.of_subject(order.subject)),
            "in_hand": is_in_hand(self.actor, order),
            "may_photo": self.actor.may(documents_permissions.KEEP, order.project_id),
            "story": self.story(),
            "lent": shell.beside("workorder", order.pk, self.actor),
        }

    def story(self) -> list[dict[str, Any]]:
        entries = audit.of_subject(self.order.subject, limit=40)
        names = workforce.names_of({entry.actor_ref for entry in entries})
        return [
            {
                "who": names.get(e.actor_ref) or _("Anlin"),
                "at": e.at,
                "what": audit.sentence(e.deed),
            }
            for e in reversed(entries)
        ]


class Manners(OnOrder, shell.Page):
    """What was kept to at the visit, ticked by whoever works there; the order's page borrows it."""

    template_name = "console/trades/workorders/manners.html"
    title = _("Manners of the visit")
    part = "panel"

    def context(self) -> dict[str, Any]:
        kept = set(self.order.manners.values_list("manner", flat=True))
        return {
            "order": self.order,
            "in_hand": is_in_hand(self.actor, self.order),
            "manners": [(manner, manner.value in kept) for manner in Manner],
        }


class OfUnit(shell.Page):
    """Everything ever repaired in or for a home, the newest first; household and unit pages borrow it (A-REP-13)."""

    desk = "trades.workorders"
    template_name = "console/trades/workorders/of_unit.html"
    title = _("Repairs")
    part = "panel"

    def context(self) -> dict[str, Any]:
        unit = one(estate.units_visible_to(self.actor), pk=self.kwargs["unit"])
        require(self.actor.may(permissions.SEE, unit.project_id))
        return {"unit": unit, "orders": queries.of_unit(unit.pk)[:20]}


class Mine(shell.Page):
    """One's own jobs, one under the other, each with the one thing to do next."""

    template_name = "console/trades/workorders/mine.html"
    desk = "trades.workorders.mine"
    title = _("My jobs")
    right = permissions.WORK
    part = "jobs"

    def context(self) -> dict[str, Any]:
        held = sorted(self.orders(), key=lambda order: ORDER_OF_WORK.index(order.state))
        pool = queries.pool_for(self.actor)
        pool = pool.filter(project=self.project.id) if self.project else pool.none()
        return {
            "jobs": [self._job(order) for order in held],
            "pool": [{"order": order, "where": words.where(order)} for order in pool[:5]],
        }

    def orders(self) -> QuerySet[WorkOrder]:
        return queries.in_hand_of(int(self.actor.key))

    def _job(self, order: WorkOrder) -> dict[str, Any]:
        offered = [
            s for s in steps.offered(self.actor, order) if s["name"] not in {"assign", "cancel"}
        ]
        usual = {"finish", "accept", "arrive", "resume"}
        return {
            "order": order,
            "where": words.where(order),
            "tone": words.STATE_TONES.get(order.state, "calm"),
            "urgency_tone": words.URGENCY_TONES.get(order.urgency, "calm"),
            "first": next((s for s in offered if s["name"] in usual), None),
            "others": [s for s in offered if s["name"] not in usual],
            "may_photo": order.state in {OrderState.WORKING, OrderState.PAUSED},
        }


class MyPanel(Mine):
    """The same as a panel of the first page."""

    template_name = "console/trades/workorders/home_mine.html"
    part = "panel"


def is_in_hand(actor: Actor, order: WorkOrder) -> bool:
    """Whether the actor may write down parts and manners now."""
    return order.state in STATES_IN_HAND and may_do(actor, order)


def may_do(actor, order: WorkOrder) -> bool:
    """Whoever holds the order, and the dispatcher who writes down what the radio says."""
    return permissions.may_work(actor, order) and (
        permissions.is_in_hand_of(actor, order) or permissions.may_dispatch(actor, order.project_id)
    )
