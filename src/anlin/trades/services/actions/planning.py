"""Survey, proposal with schedule, the owner's remarks, and the agreement of both sides."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.ground.workforce import queries as workforce
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.services import permissions, queries
from anlin.trades.services.actions.recording import after, heard, record, told
from anlin.trades.services.choices import Heard, ServiceState, ServiceStep
from anlin.trades.services.errors import (
    BothNeeded,
    DaysReversed,
    FindingsMissing,
    NothingSaid,
    NotYours,
    OtherPlan,
    WrongOffice,
)
from anlin.trades.services.events import ServiceAgreed, ServiceProposed
from anlin.trades.services.models import Plan, Remark, ServiceRequest, Survey


@transaction.atomic
def appoint(
    *,
    request: ServiceRequest,
    to: Staff,
    by: Actor,
    at: datetime,
    survey_at: datetime | None = None,
) -> ServiceRequest:
    """Name who looks at the place (B-SR-02), or somebody else than before. Refused with `WrongOffice`."""
    require(permissions.may_plan(by, request))
    state = after(request, ServiceStep.APPOINT)
    if not workforce.works_in(request.project_id, at.date()).filter(pk=to.pk).exists():
        raise WrongOffice(staff=to.name)

    rows.change(
        request,
        expecting=("state", "surveyor_id"),
        state=state,
        surveyor=to,
        survey_at=survey_at,
    )

    record("services.appointed", request, by=by, at=at, to=to.pk)
    return request


@transaction.atomic
def survey(*, request: ServiceRequest, findings: str, by: Actor, at: datetime) -> Survey:
    """Keep what was found on the spot. Refused with `NotYours` for a colleague, or `FindingsMissing`."""
    require(permissions.may_survey(by, request))
    state = after(request, ServiceStep.SURVEY)
    is_appointed = by.staff_id is not None and by.staff_id == request.surveyor_id
    if not is_appointed and not permissions.may_plan(by, request):
        raise NotYours(staff=request.surveyor.name if request.surveyor else "")
    if not findings.strip():
        raise FindingsMissing

    rows.change(request, expecting=("state", "surveyor_id"), state=state)
    found = Survey.objects.create(
        request=request, findings=findings.strip(), surveyed_at=at, surveyed_by=by.ref
    )

    record("services.surveyed", request, by=by, at=at)
    return found


@transaction.atomic
def propose(
    *,
    request: ServiceRequest,
    proposal: str,
    schedule: str,
    begins_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
) -> Plan:
    """Lay proposal and schedule before the owner, as a version of its own (B-SR-03, B-SR-04).

    What was agreed to an earlier version does not hold for this one. Refused with `NoSuchStep` before
    the survey and once work has begun, `BothNeeded` or `DaysReversed`. Tells `ServiceProposed`.
    """
    require(permissions.may_plan(by, request))
    state = after(request, ServiceStep.PROPOSE)
    for field, text in (("proposal", proposal), ("schedule", schedule)):
        if not text.strip():
            raise BothNeeded(field=field)
    if ends_on < begins_on:
        raise DaysReversed

    before = queries.current_plan(request)
    rows.change(request, expecting=("state", "agreed_at"), state=state, agreed_at=None)
    plan = Plan.objects.create(
        request=request,
        version=before.version + 1 if before else 1,
        proposal=proposal.strip(),
        schedule=schedule.strip(),
        begins_on=begins_on,
        ends_on=ends_on,
        submitted_at=at,
        submitted_by=by.ref,
    )

    record("services.proposed", request, by=by, at=at, version=plan.version)
    news.publish(ServiceProposed(**told(request), version=plan.version, by=by.ref, at=at))
    return plan


@transaction.atomic
def remark(*, plan: Plan, words: str, by: Actor, at: datetime, how: Heard | None = None) -> Remark:
    """Keep what the owner says to the proposal. Refused with `OtherPlan`, `NoSuchStep` or `NothingSaid`."""
    request = plan.request
    require(permissions.may_speak_for_owner(by, request))
    _is_before_them(plan)
    if not words.strip():
        raise NothingSaid

    said = Remark.objects.create(
        plan=plan, words=words.strip(), how=heard(by, how), said_at=at, noted_by=by.ref
    )

    record("services.commented", request, by=by, at=at, version=plan.version)
    return said


@transaction.atomic
def agree_for_owner(
    *, plan: Plan, by: Actor, at: datetime, how: Heard | None = None
) -> ServiceRequest:
    """The owner agrees to this version. Refused with `OtherPlan` where there is a newer one. May tell `ServiceAgreed`."""
    require(permissions.may_speak_for_owner(by, plan.request))
    said = {
        "owner_agreed_at": at,
        "owner_agreed_how": heard(by, how),
        "owner_noted_by": by.ref,
    }
    return _agree(plan, "owner", said, by=by, at=at)


@transaction.atomic
def agree_for_company(*, plan: Plan, by: Actor, at: datetime) -> ServiceRequest:
    """The company agrees to this version. Refused with `OtherPlan` where there is a newer one. May tell `ServiceAgreed`."""
    require(permissions.may_plan(by, plan.request))
    return _agree(
        plan, "company", {"company_agreed_at": at, "company_agreed_by": by.ref}, by=by, at=at
    )


def _agree(
    plan: Plan, side: str, said: dict[str, Any], *, by: Actor, at: datetime
) -> ServiceRequest:
    """The same word again changes nothing; with the second side's the request is agreed."""
    request = plan.request
    state = _is_before_them(plan)
    if getattr(plan, f"{side}_agreed_at") is not None:
        return request

    rows.change(plan, expecting=("owner_agreed_at", "company_agreed_at"), **said)
    is_of_both = plan.owner_agreed_at is not None and plan.company_agreed_at is not None
    if is_of_both:
        rows.change(request, expecting=("state", "agreed_at"), state=state, agreed_at=at)

    record(f"services.{side}_agreed", request, by=by, at=at, version=plan.version)
    if is_of_both:
        news.publish(ServiceAgreed(**told(request), version=plan.version, by=by.ref, at=at))
    return request


def _is_before_them(plan: Plan) -> ServiceState:
    """Refuse unless this is the version that is being talked about; where agreeing leads to."""
    state = after(plan.request, ServiceStep.AGREE)
    if queries.current_plan(plan.request) != plan:
        raise OtherPlan
    return state
