"""Readings of service requests."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anlin.ground.people import queries as people
from anlin.ground.people.choices import Fate
from anlin.ground.people.sockets import Holding, Line, Verdict
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.services.choices import OPEN_STATES, OfferAxis
from anlin.trades.services.models import (
    Decision,
    MaintenanceReport,
    Plan,
    Remark,
    ServiceOffer,
    ServiceRequest,
)
from anlin.trades.workorders.choices import OrderState
from anlin.trades.workorders.models import WorkOrder

SEE = "services.see"
DONE_WITH = (OrderState.FINISHED, OrderState.CLOSED, OrderState.CANCELLED)


def visible_to(actor: Actor) -> QuerySet[ServiceRequest]:
    """Requests of the actor's projects and surveys they were appointed for; a resident sees their own."""
    requests = ServiceRequest.objects.select_related("scope", "kind", "unit", "surveyor")
    if actor.person_id is not None:
        return requests.filter(person__in=people.same_person(actor.person_id))
    projects = actor.projects_with(SEE)
    if projects is None:
        return requests
    return requests.filter(project__in=projects)


def offers(axis: OfferAxis) -> QuerySet[ServiceOffer]:
    """What the catalogue offers on that axis, in its order."""
    return ServiceOffer.objects.filter(axis=axis, is_active=True).order_by("rank", "id")


def current_plan(request: ServiceRequest) -> Plan | None:
    """The newest version."""
    return request.plans.order_by("-version").first()


def open_for(subject: Subject) -> ServiceRequest | None:
    """The oldest request that a thing asked for and that is not over yet."""
    found = ServiceRequest.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, state__in=OPEN_STATES
    )
    return found.order_by("pk").first()


def of_subject(subject: Subject) -> QuerySet[ServiceRequest]:
    """Every request a thing asked for, the oldest first."""
    found = ServiceRequest.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    return found.order_by("pk")


def orders_of(request: ServiceRequest) -> QuerySet[WorkOrder]:
    """Work orders raised for the request, the oldest first."""
    return WorkOrder.objects.filter(service__request=request).order_by("raised_at", "id")


def open_orders_of(request: ServiceRequest) -> QuerySet[WorkOrder]:
    """Those somebody still has to work on."""
    return orders_of(request).exclude(state__in=DONE_WITH)


def rectifications() -> QuerySet[Decision]:
    """Demands nobody has put right to the owner's liking yet."""
    return Decision.objects.filter(is_accepted=False, settled_at=None)


def names_of_subjects(subjects: Collection[Subject]) -> dict[Subject, str]:
    """What people call requests: their numbers; nothing about anything else."""
    wanted = Subject.numbers("service", subjects)
    found = ServiceRequest.objects.filter(pk__in=wanted).only("number") if wanted else ()
    return {wanted[request.pk]: request.number for request in found}


def of_everyone(person_ids: Sequence[int]) -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.filter(person__in=list(person_ids)).order_by("pk")


def held_on(person_ids: Sequence[int]) -> Holding:
    """Each request with what the person said and the reports they were given."""
    lines = []
    for request in of_everyone(person_ids):
        words = [request.content]
        words += [
            each.words for each in Remark.objects.filter(plan__request=request).order_by("pk")
        ]
        words += [each.words for each in MaintenanceReport.objects.filter(request=request)]
        words += [each.words or "" for each in Decision.objects.filter(request=request)]
        text = "\n".join(filter(None, words))
        lines.append(Line(what=request.number, text=text, at=request.filed_at))
    return Holding(_("Services you asked for"), tuple(lines))


def verdicts_on(person_ids: Sequence[int], at: datetime) -> list[Verdict]:
    found = of_everyone(person_ids)
    running = found.filter(state__in=OPEN_STATES).count()
    ended = found.count() - running
    because = _(
        "the service was asked for and agreed, Personal Information Protection Law, article 13 (2)"
    )
    return [
        Verdict(what=_("services under way"), count=running, fate=Fate.NEEDED, because=because),
        Verdict(
            what=_("services that are over: dates stay, words go"),
            count=ended,
            fate=Fate.ANONYMISED,
        ),
    ]
