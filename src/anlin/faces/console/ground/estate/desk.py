"""How the desk `estate` stands in the console."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.ground.estate import permissions

register(
    Desk(
        name="ground.estate",
        title=_("Property"),
        icon="building",
        url_name="console:estate:project",
        group=Group.PROJECT,
        right=permissions.SEE,
    )
)
