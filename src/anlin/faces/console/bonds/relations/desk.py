"""How the desk of visits and opinions stands in the shell, and what it lends to the page of a matter."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.bonds.relations import permissions, queries
from anlin.faces.console.shell import Beside, Count, Desk, Group, register, register_beside
from anlin.kernel.actors import Actor


def waiting(actor: Actor, project_id: int | None, _at: datetime) -> Count:
    """Whoever spoke and has no answer yet."""
    return Count(queries.open_voices(actor, project_id).count())


register(
    Desk(
        name="bonds.relations",
        title=_("Visits and opinions"),
        icon="messages",
        url_name="console:activities",
        group=Group.RELATIONS,
        right=permissions.SEE,
        count=waiting,
    )
)
register_beside(
    Beside(
        kind="case",
        url_name="console:voice_of_case",
        title=_("Where it was said"),
        right=permissions.SEE,
    )
)
