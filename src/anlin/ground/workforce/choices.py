"""Levels of the company, and parts in the circle of information."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
