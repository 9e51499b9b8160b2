"""Kinds of rules, states of what is owed, facts of a site."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What makes a duty fall due."""

    CALENDAR = "calendar", _("by the calendar")
    CLOCK = "clock", _("after something happened")
    MILESTONE = "milestone", _("before or after a milestone")
    SAMPLE = "sample", _("for a sample of what was done")
    COVER = "cover", _("somebody must be there")
    GATE = "gate", _("before a step may be taken")


class State(TextChoices):
    """Where an occurrence stands at a moment; made from its dates, stored nowhere."""

    AHEAD = "ahead", pgettext_lazy("duty", "ahead")
    OPEN = "open", pgettext_lazy("duty", "open")
    LATE = "late", pgettext_lazy("duty", "past its day")
    MISSED = "missed", pgettext_lazy("duty", "missed")
    DONE = "done", pgettext_lazy("duty", "done")
    DONE_LATE = "done_late", pgettext_lazy("duty", "missed, done later")
    WAIVED = "waived", pgettext_lazy("duty", "waived")
    WITHDRAWN = "withdrawn", pgettext_lazy("duty", "withdrawn")


class Proof(TextChoices):
    """What discharges a duty."""

    ENTRY = "entry", _("a signed entry")
    DOCUMENT = "document", _("a document")
    NEWS = "news", _("the deed itself")


class StepKind(TextChoices):
    """What happens to an occurrence nobody discharges."""

    WARN = "warn", pgettext_lazy("duty", "warning")
    TARGET = "target", pgettext_lazy("duty", "its day has come")
    MISS = "miss", pgettext_lazy("duty", "missed")
    RISE = "rise", pgettext_lazy("duty", "passed upward")


class Fact(TextChoices):
    """What a site has or is, so far as rules ask for it."""

    LIFT = "lift", _("has a lift")
    POOL = "pool", _("has a swimming pool")
    WATER_TANK = "water_tank", _("has secondary water supply")
    FIRE_CONTROL_ROOM = "fire_control_room", _("has a fire control room")
    FIRE_KEY_UNIT = "fire_key_unit", _("is a key unit of fire safety")
    HIGH_RISE = "high_rise", _("has high-rise homes")
    HEATING = "heating", _("has central heating")
    GAS = "gas", _("has gas")
    SEPTIC_TANK = "septic_tank", _("has a septic tank")
    OWNERS_COMMITTEE = "owners_committee", _("has an owners' committee")
    OWNERS_GROUP = "owners_group", _("has a chat group of owners")
    OWN_GUARDS = "own_guards", _("has guards of its own")
    CCTV = "cctv", _("has public video")
    SITE_LEASES = "site_leases", _("leases sites for equipment")
    CONSULTING = "consulting", _("is a consulting project")
    DEVELOPER = "developer", _("has a developer to report to")
    MOVE_IN = "move_in", _("is in the move-in period")
    DECORATION = "decoration", _("has decoration under way")


class Holiday(TextChoices):
    """Where the target goes when its day is free; the last day never moves."""

    KEEP = "keep", pgettext_lazy("duty", "stays")
    BEFORE = "before", pgettext_lazy("duty", "the working day before")
    AFTER = "after", pgettext_lazy("duty", "the working day after")


class Confidence(TextChoices):
    """How sure the source of a rule is."""

    SEEN = "A", _("the text itself was read")
    REPORTED = "B", _("reported by a reliable source")
    SAID = "C", _("said in practice")
    OPEN = "D", _("not verified")


# What the trail says after the name of who did it.
DEEDS = {
    "duty.figures_set": _("changed the figures of a rule"),
    "duty.given_up": _("gave up a rule"),
    "duty.pack_adopted": _("adopted a pack of rules"),
    "duty.pack_taken": _("took a pack of rules"),
    "duty.paused": _("stopped the clock of a duty"),
    "duty.proved": _("recorded that a duty was done"),
    "duty.resumed": _("let the clock of a duty run again"),
    "duty.site_answered": _("said what the site has"),
    "duty.waived": _("waived a duty"),
}
