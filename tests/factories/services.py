"""Planned services at a point of their life."""

import datetime as dt

from anlin.config import data
from anlin.ground.people.models import Person
from anlin.kernel.actors import system
from anlin.trades.services import actions, queries
from anlin.trades.services.choices import ServiceState as S

BY = system("tests")


def catalogue(at):
    actions.adopt_offers(offers=data.read("services")["offers"], by=BY, at=at)


def filed(made, *, at=None, person: Person | None = None, **more):
    at = at or made.at
    new = actions.NewRequest(
        project=made.project,
        content=more.pop("content", "每季度保养入户水管。"),
        wanted_by=at + dt.timedelta(days=14),
        person=person or made.person,
        unit=made.unit,
        **more,
    )
    return actions.file_request(new=new, by=BY, at=at)


def proposed(request, at, *, version=""):
    return actions.propose(
        request=request,
        proposal=f"更换老化接头{version}",
        schedule="周一关阀，周二更换",
        begins_on=at.date(),
        ends_on=at.date() + dt.timedelta(days=2),
        by=BY,
        at=at,
    )


def at_state(made, state, **more):
    """A request that came to that state by its deeds."""
    request = filed(made, **more)
    told = {"request": request, "by": BY, "at": made.at}
    deeds = (
        (S.APPOINTED, lambda: actions.appoint(to=made.worker, **told)),
        (S.SURVEYED, lambda: actions.survey(findings="接头老化", **told)),
        (S.PROPOSED, lambda: proposed(request, made.at)),
        (S.AGREED, lambda: agreed(request, made.at)),
        (S.RUNNING, lambda: actions.begin(**told)),
        (S.REPORTED, lambda: reported(request, made.at)),
        (S.ACCEPTED, lambda: actions.accept(**told)),
        (S.CLOSED, lambda: actions.close(**told)),
    )
    for reached, deed in deeds:
        if request.state == state:
            break
        deed()
        request.refresh_from_db()
        assert request.state == reached
    return request


def agreed(request, at):
    plan = queries.current_plan(request)
    actions.agree_for_owner(plan=plan, by=BY, at=at)
    plan = queries.current_plan(request)
    return actions.agree_for_company(plan=plan, by=BY, at=at)


def reported(request, at):
    actions.log(request=request, words="已更换三处接头", by=BY, at=at)
    return actions.report(request=request, result="不再渗水", by=BY, at=at)
