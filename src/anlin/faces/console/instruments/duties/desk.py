"""How the desk of duties stands in the shell: the list, and one's own on the first page."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Count, Desk, Group, HomePanel, Slot, register, register_panel
from anlin.instruments.duty import permissions, queries
from anlin.kernel.actors import Actor


def mine(actor: Actor, project_id: int | None, at: datetime) -> Count:
    """What lies on me now; hot when some of it is missed."""
    owed = queries.lying_on(actor, at)
    return Count(owed.count(), hot=owed.filter(last_at__lte=at).exists())


register(
    Desk(
        name="instruments.duties",
        title=_("Duties"),
        icon="clock",
        url_name="console:duties",
        group=Group.TODAY,
        right=permissions.SEE,
        count=mine,
    )
)
register_panel(
    HomePanel("console:duties_panel", _("My duties"), Slot.MAIN, right=permissions.SEE, order=5)
)
