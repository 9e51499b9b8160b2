"""A service is asked for, or not wanted any more; the catalogue it is chosen from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.numbering import api as numbering
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject
from anlin.trades.services import permissions
from anlin.trades.services.actions.recording import after, record, told
from anlin.trades.services.choices import ServiceStep
from anlin.trades.services.errors import ContentMissing, NobodyAsks, NothingSaid, TimeMissing
from anlin.trades.services.events import ServiceFiled
from anlin.trades.services.models import ServiceOffer, ServiceRequest

SERIES = "FW"
SETTINGS = Subject("settings", "services")


@dataclass(frozen=True, kw_only=True)
class NewRequest:
    """Which service is wanted and when, by whom and where; without a person it is for the project."""

    project: Project
    content: str
    wanted_by: datetime | None
    person: Person | None = None
    unit: Unit | None = None
    scope: ServiceOffer | None = None
    kind: ServiceOffer | None = None
    subject: Subject | None = None


@transaction.atomic
def file_request(*, new: NewRequest, by: Actor, at: datetime) -> ServiceRequest:
    """Take up an application (B-SR-01).

    Refused with `ContentMissing`, with `TimeMissing` also for a moment that is over, or with
    `NobodyAsks` for a home without a person. Tells `ServiceFiled`.
    """
    require(permissions.may_file(by, new.project.pk, new.unit.pk if new.unit else None))
    if not new.content.strip():
        raise ContentMissing
    if new.wanted_by is None or new.wanted_by <= at:
        raise TimeMissing
    if new.person is None and (new.unit is not None or by.is_resident):
        raise NobodyAsks

    request = ServiceRequest.objects.create(
        project=new.project,
        number=numbering.next_number(series=SERIES, project_id=new.project.pk, year=at.year),
        scope=new.scope,
        kind=new.kind,
        content=new.content.strip(),
        wanted_by=new.wanted_by,
        person=new.person,
        unit=new.unit,
        subject_kind=new.subject.kind if new.subject else "",
        subject_key=new.subject.key if new.subject else "",
        filed_at=at,
        filed_by=by.ref,
    )

    record("services.filed", request, by=by, at=at)
    news.publish(ServiceFiled(**told(request), by=by.ref, at=at))
    return request


@transaction.atomic
def withdraw(*, request: ServiceRequest, why: str, by: Actor, at: datetime) -> ServiceRequest:
    """The service is not wanted any more; possible until work begins. Refused with `NoSuchStep` or `NothingSaid`."""
    speaks = permissions.may_speak_for_owner(by, request)
    require(speaks or permissions.may_plan(by, request))
    state = after(request, ServiceStep.WITHDRAW)
    if not why.strip():
        raise NothingSaid(field="why")

    rows.change(request, expecting=("state",), state=state, withdrawn_because=why.strip()[:200])

    record("services.withdrawn", request, by=by, at=at)
    return request


@transaction.atomic
def adopt_offers(*, offers: Sequence[Mapping[str, object]], by: Actor, at: datetime) -> int:
    """Take over the catalogue by code; what the company changed stays. Returns how many are new."""
    require(permissions.may_arrange(by))

    new = sum(
        ServiceOffer.objects.get_or_create(code=line["code"], defaults=dict(line))[1]
        for line in offers
    )

    if new:
        audit.record("services.offers_adopted", SETTINGS, by=by, at=at, new=new)
    return new
