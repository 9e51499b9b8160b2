"""How the desk of asking afterwards stands in the shell."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.trades.cases import permissions

register(
    Desk(
        name="trades.callbacks",
        title=_("Follow-up worklist"),
        icon="phone",
        url_name="console:callbacks",
        group=Group.RELATIONS,
        right=permissions.FOLLOW_UP,
    )
)
