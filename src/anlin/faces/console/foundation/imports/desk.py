"""How the desk `imports` stands in the console."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.ground.estate import permissions

register(
    Desk(
        name="foundation.imports",
        title=_("Imports"),
        icon="file-import",
        url_name="console:imports:list",
        group=Group.CONTROL,
        right=permissions.IMPORT,
    )
)
