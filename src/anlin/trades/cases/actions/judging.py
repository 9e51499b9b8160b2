"""What the person thinks of it, our asking again, and the end."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.news import api as news
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject
from anlin.trades.cases import permissions, queries, rules
from anlin.trades.cases.actions import owing
from anlin.trades.cases.actions.recording import ask_above, record, told
from anlin.trades.cases.choices import (
    ByWhom,
    CaseKind,
    CaseState,
    CaseStep,
    FollowUpMethod,
    FollowUpRhythm,
)
from anlin.trades.cases.errors import (
    CallerDidTheWork,
    CauseMissing,
    EffectMissing,
    FollowUpMissing,
    NotAnswered,
    ReasonMissing,
    WorkStillOpen,
)
from anlin.trades.cases.events import CaseAgreed, CaseClosed, CaseFollowedUp, CaseReopened
from anlin.trades.cases.models import Case, FollowUp, Verdict
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import OrderState

JUDGED_STATES = {CaseState.ANSWERED, CaseState.AGREED, CaseState.CLOSED}


@transaction.atomic
def agree(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    how: ByWhom = ByWhom.THEMSELVES,
    grade: int | None = None,
    words: str = "",
) -> Case:
    """The person is satisfied with the answer of this round; finished work is taken as checked with it.

    `grade` is 1 to 5. A matter that needs nothing more is closed at once. Tells `CaseAgreed` and
    perhaps `CaseClosed`.
    """
    require(permissions.may_judge(by, case))
    state = rules.LIFE.step(CaseState(case.state), CaseStep.AGREE)

    rows.change(case, expecting=("state", "round"), state=state, is_satisfied=True)
    _keep_verdict(case, is_satisfied=True, how=how, grade=grade, words=words, by=by, at=at)
    slip = f"{grade}/5 {words}" if grade else words
    _take_work_as_checked(case, slip, by=by, at=at)

    record("cases.agreed", case, by=by, at=at, round=case.round, grade=grade)
    news.publish(CaseAgreed(**told(case), round=case.round, by=by.ref, at=at))
    if not queries.missing_for_closing(case):
        _close(case, by=by, at=at)
    return case


@transaction.atomic
def object_(
    *,
    case: Case,
    words: str,
    by: Actor,
    at: datetime,
    how: ByWhom = ByWhom.THEMSELVES,
    grade: int | None = None,
) -> Case:
    """The person is not satisfied: the loop runs once more, and the round is counted (H02).

    Refused with `ReasonMissing` when they do not say why. Tells `CaseReopened`.
    """
    require(permissions.may_judge(by, case))
    state = rules.LIFE.step(CaseState(case.state), CaseStep.OBJECT)
    if not words.strip():
        raise ReasonMissing(field="words")

    _keep_verdict(case, is_satisfied=False, how=how, grade=grade, words=words, by=by, at=at)
    _run_again(case, state, by=by, at=at)
    return case


@transaction.atomic
def reopen(*, case: Case, words: str, by: Actor, at: datetime) -> Case:
    """A closed matter was not over after all. Refused with `ReasonMissing`. Tells `CaseReopened`."""
    require(permissions.may_judge(by, case))
    state = rules.LIFE.step(CaseState(case.state), CaseStep.REOPEN)
    if not words.strip():
        raise ReasonMissing(field="words")

    _keep_verdict(
        case, is_satisfied=False, how=ByWhom.THEMSELVES, grade=None, words=words, by=by, at=at
    )
    _run_again(case, state, by=by, at=at)
    return case


@transaction.atomic
def follow_up(
    *,
    case: Case,
    method: FollowUpMethod,
    is_satisfied: bool,
    by: Actor,
    at: datetime,
    grade: int | None = None,
    remaining_problem: str = "",
    new_information: str = "",
    next_action: str = "",
    rhythm: FollowUpRhythm = FollowUpRhythm.OCCASIONAL,
) -> FollowUp:
    """Ask the person afterwards whether it is really solved.

    Refused with `CallerDidTheWork`, or with `NotAnswered` before there was an answer; a special follow-up that is owed (A-FUP-05)
    may come while the work is done again, and then only says how it stands. Satisfied closes the matter if nothing else is
    missing; not satisfied reopens it at once (B-FUP-08). Tells `CaseFollowedUp` and what follows.
    """
    require(permissions.may_follow_up(by, case))
    if queries.did_the_work(case, by.staff_id):
        raise CallerDidTheWork(case)
    is_special = method == FollowUpMethod.SPECIAL and case.special_due_at is not None
    can_judge = case.answered_at is not None and case.state in JUDGED_STATES
    if not can_judge and not is_special:
        raise NotAnswered(case)
    if not is_satisfied and not remaining_problem.strip():
        raise ReasonMissing(field="remaining_problem")

    asked = FollowUp.objects.create(
        case=case,
        round=case.round,
        method=method,
        rhythm=rhythm,
        is_satisfied=is_satisfied,
        grade=grade,
        remaining_problem=remaining_problem.strip() or None,
        new_information=new_information.strip() or None,
        next_action=next_action,
        followed_up_at=at,
        followed_up_by=by.ref,
    )
    record("cases.followed_up", case, by=by, at=at, satisfied=is_satisfied, round=case.round)
    deeds = (owing.FOLLOWED_UP, *((owing.SPECIAL_VISIT,) if is_special else ()))
    owing.did(case, *deeds, by=by, at=at, proof=Subject("follow_up", str(asked.pk)))
    news.publish(CaseFollowedUp(**told(case), is_satisfied=is_satisfied, by=by.ref, at=at))

    if is_special:
        rows.change(case, expecting=("state", "round"), special_due_at=None)
    how = (
        ByWhom.VISIT
        if method in {FollowUpMethod.VISIT, FollowUpMethod.SPECIAL}
        else ByWhom.TELEPHONE
    )
    if can_judge:
        _draw_consequence(case, asked, how=how, by=by, at=at)
    return asked


@transaction.atomic
def note_origin(
    *,
    case: Case,
    origin_cause: str,
    prevention: str,
    by: Actor,
    at: datetime,
    facts: str | None = None,
    effect_on_order: str | None = None,
) -> Case:
    """Keep what the investigation found: facts, cause, and what keeps it from happening again.

    (A-CMP-14, B-CASE-12, B-CASE-15, B-CASE-34.) What is None stays as it is. Refused with
    `ReasonMissing` while cause or prevention is empty.
    """
    require(permissions.may_answer(by, case))
    for field, text in (("origin_cause", origin_cause), ("prevention", prevention)):
        if not text.strip():
            raise ReasonMissing(field=field)

    rows.change(
        case,
        expecting=("state", "round"),
        origin_cause=origin_cause.strip(),
        prevention=prevention.strip(),
        facts=case.facts if facts is None else facts.strip(),
        effect_on_order=(
            case.effect_on_order if effect_on_order is None else effect_on_order.strip()
        ),
    )

    record("cases.origin_noted", case, by=by, at=at)
    owing.did(case, owing.ORIGIN_NOTED, by=by, at=at)
    return case


@transaction.atomic
def close(*, case: Case, by: Actor, at: datetime) -> Case:
    """End a matter whose person is satisfied.

    Refused with `NoSuchStep`, `FollowUpMissing` (H07), `CauseMissing`, `EffectMissing` or `WorkStillOpen`. Tells `CaseClosed`.
    """
    require(permissions.may_answer(by, case))
    rules.LIFE.step(CaseState(case.state), CaseStep.CLOSE)
    ask_above(case, CaseStep.CLOSE)
    missing = queries.missing_for_closing(case)
    if "work" in missing:
        numbers = "、".join(order.number for order in queries.open_work_orders_of(case))
        raise WorkStillOpen(case, numbers=numbers)
    if "follow_up" in missing:
        raise FollowUpMissing(case)
    if "cause" in missing:
        raise CauseMissing(case, field="origin_cause")
    if "effect" in missing:
        raise EffectMissing(case, field="effect_on_order")

    _close(case, by=by, at=at)
    return case


@transaction.atomic
def close_unsatisfied(*, case: Case, reason: str, by: Actor, at: datetime) -> Case:
    """A supervisor ends a matter that cannot be solved to the person's satisfaction, and says why.

    It stays unsatisfied in every statistic. Refused with `ReasonMissing`, or `NoSuchStep` unless the
    last thing that happened was an answer (H01). Tells `CaseClosed`.
    """
    require(permissions.may_close_unsatisfied(by, case))
    state = rules.LIFE.step(CaseState(case.state), CaseStep.CLOSE_UNSATISFIED)
    ask_above(case, CaseStep.CLOSE_UNSATISFIED)
    if not reason.strip():
        raise ReasonMissing(field="reason")

    rows.change(
        case,
        expecting=("state", "round"),
        state=state,
        closed_at=at,
        closed_because=reason.strip(),
        is_satisfied=False,
    )

    record("cases.closed_unsatisfied", case, by=by, at=at, round=case.round)
    news.publish(CaseClosed(**told(case), is_satisfied=False, by=by.ref, at=at))
    return case


def _draw_consequence(case: Case, asked: FollowUp, *, how: ByWhom, by: Actor, at: datetime) -> None:
    if not asked.is_satisfied:
        step = CaseStep.REOPEN if case.state == CaseState.CLOSED else CaseStep.OBJECT
        state = rules.LIFE.step(CaseState(case.state), step)
        words = asked.remaining_problem or ""
        _keep_verdict(
            case, is_satisfied=False, how=how, grade=asked.grade, words=words, by=by, at=at
        )
        _run_again(case, state, by=by, at=at)
    elif case.state == CaseState.ANSWERED:
        agree(case=case, by=by, at=at, how=how, grade=asked.grade)
    elif case.state == CaseState.AGREED and not queries.missing_for_closing(case):
        _close(case, by=by, at=at)


def _take_work_as_checked(case: Case, words: str, *, by: Actor, at: datetime) -> None:
    """Whoever is satisfied in their own unit has checked the work; work on shared parts is the desk's to check."""
    finished = queries.orders_of(case).filter(state=OrderState.FINISHED, errands__case=case)
    if by.is_resident:
        finished = finished.filter(unit__in=by.unit_ids)
    elif not by.may("workorders.check", case.project_id):
        return
    for order in finished.exclude(assignee=by.staff_id):
        workorders.pass_check(order=order, by=by, at=at, words=words)


