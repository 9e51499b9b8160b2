"""Columns of the list of matters; the exported ones hold nothing personal."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anlin.faces.console.trades.cases import words
from anlin.faces.kit.lists.columns import Column, label_of
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.workorders.choices import Urgency

NUMBER = Column("number", _("Number"))
KIND = Column("kind", _("Kind"), get=label_of("kind", CaseKind))
TITLE = Column("title", _("Matter"), leads=True)
STATE = Column(
    "state",
    _("State"),
    kind="state",
    get=label_of("state", CaseState),
    tone=lambda case: words.STATE_TONES.get(case.state, "calm"),
)
URGENCY = Column(
    "urgency",
    _("Urgency"),
    kind="state",
    get=label_of("urgency", Urgency),
    tone=lambda case: words.URGENCY_TONES.get(case.urgency, "calm"),
)
TRADE = Column("trade", _("Trade"), get=lambda case: words.named(case.trade))
CHANNEL = Column("channel", _("Channel"), get=lambda case: words.named(case.channel))
WITH = Column("with", pgettext_lazy("column", "With"), get=words.holder)
OPENED = Column("opened_at", _("Reported"), kind="moment")

COLUMNS = (
    NUMBER,
    TITLE,
    STATE,
    URGENCY,
    Column("place", _("Place"), get=words.where),
    WITH,
    OPENED,
)
LOADED = (
    "number", "title", "state", "urgency", "place", "opened_at",
    "unit__address", "in_charge__name", "department__name",
)  # fmt: skip
EXPORTED = (
    NUMBER,
    KIND,
    TITLE,
    STATE,
    URGENCY,
    TRADE,
    CHANNEL,
    WITH,
    OPENED,
    Column("answered_at", _("Answered"), kind="moment"),
    Column("closed_at", pgettext_lazy("step", "Closed"), kind="moment"),
    Column("round", _("Round"), kind="number"),
)
