"""How the desk `rulebook` stands in the console."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.instruments.duty import permissions

register(
    Desk(
        name="instruments.rulebook",
        title=_("Rulebook"),
        icon="book",
        url_name="console:rulebook:packs",
        group=Group.CONTROL,
        right=permissions.SEE,
    )
)
