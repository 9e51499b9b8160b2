"""How the desk `settings` stands in the console."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.foundation.settings.places import EDIT, SEE_TRAIL
from anlin.faces.console.shell import Desk, Group, register

register(
    Desk(
        name="foundation.settings",
        title=_("Settings"),
        icon="settings",
        url_name="console:settings:channels",
        group=Group.CONTROL,
        right=EDIT,
    )
)
register(
    Desk(
        name="foundation.audit",
        title=_("Trail"),
        icon="list-search",
        url_name="console:settings:trail",
        group=Group.CONTROL,
        right=SEE_TRAIL,
    )
)
