"""What the kit asks about residents: who acts, what they are called, where they live."""

from django.utils import timezone

from anlin.faces.kit import actors, projects
from anlin.foundation.accounts.api import Account
from anlin.ground.people import queries as people
from anlin.ground.tenure import queries as tenure
from anlin.kernel.actors import Actor


def plug_in() -> None:
    actors.actor_for.plug(actor_of)
    actors.name_of.plug(name_of)
    projects.projects_for.plug(projects_of)


def actor_of(account: Account) -> Actor | None:
    return tenure.actor_of(account, timezone.localtime())


def name_of(actor: Actor) -> str | None:
    """How the person is greeted, by surname: they see their own name, nobody else does."""
    return people.by_id(actor.person_id).name if actor.person_id is not None else None


def projects_of(actor: Actor) -> tuple[projects.Project, ...] | None:
    if not actor.is_resident or actor.person_id is None:
        return None
    held = tenure.units_of(actor.person_id, timezone.localdate())
    return tuple(
        {t.project_id: projects.Project(t.project_id, t.project.name) for t in held}.values()
    )