def _keep_verdict(
    case: Case,
    *,
    is_satisfied: bool,
    how: ByWhom,
    grade: int | None,
    words: str,
    by: Actor,
    at: datetime,
) -> None:
    Verdict.objects.update_or_create(
        case=case,
        round=case.round,
        is_satisfied=is_satisfied,
        defaults={
            "how": how,
            "grade": grade,
            "words": words.strip() or None,
            "given_at": at,
            "noted_by": by.ref,
        },
    )


def _run_again(case: Case, state: CaseState, *, by: Actor, at: datetime) -> None:
    had_work = queries.orders_of(case).exclude(state=OrderState.CANCELLED).exists()
    owed = rules.needs_special_follow_up(CaseKind(case.kind), had_work=had_work)
    special = at + rules.SPECIAL_WITHIN if owed else None
    rows.change(
        case,
        expecting=("state", "round"),
        state=state,
        round=case.round + 1,
        is_satisfied=False,
        closed_at=None,
        closed_because="",
        special_due_at=special or case.special_due_at,
    )
    record("cases.reopened", case, by=by, at=at, round=case.round)
    owing.start_again(case, owing.REOPENED, by=by, at=at)
    news.publish(CaseReopened(**told(case), round=case.round, by=by.ref, at=at))


def _close(case: Case, *, by: Actor, at: datetime) -> None:
    state = rules.LIFE.step(CaseState(case.state), CaseStep.CLOSE)
    rows.change(case, expecting=("state", "round"), state=state, closed_at=at)
    record("cases.closed", case, by=by, at=at, round=case.round)
    news.publish(CaseClosed(**told(case), is_satisfied=True, by=by.ref, at=at))
