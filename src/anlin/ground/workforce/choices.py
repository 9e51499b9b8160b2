"""Levels of the company, parts in the circle of information, and kinds of duty."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """Organisation levels above and inside an estate (B-EST-25), highest first."""

    COMPANY = "company", _("Company")
    BRANCH = "branch", _("Branch")
    OFFICE = "office", _("Management office")
    SERVICE_CENTRE = "service_centre", _("Service centre")
    DEPARTMENT = "department", _("Department")


class InformationPart(models.TextChoices):
    """The three distinct parts in handling what people report (A-CASE-37)."""

    COLLECTS = "collects", _("Collects information")
    IN_CHARGE = "in_charge", _("In charge of information")
    EXECUTES = "executes", _("Executes and reports back")


class Duty(models.TextChoices):
    """What somebody is on duty for (B-HR-22): each kind has its own line of the roster."""

    DESK = "desk", _("Reception of customers")
    REPAIR = "repair", pgettext_lazy("duty", "Repairs")
    WATCH = "watch", _("Watch over the owners' group")
    GUARD = "guard", _("Guard")
    HOTLINE = "hotline", _("24-hour hotline")
    CONTROL_ROOM = "control_room", _("Fire control room")


# What the trail says after the name of who did it.
DEEDS = {
    "workforce.absence_called_off": _("called an absence off"),
    "workforce.absence_noted": _("noted that somebody will be away"),
    "workforce.account_given": _("gave an account to sign in with"),
    "workforce.appointed": _("appointed to a post"),
    "workforce.calendar_entered": _("entered the working calendar of a year"),
    "workforce.department_opened": _("opened a department"),
    "workforce.department_renamed": _("renamed a department"),
    "workforce.granted": _("gave a role"),
    "workforce.hired": _("hired somebody"),
    "workforce.left": _("let somebody go"),
    "workforce.phone_set": _("changed the phone number"),
    "workforce.post_opened": _("opened a post"),
    "workforce.relieved": _("relieved of a post"),
    "workforce.revoked": _("took back a role"),
    "workforce.role_defined": _("defined a role"),
    "workforce.shift_handed_over": _("gave a shift to somebody else"),
    "workforce.shift_planned": _("planned a shift"),
    "workforce.shift_struck": _("took a shift off the roster"),
    "workforce.shifts_swapped": _("let two people swap their shifts"),
    "workforce.stands_in": _("named a stand-in"),
    "workforce.stands_in_no_more": _("ended a standing-in"),
}
