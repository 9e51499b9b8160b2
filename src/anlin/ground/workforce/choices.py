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
