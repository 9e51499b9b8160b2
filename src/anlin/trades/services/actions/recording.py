"""What every deed on a service request does at its end: the audit line, the facts of its news."""

from datetime import datetime

from anlin.foundation.audit import api as audit
from anlin.kernel.actors import Actor
from anlin.trades.services import rules
from anlin.trades.services.choices import Heard, ServiceState, ServiceStep
from anlin.trades.services.models import ServiceRequest


def told(request: ServiceRequest) -> dict[str, int]:
    """What every event about the request carries."""
    return {"request_id": request.pk, "project_id": request.project_id}


def record(
    deed: str, request: ServiceRequest, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    audit.record(deed, request.subject, by=by, at=at, project_id=request.project_id, **details)


def after(request: ServiceRequest, step: ServiceStep) -> ServiceState:
    """Where the step leads the request; refused with `NoSuchStep`."""
    return rules.LIFE.step(ServiceState(request.state), step)


def heard(by: Actor, how: Heard | None) -> Heard:
    """How an owner's word came to us; their own hand needs no asking."""
    return Heard.THEMSELVES if by.is_resident else how or Heard.TELEPHONE
