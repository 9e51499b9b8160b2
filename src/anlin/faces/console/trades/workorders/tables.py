"""Columns of the list of work orders."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.trades.workorders import words
from anlin.faces.kit.lists.columns import Column, label_of
from anlin.trades.workorders.choices import OrderState, Urgency

COLUMNS = (
    Column("number", _("Number")),
    Column("title", _("Work"), leads=True),
    Column(
        "state",
        _("State"),
        kind="state",
        get=label_of("state", OrderState),
        tone=lambda order: words.STATE_TONES.get(order.state, "calm"),
    ),
    Column(
        "urgency",
        _("Urgency"),
        kind="state",
        get=label_of("urgency", Urgency),
        tone=lambda order: words.URGENCY_TONES.get(order.urgency, "calm"),
    ),
    Column("place", _("Place"), get=words.where),
    Column("assignee", _("Technician"), get=lambda order: order.assignee and order.assignee.name),
    Column("finish_by", _("Promised"), kind="moment"),
    Column("raised_at", _("Raised"), kind="moment"),
)
LOADED = (
    "number", "title", "state", "urgency", "place", "raised_at", "finish_by", "unit__address", "assignee__name",
)  # fmt: skip
