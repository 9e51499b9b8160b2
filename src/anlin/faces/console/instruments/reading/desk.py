"""How the desk `reading` stands in the console."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.instruments.reading import permissions

register(
    Desk(
        name="instruments.reading",
        title=_("Reading along"),
        icon="eyeglass",
        url_name="console:reading:versions",
        group=Group.CONTROL,
        right=permissions.TEACH,
    )
)
