"""Kinds of parties, contact points, care and sensitive notes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PersonKind(TextChoices):
    """What sort of party; people in units are all HUMAN, their role is in `tenure`."""

    HUMAN = "human", _("person")
    COMPANY = "company", _("company")
    DEVELOPER = "developer", _("developer")
    SALES_DEPARTMENT = "sales_department", _("sales department")
    PROJECT_TEAM = "project_team", _("project team of the developer")
    DESIGN_INSTITUTE = "design_institute", _("design institute")
    BUILDER = "builder", _("builder or contractor")
    OWNERS_COMMITTEE = "owners_committee", _("owners' committee")
    AUTHORITY = "authority", _("authority")
    RESIDENTS_COMMITTEE = "residents_committee", _("residents' committee")
    STREET_OFFICE = "street_office", _("sub-district office")
    FIRE_SERVICE = "fire_service", _("fire service")
    POLICE = "police", _("police or rescue team")
    UTILITY = "utility", _("utility")
    INSURER = "insurer", _("insurer")
    PROFESSIONAL_BODY = "professional_body", _("professional or community body")
    SUPPLIER = "supplier", _("supplier or repair firm")
    MEDIA = "media", _("media")


class Sex(TextChoices):
    """As the person wishes to be addressed: 先生 or 女士; blank when unknown."""

    MALE = "m", _("Mr")
    FEMALE = "f", _("Ms")


class ContactKind(TextChoices):
    """Ways to reach somebody."""

    MOBILE = "mobile", _("mobile phone")
    LANDLINE = "landline", _("landline")
    WECHAT = "wechat", _("WeChat")
    EMAIL = "email", _("e-mail")
    ADDRESS = "address", _("postal address")


PHONE_KINDS = (ContactKind.MOBILE, ContactKind.LANDLINE)


class RetiredBecause(TextChoices):
    """Why a contact point is no longer used."""

    CHANGED = "changed", _("they have a new one")
    NOT_ME = "not_me", _("whoever answers says: not me any more")
    UNREACHABLE = "unreachable", _("nobody answers there")


class CallTime(TextChoices):
    """When somebody likes to be called; blank while nobody has asked them."""

    MORNING = "morning", pgettext_lazy("call time", "morning")
    AFTERNOON = "afternoon", pgettext_lazy("call time", "afternoon")
    EVENING = "evening", pgettext_lazy("call time", "evening")
    ANY = "any", pgettext_lazy("call time", "any time")


class CareKind(TextChoices):
    """Special groups (B-EST-10) and clients who are visited in person (A-EST-07)."""

    IMPORTANT = "important", _("important client")
    ELDERLY = "elderly", _("elderly")
    LIVING_ALONE = "living_alone", _("lives alone")
    DISABLED = "disabled", _("disabled")
    INFANT = "infant", _("small children")
    ILLNESS = "illness", _("illness")
    HARDSHIP = "hardship", _("hardship")
    LAID_OFF = "laid_off", _("laid off")


class NoteKind(TextChoices):
    """Sensitive notes, each readable by holders of one right (`permissions.RIGHT_BY_NOTE`)."""

    AGE_STRUCTURE = "age_structure", _("age structure")
    EDUCATION = "education", _("education")
    INTERESTS = "interests", _("interests")
    SERVICE_NEEDS = "service_needs", _("service needs")
    TEMPERAMENT = "temperament", _("how to talk with them")
    FAMILY = "family", _("family circumstances")
    ECONOMICS = "economics", _("household economy")


class Purpose(TextChoices):
    """What personal data may be used for, as the person agreed."""

    SERVICE = "service", _("serving this household")
    SERVICE_DESIGN = "service_design", _("designing services and events")
    CARE = "care", _("special care and visits")
    ARREARS = "arrears", _("finding help with arrears")
    MARKETING = "marketing", _("offers of paid services")


class RequestKind(TextChoices):
    """What somebody may ask of us about their own data (PIPL 45 and 47)."""

    EXPORT = "export", _("a copy of the data")
    ERASURE = "erasure", _("erasure of the data")


class RequestState(TextChoices):
    """Asked, then prepared by one of us; a second one does it or refuses."""

    ASKED = "asked", _("asked")
    PREPARED = "prepared", _("prepared, a second person must confirm")
    DONE = "done", pgettext_lazy("request", "done")
    REFUSED = "refused", _("refused")


class Fate(TextChoices):
    """What erasure means for a kind of data. While any is needed, nobody is erased."""

    ERASED = "erased", _("erased")
    ANONYMISED = "anonymised", _("stays without a name")
    KEPT = "kept", _("kept")
    NEEDED = "needed", _("still needed: erasure is not possible")


# What the audit calls our deeds.
DEEDS = {
    "people.registered": _("registered the person"),
    "people.taken_back": _("took back the person with the import that made them"),
    "people.renamed": _("corrected the name"),
    "people.identified": _("recorded the identity number"),
    "people.contact_added": _("added a contact"),
    "people.contact_retired": _("retired a contact"),
    "people.account_given": _("gave access to the portal"),
    "people.looked": _("looked at the full name and numbers"),
    "people.care_marked": _("marked special care"),
    "people.care_lifted": _("lifted a mark of special care"),
    "people.call_time_noted": _("noted when the person likes to be called"),
    "people.call_time_cleared": _("cleared the time at which the person likes to be called"),
    "people.consented": _("recorded a consent"),
    "people.consent_withdrawn": _("recorded a withdrawn consent"),
    "people.noted": _("kept a sensitive note"),
    "people.notes_read": _("read sensitive notes"),
    "people.exported": _("handed out a copy of the person's data"),
    "people.data_requested": _("took a request about the person's data"),
    "people.erasure_prepared": _("prepared the erasure of the person"),
    "people.request_refused": _("refused a request about the person's data"),
    "people.erased": _("erased the person's data"),
    "people.held": _("placed a legal hold"),
    "people.hold_lifted": _("lifted a legal hold"),
    "people.merged": _("merged two people"),
    "people.merge_undone": _("undid a merge"),
}
