"""How the desk of the handbook stands in the console, and what it lends to the page of a matter."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from anlin.faces.console.shell import Beside, Count, Desk, Group, register, register_beside
from anlin.instruments.handbook import permissions, queries
from anlin.kernel.actors import Actor


def to_read(actor: Actor, _project_id: int | None, at: datetime) -> Count:
    """What I still have to read: what everybody must know, and what I was given; hot when a day has passed."""
    today = localdate(at)
    mine = queries.orders_for(actor.staff_id)
    late = mine.filter(due_on__lt=today).exists()
    return Count(queries.unread_by(actor, today).count() + mine.count(), hot=late)


register(
    Desk(
        name="instruments.handbook",
        title=_("Handbook"),
        icon="bookmarks",
        url_name="console:handbook",
        group=Group.RELATIONS,
        right=permissions.SEE,
        count=to_read,
    )
)
register_beside(
    Beside(
        kind="case",
        url_name="console:handbook_of_case",
        title=_("From the handbook"),
        right=permissions.SEE,
    )
)
register_beside(
    Beside(
        kind="workorder",
        url_name="console:handbook_of_order",
        title=_("How services are provided"),
        right=permissions.SEE,
    )
)
