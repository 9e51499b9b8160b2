"""Roles people have towards a unit or project, and what a letting needs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TenureRole(TextChoices):
    """In which role (A-EST-05, B-EST-07, B-EST-15)."""

    OWNER = "owner", _("owner")
    TENANT = "tenant", pgettext_lazy("person", "tenant")
    MERCHANT = "merchant", _("merchant of a shop")
    PROPERTY_USER = "property_user", _("property user")
    HOUSEHOLD_MEMBER = "household_member", _("household member")
    PAYER = "payer", _("payer")
    CLIENT_REPRESENTATIVE = "client_representative", _("owners' representative")
    PROSPECTIVE_OWNER = "prospective_owner", _("prospective owner")
    VISITOR = "visitor", pgettext_lazy("person", "visitor")


LIVING_ROLES = (
    TenureRole.TENANT,
    TenureRole.MERCHANT,
    TenureRole.PROPERTY_USER,
    TenureRole.HOUSEHOLD_MEMBER,
)
ROLES_WITHOUT_UNIT = (TenureRole.CLIENT_REPRESENTATIVE, TenureRole.PROSPECTIVE_OWNER)


class EndedBecause(TextChoices):
    """Why a tenure ended."""

    TRANSFER = "transfer", _("transfer of the unit")
    MOVED_OUT = "moved_out", _("moved out")
    LEASE_ENDED = "lease_ended", _("the lease ended")
    MISTAKE = "mistake", _("entered by mistake")
    DEATH = "death", _("death")


class FormalityKind(TextChoices):
    """What local rules usually ask of a letting (A-EST-09); a project may add none and skip none."""

    LEASE_COPY = "lease_copy", _("copy of the lease")
    IDENTITY_CHECK = "identity_check", _("identity of the tenant seen")
    POLICE_REGISTRATION = "police_registration", _("registration with the police")
    LETTING_RECORD = "letting_record", _("letting filed with the housing authority")
    SAFETY_PLEDGE = "safety_pledge", _("fire and safety pledge")


# What the audit calls our deeds.
DEEDS = {
    "tenure.began": _("recorded who holds the unit"),
    "tenure.taken_back": _("took back who holds the unit, with the import that said so"),
    "tenure.ended": _("ended a tenure"),
    "tenure.transferred": _("transferred the unit"),
    "tenure.formality_done": _("noted a formality of the letting"),
    "tenure.letting_accepted": _("accepted the letting"),
    "tenure.first_inspected": _("kept a first inspection"),
    "tenure.household_noted": _("noted something about the household"),
}
