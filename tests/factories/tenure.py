"""People in units."""

import datetime as dt

from anlin.ground.tenure import actions
from anlin.ground.tenure.choices import TenureRole
from anlin.kernel.actors import Actor, ActorKind, system
from factories import people

SINCE = dt.date(2024, 3, 1)


def holder(unit, person=None, role=TenureRole.OWNER, share=(1, 1), since=SINCE):
    new = actions.NewTenure(
        project=unit.project,
        unit=unit,
        person=person or people.person(),
        role=role,
        begins_on=since,
        share=share,
    )
    return actions.begin(new=new, by=system("tests"), at=people.REGISTERED_AT)


def resident_of(unit, person=None):
    """An actor: the owner of the unit, as the portal knows them."""
    tenure = holder(unit, person)
    return Actor(kind=ActorKind.RESIDENT, key=tenure.person_id, unit_ids=frozenset([unit.pk]))
