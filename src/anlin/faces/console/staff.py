"""What the kit asks about staff: who acts, what they are called, which projects they see."""

from django.utils import timezone

from anlin.faces.kit import actors, projects
from anlin.foundation.accounts.api import Account
from anlin.ground.estate import queries as estate
from anlin.ground.workforce import queries as workforce
from anlin.kernel.actors import Actor


def plug_in() -> None:
    actors.actor_for.plug(actor_of)
    actors.name_of.plug(name_of)
    actors.post_of.plug(post_of)
    projects.projects_for.plug(projects_of)


def actor_of(account: Account) -> Actor | None:
    return workforce.actor_of(account, timezone.localtime())


def name_of(actor: Actor) -> str | None:
    return workforce.names_of([actor.ref]).get(actor.ref) if actor.is_staff else None


def post_of(actor: Actor) -> str | None:
    if actor.staff_id is None:
        return None
    return " · ".join(workforce.post_names_of(actor.staff_id, timezone.localdate())[:1])


def projects_of(actor: Actor) -> tuple[projects.Project, ...] | None:
    if not actor.is_staff:
        return None
    visible = estate.visible_to(actor).filter(left_on=None).values_list("id", "name")
    return tuple(projects.Project(pk, name) for pk, name in visible)
