"""Actors with exactly the rights a test names."""

from anlin.kernel.actors import Actor, ActorKind


def staff(*rights, key=7, project_id=None):
    return Actor(kind=ActorKind.STAFF, key=key, rights_by_project={project_id: frozenset(rights)})


def resident(key=3, unit_ids=()):
    return Actor(kind=ActorKind.RESIDENT, key=key, unit_ids=frozenset(unit_ids))
