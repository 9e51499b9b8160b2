"""Deeds beside the states of an order, and the panel that shows what came of them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from anlin.faces.console import shell
from anlin.faces.console.trades.workorders import extra_forms as forms
from anlin.faces.console.trades.workorders.order import OnOrder
from anlin.faces.console.trades.workorders.steps import StepPage
from anlin.ground.workforce import queries as workforce
from anlin.instruments.correspondence import queries as messages
from anlin.kernel.actors import Actor
from anlin.trades.workorders import actions, permissions
from anlin.trades.workorders.choices import (
    STATES_IN_HAND,
    ContactHow,
    OrderState,
    PartKind,
    RepairClass,
    TransferGrade,
    VisitKind,
)
from anlin.trades.workorders.models import WorkOrder


class Contact(StepPage):
    title = _("A word with the crew")
    form_class = forms.Contact
    done = _("Noted.")

    def do(self, given: dict[str, Any]) -> None:
        given["how"] = ContactHow(given["how"])
        actions.note_contact(**given, **self.deed)


class Next(StepPage):
    title = _("Make it the next job")
    right = permissions.DISPATCH
    done = _("It is their next job.")

    def do(self, given: dict[str, Any]) -> None:
        actions.make_next(**self.deed)


class SendAhead(StepPage):
    title = _("Send somebody ahead")
    form_class = forms.SendAhead
    done = _("Somebody is on the way to the customer.")

    def do(self, given: dict[str, Any]) -> None:
        actions.send_ahead(**given, **self.deed)


class Relay(StepPage):
    title = _("What was found on the spot")
    form_class = forms.Relay
    done = _("The crew can read it on the order.")

    def do(self, given: dict[str, Any]) -> None:
        actions.relay(**given, **self.deed)


class Watch(StepPage):
    title = _("Watch the effect")
    form_class = forms.Watch
    right = permissions.DISPATCH
    done = _("The effect is watched.")

    def do(self, given: dict[str, Any]) -> None:
        actions.watch(**given, **self.deed)


class EndWatch(StepPage):
    title = _("End the watching")
    form_class = forms.EndWatch
    right = permissions.DISPATCH
    done = _("The watching has ended.")

    def do(self, given: dict[str, Any]) -> None:
        actions.end_watch(**given, **self.deed)


class Visit(StepPage):
    title = _("Note a visit")
    form_class = forms.Visit
    done = _("The visit stands in the special record.")

    def form_arguments(self) -> dict[str, Any]:
        usual = super().form_arguments()
        due = self.order.special_visit_by and not self.order.special_visit_at
        usual["initial"]["kind"] = VisitKind.SPECIAL if due else VisitKind.WATCH
        return usual

    def do(self, given: dict[str, Any]) -> None:
        given["kind"] = VisitKind(given["kind"])
        actions.visit(**given, **self.deed)


class Damage(StepPage):
    title = _("Damage and claim")
    form_class = forms.Damage
    done = _("The damage is on record.")

    def do(self, given: dict[str, Any]) -> None:
        actions.note_damage(**given, **self.deed)


class Transfer(StepPage):
    title = _("Put it to a department")
    form_class = forms.Transfer
    done = _("The department has it.")

    def do(self, given: dict[str, Any]) -> None:
        given["grade"] = TransferGrade(given["grade"])
        actions.transfer(**given, **self.deed)


class Tell(StepPage):
    title = _("Tell those affected")
    form_class = forms.Tell

    def form_arguments(self) -> dict[str, Any]:
        usual = super().form_arguments()
        unit, space = self.order.unit, self.order.space
        building = (unit or space).building_id if unit or space else None  # type: ignore[union-attr]
        usual["initial"] |= {"building": building, "title": self.order.title}
        return usual

    def do(self, given: dict[str, Any]) -> None:
        told = actions.tell_affected(**given, **self.deed)
        self.say(ngettext("%(count)s person was told.", "%(count)s people were told.", told)
                 % {"count": told})  # fmt: skip


PAGES: dict[str, type[StepPage]] = {
    "contact": Contact,
    "next": Next,
    "send_ahead": SendAhead,
    "relay": Relay,
    "visit": Visit,
    "watch": Watch,
    "end_watch": EndWatch,
    "tell": Tell,
    "transfer": Transfer,
    "damage": Damage,
}


class Record(OnOrder, shell.Page):
    """What was said, seen and told around the work; the order's page borrows it."""

    template_name = "console/trades/workorders/record.html"
    title = _("Around the work")
    part = "panel"
    joined = ("watch__staff",)

    def context(self) -> dict[str, Any]:
        order = self.order
        calls = list(order.first_calls.select_related("staff", "desk_held_by").order_by("id"))
        contacts = list(order.contacts.order_by("id"))
        watch = getattr(order, "watch", None)
        told = messages.of_subject(order.subject).count() if is_shared(order) else None
        return {
            "order": order,
            "watch": watch,
            "calls": calls,
            "contacts": contacts,
            "names": workforce.names_of({one.said_by for one in contacts}),
            "visits": list(order.visits.select_related("visitor").order_by("-id")),
            "damages": list(order.damages.order_by("id")),
            "transfers": list(order.transfers.select_related("department").order_by("id")),
            "told": told,
            "deeds": offered(self.actor, order, is_watched=bool(watch and not watch.ended_at),
                             is_on_the_way=any(not call.examined_at for call in calls)),
        }  # fmt: skip


def is_shared(order: WorkOrder) -> bool:
    return order.part_kind not in {"", PartKind.IN_HOME}


def offered(
    actor: Actor, order: WorkOrder, *, is_watched: bool, is_on_the_way: bool
) -> list[dict[str, Any]]:
    """What may be done around the work as it stands."""
    may = permissions.may_look_after(actor, order)
    leads = permissions.may_dispatch(actor, order.project_id)
    is_major = order.repair_class == RepairClass.MAJOR_DEFECT
    is_done = order.state in {OrderState.FINISHED, OrderState.CLOSED}
    waits = order.state in STATES_IN_HAND and order.state != OrderState.WORKING
    visit_due = order.special_visit_by is not None and order.special_visit_at is None
    allowed = {
        "contact": may and order.is_open,
        "next": leads and waits and not order.is_next,
        "send_ahead": may and order.is_open and not is_on_the_way,
        "relay": may and is_on_the_way,
        "visit": (may and visit_due) or is_watched,
        "watch": leads and is_major and is_done and not is_watched,
        "end_watch": leads and is_watched,
        "tell": may and is_shared(order) and order.is_open,
        "transfer": may and order.is_open,
        "damage": may,
    }
    return [
        {"title": PAGES[name].title, "address": reverse(f"console:workorder_{name}", args=[order.pk])}
        for name, is_allowed in allowed.items()
        if is_allowed
    ]  # fmt: skip
