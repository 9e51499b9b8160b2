"""How the desk of planned services stands in the shell."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Count, Desk, Group, register
from anlin.kernel.actors import Actor
from anlin.trades.services import permissions, queries
from anlin.trades.services.choices import ServiceState


def rectifying(actor: Actor, project_id: int | None, at: datetime) -> Count:
    """What was filed and waits to be looked at, and what owners want put right."""
    found = queries.visible_to(actor).select_related(None)
    found = found.filter(project=project_id) if project_id else found
    demanded = found.filter(is_rectifying=True).count()
    return Count(demanded + found.filter(state=ServiceState.FILED).count(), hot=demanded > 0)


register(
    Desk(
        name="trades.services",
        title=_("Planned services"),
        icon="calendar",
        url_name="console:services",
        group=Group.DAILY,
        right=permissions.SEE,
        count=rectifying,
    )
)
