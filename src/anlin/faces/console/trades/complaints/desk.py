"""How the desk of complaints stands in the shell, and what it lends to the page of a matter."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Beside, Count, Desk, Group, register, register_beside
from anlin.kernel.actors import Actor
from anlin.trades.complaints import permissions, queries


def reported(actor: Actor, project_id: int | None, at: datetime) -> Count:
    """Complaints reported upward to this actor that they have not taken note of."""
    waiting = queries.unseen(actor, project_id).count()
    return Count(waiting, hot=waiting > 0)


register(
    Desk(
        name="trades.complaints",
        title=_("Complaints"),
        icon="message-exclamation",
        url_name="console:complaints",
        group=Group.RELATIONS,
        right=permissions.SEE,
        count=reported,
    )
)
register(
    Desk(
        name="trades.corrections",
        title=_("What was corrected"),
        icon="school",
        url_name="console:corrections",
        group=Group.RELATIONS,
        right=permissions.ANNOUNCEMENTS,
    )
)
register_beside(
    Beside(
        kind="case",
        url_name="console:complaint_of_case",
        title=_("Complaint"),
        right=permissions.SEE,
    )
)
