"""How the desk of disputes stands in the shell, and what it lends to the page of a matter."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Beside, Count, Desk, Group, register, register_beside
from anlin.kernel.actors import Actor
from anlin.trades.disputes import permissions, queries


def waiting(actor: Actor, project_id: int | None, at: datetime) -> Count:
    """Mediations whose sides are still to be heard or to agree, and checks that are due; hot where a risk came up."""
    found = queries.running(actor, project_id)
    due = queries.due(actor, timezone.localdate(at), project_id=project_id)
    return Count(found.count() + len(due), hot=queries.at_risk(found).exists())


register(
    Desk(
        name="trades.disputes",
        title=_("Mediation"),
        icon="scale",
        url_name="console:disputes",
        group=Group.RELATIONS,
        right=permissions.SEE,
        count=waiting,
    )
)
register_beside(
    Beside(
        kind="case",
        url_name="console:dispute_of_case",
        title=_("Mediation"),
        right=permissions.SEE,
    )
)
