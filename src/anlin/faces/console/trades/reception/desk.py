"""How the reception stands in the shell: its entry, and how many mails wait for somebody."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Count, Desk, Group, register
from anlin.kernel.actors import Actor
from anlin.trades.reception import permissions, queries
from anlin.trades.reception.choices import Fate


def held(actor: Actor, project_id: int | None, at: datetime) -> Count:
    """Held mails nobody has looked at."""
    mails = queries.visible_to(actor).select_related(None).filter(fate=Fate.HELD, settled_at=None)
    number = (mails.filter(project=project_id) if project_id else mails).count()
    return Count(number, hot=number > 0)


register(
    Desk(
        name="trades.reception",
        title=_("What comes in"),
        icon="mail",
        url_name="console:mails",
        group=Group.DAILY,
        right=permissions.SEE,
        count=held,
    )
)
