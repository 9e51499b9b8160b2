"""On whom what is owed lies today: posts are held by people, and somebody is always there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.queries import Acting, Place
from anlin.instruments.duty.models import Occurrence
from anlin.instruments.duty.queries.owed import owed_now
from anlin.kernel.actors import Actor

NOW = timedelta()


def lying_on(actor: Actor, at: datetime, *, ahead: timedelta = NOW) -> QuerySet[Occurrence]:
    """What can be done now and is not, and lies on this person today; what hurts first. Five queries and the answer's own.

    With `ahead` also what can be done only until then.
    By role, roster and stand-ins (`workforce.acting`); what nobody else is there for lies on whoever is above.
    """
    owed = owed_now(actor, at + ahead)
    staff_id = actor.staff_id
    if staff_id is None:
        return owed.none()
    places = set(owed.order_by().values_list("project", "post").distinct())
    mine: dict[str, list[int | None]] = defaultdict(list)
    for (project, post), found in workforce.acting(places, at).items():
        if staff_id in found.staff_ids:
            mine[post].append(project)
    if not mine:
        return owed.none()
    return owed.filter(_any(mine.items()))


def lies_on(occurrences: Iterable[Occurrence], at: datetime) -> dict[Place, Acting]:
    """For the project and post of each of them who has it today, and why; four queries."""
    return workforce.acting({(row.project_id, row.post) for row in occurrences}, at)


def _any(places: Iterable[tuple[str, list[int | None]]]) -> Q:
    found = Q()
    for post, projects in places:
        where = Q(project__in=[project for project in projects if project is not None])
        if None in projects:
            where |= Q(project=None)
        found |= Q(post=post) & where
    return found
