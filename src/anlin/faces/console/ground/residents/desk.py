"""How the desk `residents` stands in the console."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.ground.tenure import permissions

register(
    Desk(
        name="ground.residents",
        title=_("Residents"),
        icon="users",
        url_name="console:residents:list",
        group=Group.RELATIONS,
        right=permissions.SEE,
    )
)
