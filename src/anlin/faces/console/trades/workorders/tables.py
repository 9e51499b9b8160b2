"""Columns of the list of work orders."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.trades.workorders import words
from anlin.faces.kit.lists.columns import Column

COLUMNS = (
    Column("number", _("Number")),
    Column("title", _("Work"), leads=True),
    Column(
        "state",
        _("State"),
        kind="state",
        get=lambda order: order.get_state_display(),
        tone=lambda order: words.STATE_TONES.get(order.state, "calm"),
    ),
    Column(
        "urgency",
        _("Urgency"),
        kind="state",
        get=lambda order: order.get_urgency_display(),
        tone=lambda order: words.URGENCY_TONES.get(order.urgency, "calm"),
    ),
    Column("place", _("Place"), get=words.where),
    Column("assignee", _("Technician"), get=lambda order: order.assignee and order.assignee.name),
    Column("raised_at", _("Raised"), kind="moment"),
)
LOADED = (
    "number", "title", "state", "urgency", "place", "raised_at", "unit__address", "assignee__name",
)  # fmt: skip
