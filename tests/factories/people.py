"""People, made through the actions."""

import datetime as dt

from anlin.ground.people import actions
from anlin.kernel.actors import system

REGISTERED_AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def person(name="曾丽华", *phones, at=REGISTERED_AT, **more):
    new = actions.NewPerson(name=name, phones=phones, **more)
    return actions.register(new=new, by=system("tests"), at=at)
