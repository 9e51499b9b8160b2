"""The course of one matter, gathered from its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from anlin.ground.workforce.models import Staff
from anlin.trades.cases import rules
from anlin.trades.cases.choices import CaseKind, FollowUpMethod, NoteKind
from anlin.trades.cases.models import Case, FollowUp, Presence
from anlin.trades.workorders.choices import OPEN_STATES, OrderState
from anlin.trades.workorders.models import WorkOrder

FRESH = timedelta(seconds=40)
HOLDING_UP = frozenset(OPEN_STATES) - {OrderState.FINISHED}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: when, who (an actor's ref), what (a code for words and icon), and what was said.

    `is_ours` marks what the person themselves must not see in the portal.
    """

    at: datetime
    by: str
    what: str
    words: str = ""
    detail: str = ""
    round: int = 0
    is_ours: bool = False


def orders_of(case: Case) -> QuerySet[WorkOrder]:
    """Work orders done for the matter or for its cause, the oldest first."""
    wanted = Q(errands__case=case)
    if case.cause_id is not None:
        wanted |= Q(errands__cause=case.cause_id)
    return (
        WorkOrder.objects.filter(wanted)
        .select_related("assignee", "unit", "department")
        .distinct()
        .order_by("raised_at", "id")
    )


def open_work_orders_of(case: Case) -> QuerySet[WorkOrder]:
    """Orders somebody still works on; finished ones that only wait for a check do not hold the answer up."""
    return orders_of(case).filter(state__in=HOLDING_UP)


def is_followed_up(case: Case) -> bool:
    """Whether somebody asked after this round and heard that it is solved."""
    return FollowUp.objects.filter(case=case, round=case.round, is_satisfied=True).exists()


def proposed_method(case: Case) -> FollowUpMethod:
    """How to ask this person again: at the door where they are upset or important."""
    return rules.proposed_method(
        CaseKind(case.kind), is_agitated=case.is_agitated, is_important=case.is_important
    )


def missing_for_closing(case: Case) -> list[str]:
    """What still lacks before the matter may close as satisfied: "follow_up", "cause", "work"; empty when nothing."""
    kind = CaseKind(case.kind)
    states = set(orders_of(case).order_by().values_list("state", flat=True))
    had_work = bool(states - {OrderState.CANCELLED})
    missing = []
    if rules.needs_follow_up(kind, had_work=had_work) and not is_followed_up(case):
        missing.append("follow_up")
    if rules.needs_cause(kind) and not case.origin_cause:
        missing.append("cause")
    if states & HOLDING_UP:
        missing.append("work")
    return missing


def others_looking(case: Case, staff: Staff, now: datetime) -> list[Staff]:
    """Who else has the matter on their screen now."""
    fresh = Presence.objects.filter(case=case, seen_at__gt=now - FRESH).exclude(staff=staff)
    return [presence.staff for presence in fresh.select_related("staff").order_by("staff__name")]


def timeline(case: Case) -> list[Moment]:
    """Everything that happened to the matter, the oldest first, in ten queries whatever its length."""
    moments = [
        *_reports(case),
        *_passings(case),
        *_orders(case),
        *_answers(case),
        *_verdicts(case),
        *_follow_ups(case),
        *_notes(case),
    ]
    if case.sorted_at is not None:
        moments.append(Moment(case.sorted_at, case.recorded_by, "sorted", is_ours=True))
    if case.closed_at is not None:
        moments.append(Moment(case.closed_at, "", "closed", words=case.closed_because))
    return sorted(moments, key=lambda moment: moment.at)


def _reports(case: Case) -> Iterator[Moment]:
    for report in case.reports.select_related("channel").order_by("id"):
        what = "reported" if report.reported_at == case.opened_at else "reported_again"
        yield Moment(report.reported_at, report.taken_by, what, report.words, report.channel.name)


def _passings(case: Case) -> Iterator[Moment]:
    for passing in case.passings.select_related("department", "in_charge").order_by("id"):
        whom = passing.in_charge.name if passing.in_charge else passing.department.name
        yield Moment(
            passing.passed_at,
            passing.passed_by,
            "passed_on",
            passing.words,
            whom,
            passing.round,
            is_ours=True,
        )
        if passing.returned_at is not None:
            what = "handed_back" if passing.is_handed_back else "returned"
            yield Moment(
                passing.returned_at,
                passing.returned_by,
                what,
                passing.result,
                passing.department.name,
                passing.round,
                is_ours=True,
            )


def _orders(case: Case) -> Iterator[Moment]:
    for order in orders_of(case):
        hand = f"staff:{order.assignee_id}" if order.assignee_id else order.raised_by
        yield Moment(order.raised_at, order.raised_by, "order_raised", detail=order.number)
        for at, what in (
            (order.accepted_at, "order_accepted"),
            (order.arrived_at, "order_arrived"),
        ):
            if at is not None:
                yield Moment(at, hand, what, detail=order.number)
        if order.finished_at is not None:
            done = " · ".join(part for part in (order.finding, order.method) if part)
            yield Moment(order.finished_at, hand, "order_finished", done, order.number, order.round)


def _answers(case: Case) -> Iterator[Moment]:
    for answer in case.answers.select_related("channel").order_by("id"):
        what = (
            "interim" if answer.is_interim else "unresolved" if answer.is_unresolved else "answered"
        )
        yield Moment(
            answer.answered_at,
            answer.answered_by,
            what,
            answer.words,
            answer.channel.name,
            answer.round,
        )


def _verdicts(case: Case) -> Iterator[Moment]:
    for verdict in case.verdicts.order_by("id"):
        what = "agreed" if verdict.is_satisfied else "objected"
        grade = str(verdict.grade or "")
        yield Moment(
            verdict.given_at, verdict.noted_by, what, verdict.words or "", grade, verdict.round
        )


def _follow_ups(case: Case) -> Iterator[Moment]:
    for follow_up in case.follow_ups.order_by("id"):
        words = follow_up.remaining_problem or follow_up.new_information or ""
        yield Moment(
            follow_up.followed_up_at,
            follow_up.followed_up_by,
            "followed_up",
            words,
            follow_up.get_method_display(),
            follow_up.round,
        )


def _notes(case: Case) -> Iterator[Moment]:
    for note in case.notes.order_by("id"):
        yield Moment(
            note.noted_at,
            note.noted_by,
            f"note_{note.kind}",
            note.words,
            is_ours=note.kind in {NoteKind.INTERNAL, NoteKind.SITE_VISIT},
        )
