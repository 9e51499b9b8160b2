"""What the kit asks about residents: who acts, what they are called, where they live."""

from django.utils import timezone

from anlin.faces.kit import actors, projects
from anlin.foundation.accounts.api import Account
from anlin.ground.people import queries as people
from anlin.ground.tenure import queries as tenure
from anlin.kernel.actors import Actor


def plug_in() -> None:
    actors.actor_for.plug(actor_of)
    actors.introduced.plug(introduced)
    projects.projects_for.plug(projects_of)


def actor_of(account: Account) -> Actor | None:
    return tenure.actor_of(account, timezone.localtime())


def introduced(actor: Actor) -> actors.Introduction | None:
    """They see their own name, nobody else does."""
    if actor.person_id is None:
        return None
    return actors.Introduction(people.by_id(actor.person_id).name)


def projects_of(actor: Actor) -> tuple[projects.Project, ...] | None:
    if not actor.is_resident or actor.person_id is None:
        return None
    held = tenure.units_of(actor.person_id, timezone.localdate())
    return tuple(
        {t.project_id: projects.Project(t.project_id, t.project.name) for t in held}.values()
    )
