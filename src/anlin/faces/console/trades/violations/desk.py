"""How the desk of violations stands in the shell, and what it lends to the page of a matter."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Beside, Count, Desk, Group, register, register_beside
from anlin.kernel.actors import Actor
from anlin.trades.violations import permissions, queries


def waiting(actor: Actor, project_id: int | None, _at: datetime) -> Count:
    """Violations that are neither put right nor ruled on."""
    return Count(queries.unsettled(actor, project_id).count())


register(
    Desk(
        name="trades.violations",
        title=_("Violations"),
        icon="home-exclamation",
        url_name="console:violations",
        group=Group.RELATIONS,
        right=permissions.SEE,
        count=waiting,
    )
)
register_beside(
    Beside(
        kind="case",
        url_name="console:violation_of_case",
        title=_("Violation"),
        right=permissions.SEE,
    )
)
