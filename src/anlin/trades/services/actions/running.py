"""Carrying the plan out: only after the agreement, with a log, work orders and a report at the end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence.choices import Channel
from anlin.kernel.actors import Actor, system
from anlin.kernel.errors import require
from anlin.trades.services import permissions, queries, rules
from anlin.trades.services.actions.recording import after, record, told
from anlin.trades.services.choices import AFTER_AGREEMENT, EntryKind, ServiceState, ServiceStep
from anlin.trades.services.errors import LogMissing, NotAgreed, NothingSaid, OrdersOpen
from anlin.trades.services.events import ServiceReported
from anlin.trades.services.models import Entry, MaintenanceReport, PlannedOrder, ServiceRequest
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import ServiceNature, Source
from anlin.trades.workorders.models import WorkOrder

ALSO_BY_MAIL = (Channel.IN_PROGRAM, Channel.EMAIL)


@transaction.atomic
def begin(*, request: ServiceRequest, by: Actor, at: datetime) -> ServiceRequest:
    """Start the work. Refused with `NotAgreed` before both sides have agreed to the plan (H04)."""
    require(permissions.may_work(by, request))
    _is_agreed(request)
    state = after(request, ServiceStep.BEGIN)

    rows.change(request, expecting=("state", "agreed_at"), state=state, begun_at=at)

    record("services.begun", request, by=by, at=at)
    return request


@transaction.atomic
def log(*, request: ServiceRequest, words: str, by: Actor, at: datetime) -> Entry:
    """Write a line about the course of the work. Refused with `NotAgreed`, `NoSuchStep` or `NothingSaid`."""
    require(permissions.may_work(by, request))
    _is_running(request)
    if not words.strip():
        raise NothingSaid

    entry = _note(request, EntryKind.COURSE, words, by=by, at=at)
    record("services.logged", request, by=by, at=at, round=request.round)
    return entry


@transaction.atomic
def raise_order(
    *, request: ServiceRequest, title: str, by: Actor, at: datetime, description: str = ""
) -> WorkOrder:
    """Have a piece of the plan done as a work order. Refused with `NotAgreed`, `NoSuchStep` or `NothingSaid`."""
    require(permissions.may_work(by, request))
    _is_running(request)
    if not title.strip():
        raise NothingSaid(field="title")

    order = workorders.raise_order(
        new=workorders.NewOrder(
            project=request.project,
            title=title.strip(),
            description=description.strip(),
            source=Source.PLAN,
            service_nature=ServiceNature.SPECIAL_REQUEST,
            unit=request.unit,
            contact=request.person,
        ),
        by=by,
        at=at,
    )
    PlannedOrder.objects.create(request=request, order=order)
    record("services.order_raised", request, by=by, at=at, number=order.number)
    return order


@transaction.atomic
def report(*, request: ServiceRequest, result: str, by: Actor, at: datetime) -> MaintenanceReport:
    """The work of this round is done: its report is written from the log and delivered to the owner (B-SR-07).

    Refused with `NotAgreed`, `NoSuchStep`, `NothingSaid`, `LogMissing`, or `OrdersOpen`. Tells `ServiceReported`.
    """
    require(permissions.may_work(by, request))
    state = _is_running(request)
    if not result.strip():
        raise NothingSaid(field="result")
    entries = request.entries.filter(round=request.round, kind=EntryKind.COURSE).order_by("pk")
    done = list(entries.values_list("words", flat=True))
    if not done:
        raise LogMissing
    numbers = "、".join(order.number for order in queries.open_orders_of(request))
    if numbers:
        raise OrdersOpen(numbers=numbers)

    rows.change(request, expecting=("state", "round"), state=state, reported_at=at)
    _note(request, EntryKind.RESULT, result, by=by, at=at)
    headings = (_("What was done"), _("Result"))
    words = rules.report_of(done=done, result=result.strip(), headings=headings)
    delivered = MaintenanceReport.objects.create(
        request=request,
        round=request.round,
        words=words,
        is_sent=_send(request, words, at=at),
        delivered_at=at,
        delivered_by=by.ref,
    )

    record("services.reported", request, by=by, at=at, round=request.round)
    news.publish(ServiceReported(**told(request), round=request.round, by=by.ref, at=at))
    return delivered


def _is_agreed(request: ServiceRequest) -> None:
    if request.agreed_at is None or request.state not in AFTER_AGREEMENT:
        raise NotAgreed(request)


def _is_running(request: ServiceRequest) -> ServiceState:
    """Refuse unless work is under way; where reporting leads to."""
    _is_agreed(request)
    return after(request, ServiceStep.REPORT)


def _note(
    request: ServiceRequest, kind: EntryKind, words: str, *, by: Actor, at: datetime
) -> Entry:
    return Entry.objects.create(
        request=request,
        kind=kind,
        round=request.round,
        words=words.strip(),
        noted_at=at,
        noted_by=by.ref,
    )


def _send(request: ServiceRequest, words: str, *, at: datetime) -> bool:
    """Whether there is somebody to write to; a report for the project is handed over on paper."""
    if request.person is None:
        return False
    correspondence.send(
        person=request.person,
        subject=request.subject,
        title=_("Maintenance report on your service %(number)s") % {"number": request.number},
        body=words,
        project_id=request.project_id,
        channels=ALSO_BY_MAIL,
        by=system("services"),
        at=at,
    )
    return True
