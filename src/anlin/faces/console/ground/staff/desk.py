"""How the desk `staff` stands in the console."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.ground.workforce import permissions

register(
    Desk(
        name="ground.staff",
        title=_("Staff and rights"),
        icon="id-badge-2",
        url_name="console:staff:list",
        group=Group.CONTROL,
        right=permissions.SEE,
    )
)
