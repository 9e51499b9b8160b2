"""How the desks of hot issues and of the loop stand in the shell."""

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Desk, Group, register
from anlin.watch.insight import permissions

register(
    Desk(
        name="watch.insight",
        title=_("Hot issues"),
        icon="flame",
        url_name="console:hot_issues",
        group=Group.RELATIONS,
        right=permissions.SEE,
    )
)
register(
    Desk(
        name="watch.loop",
        title=_("How the loop runs"),
        icon="refresh",
        url_name="console:loop",
        group=Group.CONTROL,
        right=permissions.SEE,
    )
)
