"""What the kit asks about staff: who acts, what they are called, which projects they see."""

from django.utils import timezone

from anlin.faces.kit import actors, projects
from anlin.foundation.accounts.api import Account
from anlin.ground.estate import queries as estate
from anlin.ground.workforce import queries as workforce
from anlin.kernel.actors import Actor


def plug_in() -> None:
    actors.actor_for.plug(actor_of)
    actors.introduced.plug(introduced)
    projects.projects_for.plug(projects_of)


def actor_of(account: Account) -> Actor | None:
    return workforce.actor_of(account, timezone.localtime())


def introduced(actor: Actor) -> actors.Introduction | None:
    if actor.staff_id is None:
        return None
    known = workforce.name_and_post(actor.staff_id, timezone.localdate())
    return actors.Introduction(*known) if known else None


def projects_of(actor: Actor) -> tuple[projects.Project, ...] | None:
    if not actor.is_staff:
        return None
    visible = estate.visible_to(actor).filter(left_on=None).values_list("id", "name")
    return tuple(projects.Project(pk, name) for pk, name in visible)
