"""What a matter sets going in the engine of duties, and which deeds answer it.

Rules name the news and the deeds by these words; which rules there are, and their figures, only the engine knows.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty import actions as duty
from anlin.instruments.duty import queries as standing
from anlin.instruments.duty.actions import Opening
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.cases import rules
from anlin.trades.cases.models import Case

OPENED = "cases.case_opened"
REOPENED = "cases.case_reopened"
RESOLVED = "cases.case_resolved"
ORDER_FINISHED = "workorders.order_finished"

# The person knows that we have it.
ACKNOWLEDGED = "cases.acknowledged"
# Anything they heard from us since; an interim reply counts.
REPLIED = "cases.replied"
ANSWERED = "cases.case_answered"
RESPONSIBLE_NAMED = "cases.responsible_named"
TAKEN_UP_AGAIN = "cases.taken_up_again"
REWORK_ORDERED = "cases.rework_ordered"
FOLLOWED_UP = "cases.followed_up"
SPECIAL_VISIT = "cases.special_visit"
ORIGIN_NOTED = "cases.origin_noted"
SAMPLE_CALLED = "cases.sample_called"

HEAD_OF_OFFICE = "office_manager"
COMPENSATION = "compensation"


def start_clocks(cases: Sequence[Case], *, by: Actor) -> None:
    """Matters were opened, few or thousands. Whoever speaks with us while we take it knows that we have it."""
    heads = _heads(cases)
    duty.open_clocks([_opened(case, heads) for case in cases], by=by, are_new=True)


def sort_clocks(case: Case, *, by: Actor, at: datetime) -> None:
    """Kind, urgency and subject are known, or others than before: the clocks run from the first report, as they all do."""
    duty.sort_clocks(_opened(case, _heads([case])), by=by, at=at)


def start_again(case: Case, news: str, *, by: Actor, at: datetime) -> None:
    """Opened again, or resolved: once in each round."""
    opening = Opening(
        news=news, about=case.subject, project_id=case.project_id, at=at,
        said=_said(case, _heads([case])), nth=case.round,
    )  # fmt: skip
    duty.open_clocks([opening], by=by)


def did(case: Case, *deeds: str, by: Actor, at: datetime, proof: Subject | None = None) -> None:
    """These deeds answer what is owed about the matter."""
    duty.discharge(deeds=deeds, about=case.subject, proof=proof or case.subject, by=by, at=at)


def sample_asked(project_id: int, at: datetime) -> tuple[int, int]:
    """How many in a hundred of a week's finished orders are asked about, and how many at least."""
    said = standing.sample_of(ORDER_FINISHED, project_id, timezone.localdate(at))
    return (said.share, said.at_least) if said else (rules.SHARE, rules.AT_LEAST)


def nothing_to_call(project_id: int, week_from: date, *, by: Actor, at: datetime) -> None:
    """No order was finished in the week, so nobody can be asked: that is an answer, too."""
    week = Subject("draw", f"{project_id}/{week_from.isoformat()}")
    duty.discharge(deeds=[SAMPLE_CALLED], project_id=project_id, proof=week, by=by, at=at)


def sample_was_called(project_id: int, draw: Subject, *, by: Actor, at: datetime) -> None:
    """Everybody the week's draw named was asked."""
    duty.discharge(deeds=[SAMPLE_CALLED], project_id=project_id, proof=draw, by=by, at=at)


def _opened(case: Case, heads: Collection[tuple[int, int]]) -> Opening:
    return Opening(
        news=OPENED,
        about=case.subject,
        project_id=case.project_id,
        at=case.opened_at,
        said=_said(case, heads),
        met=frozenset({ACKNOWLEDGED} if case.channel.is_live else ()),
    )


def _said(case: Case, heads: Collection[tuple[int, int]]) -> dict[str, str]:
    subject = case.about.code if case.about is not None else ""
    return {
        "kind": case.kind,
        "urgency": case.urgency,
        "trade": case.trade.code if case.trade is not None else "",
        "about": HEAD_OF_OFFICE if (case.project_id, case.about_staff_id) in heads else subject,
        "compensation": "yes" if subject == COMPENSATION else "no",
    }


def _heads(cases: Iterable[Case]) -> set[tuple[int, int]]:
    """(project, staff) of whoever heads an office that one of them complains about somebody of; one query each."""
    offices = {(case.project_id, case.opened_at.date()) for case in cases if case.about_staff_id}
    return {
        (project_id, staff.pk)
        for project_id, on in offices
        for staff in workforce.holders_of_role(HEAD_OF_OFFICE, project_id=project_id, on=on)
    }
