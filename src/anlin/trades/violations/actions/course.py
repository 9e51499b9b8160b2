"""The course of a violation: found, talked about, looked at again; tolerated or handed over by a ruling."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.people.sockets import Erasure
from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases.errors import CaseClosed
from anlin.trades.cases.models import Case
from anlin.trades.violations import permissions, queries, rules
from anlin.trades.violations.choices import (
    Result,
    ViolationKind,
    ViolationState,
    ViolationStep,
    Way,
)
from anlin.trades.violations.errors import (
    AuthorityMissing,
    BuildingIsForTheAuthority,
    CoordinationFirst,
    OtherProject,
    PhotoBeforeMissing,
    PhotoMissing,
    PunishingWords,
    ReasonMissing,
    RuledAlready,
    StillToCome,
    ViolationAlready,
    WordsMissing,
)
from anlin.trades.violations.models import (
    Coordination,
    Objection,
    RuleVersion,
    SecondLook,
    SiteContractor,
    Violation,
)

GONE = "*"
STILL_RUNNING = (ViolationState.FOUND, ViolationState.TALKED, ViolationState.AIDED)


@transaction.atomic
def find(
    *,
    case: Case,
    kind: ViolationKind,
    finding: str,
    found_by_id: int,
    found_at: datetime,
    by: Actor,
    at: datetime,
    rule: RuleVersion | None = None,
    contractor: SiteContractor | None = None,
) -> Violation:
    """Note that a matter is a violation: who found what, which rule it breaks (B-VIO-03).

    Refused with `CaseClosed`, `WordsMissing`, `StillToCome`, `OtherProject`, or `ViolationAlready`.
    """
    require(permissions.may_handle(by, case))
    if not case.is_open:
        raise CaseClosed(case)
    _said("finding", finding)
    _is_past(found_at, at)
    if rule is not None and rule.rule.project_id != case.project_id:
        raise OtherProject(field="rule")
    if contractor is not None and contractor.project_id != case.project_id:
        raise OtherProject(field="contractor")

    with rows.once(ViolationAlready()):
        violation = Violation.objects.create(
            case=case, kind=kind, finding=finding.strip(), found_by_id=found_by_id,
            found_at=found_at, noted_at=at, rule=rule, contractor=contractor,
        )  # fmt: skip
    _record("violations.found", violation, by=by, at=at, kind=kind.value)
    return violation


@transaction.atomic
def talk(
    *,
    violation: Violation,
    way: Way,
    explained: str,
    result: Result,
    happened_at: datetime,
    by: Actor,
    at: datetime,
    answered: str = "",
) -> Coordination:
    """Note one try to settle it in peace (A-VIO-04).

    Refused with `WordsMissing`, `StillToCome`, `PunishingWords` for what would threaten (A-VIO-01), or `NoSuchStep`.
    """
    require(permissions.may_handle(by, violation.case))
    told = _Told(way, explained, answered, result, happened_at)
    return _attempt(violation, ViolationStep.TALK, told, by=by, at=at)


@transaction.atomic
def ask_for_aid(*, violation: Violation, explained: str, by: Actor, at: datetime) -> Coordination:
    """The second rung, by whoever may rule: legal aid, after friendly coordination was tried (A-VIO-02)."""
    require(permissions.may_rule(by, violation.case.project_id))
    if not violation.attempts.exclude(way=Way.LEGAL_AID).exists():
        raise CoordinationFirst
    told = _Told(Way.LEGAL_AID, explained, "", Result.THINKING, at)
    return _attempt(violation, ViolationStep.AID, told, by=by, at=at)


@transaction.atomic
def look_again(
    *,
    violation: Violation,
    is_right: bool,
    words: str,
    has_photo: bool,
    by: Actor,
    at: datetime,
) -> SecondLook:
    """Note a second look; only one that shows it right, with a photo beside that of the finding, closes (B-VIO-08).

    `has_photo`: a photo of this look is kept in the same deed. Refused with `PhotoBeforeMissing` or `PhotoMissing`.
    """
    require(permissions.may_handle(by, violation.case))
    step = ViolationStep.RECHECK if is_right else ViolationStep.RECHECK_BAD
    state = rules.LIFE.step(ViolationState(violation.state), step)
    if is_right and not queries.has_photo(violation, DocumentKind.PHOTO_BEFORE):
        raise PhotoBeforeMissing
    if is_right and not has_photo:
        raise PhotoMissing

    look = SecondLook.objects.create(
        violation=violation, is_right=is_right, words=words.strip() or None, looked_at=at,
        looked_by=by.ref,
    )  # fmt: skip
    _move(violation, state, at if is_right else None)
    _record("violations.rechecked", violation, by=by, at=at, is_right=is_right)
    return look


@transaction.atomic
def object_(*, violation: Violation, words: str, by: Actor, at: datetime) -> Objection:
    """The person holds the rule or the place for unreasonable; that is written down, not argued away (B-VIO-06)."""
    require(permissions.may_handle(by, violation.case))
    _said("words", words)
    objection = Objection.objects.create(
        violation=violation, words=words.strip(), said_at=at, noted_by=by.ref
    )
    _record("violations.objected", violation, by=by, at=at)
    return objection


@transaction.atomic
def rule_on(
    *, objection: Objection, is_rule_reviewed: bool, ruling: str, by: Actor, at: datetime
) -> Objection:
    """Whether the rule shall be reviewed, with reasons. Refused with `RuledAlready` or `ReasonMissing`."""
    require(permissions.may_rule(by, objection.violation.case.project_id))
    if objection.ruled_at is not None:
        raise RuledAlready
    if not ruling.strip():
        raise ReasonMissing(field="ruling")
    rows.change(
        objection, expecting=("ruled_at",), is_rule_reviewed=is_rule_reviewed,
        ruling=ruling.strip(), ruled_at=at, ruled_by=by.ref,
    )  # fmt: skip
    _record("violations.ruled", objection.violation, by=by, at=at, is_reviewed=is_rule_reviewed)
    return objection


@transaction.atomic
def tolerate(*, violation: Violation, reason: str, by: Actor, at: datetime) -> Violation:
    """It may stay, by a ruling with reasons; unlawful building never (A-VIO-03)."""
    require(permissions.may_rule(by, violation.case.project_id))
    state = rules.LIFE.step(ViolationState(violation.state), ViolationStep.TOLERATE)
    if violation.kind == ViolationKind.BUILDING:
        raise BuildingIsForTheAuthority
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _move(violation, state, at, ended_because=reason.strip())
    _record("violations.tolerated", violation, by=by, at=at)
    return violation


@transaction.atomic
def hand_over(
    *, violation: Violation, authority: str, reason: str, by: Actor, at: datetime
) -> Violation:
    """The company has no power here: the authority is told, under a reference (A-VIO-03)."""
    require(permissions.may_rule(by, violation.case.project_id))
    state = rules.LIFE.step(ViolationState(violation.state), ViolationStep.HAND_OVER)
    if not authority.strip():
        raise AuthorityMissing
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _move(violation, state, at, ended_because=reason.strip(), authority=authority.strip())
    _record("violations.handed_over", violation, by=by, at=at)
    return violation


@transaction.atomic
def renew(*, violation: Violation, by: Actor, at: datetime) -> Violation:
    """It is there again: talked about again, with all that was said before still there."""
    require(permissions.may_handle(by, violation.case))
    state = rules.LIFE.step(ViolationState(violation.state), ViolationStep.RENEW)
    _move(violation, state, None)
    _record("violations.renewed", violation, by=by, at=at)
    return violation


def forget(erasure: Erasure) -> int:
    """Words of matters that erased people told go; that there was a violation, and its dates, stay."""
    found = list(queries.of_everyone(erasure.person_ids))
    for violation in found:
        violation.finding = GONE
        violation.save(update_fields=["finding"])
        for attempt in violation.attempts.all():
            attempt.explained = erasure.taken_out_of(attempt.explained) or GONE
            attempt.answered = None
            attempt.save(update_fields=["explained", "answered"])
        for objection in violation.objections.all():
            objection.words = GONE
            objection.save(update_fields=["words"])
        for look in violation.looks.all():
            look.words = None
            look.save(update_fields=["words"])
    return len(found)


@dataclass(frozen=True)
class _Told:
    way: Way
    explained: str
    answered: str
    result: Result
    happened_at: datetime


def _attempt(
    violation: Violation, step: ViolationStep, told: _Told, *, by: Actor, at: datetime
) -> Coordination:
    state = rules.LIFE.step(ViolationState(violation.state), step)
    _said("explained", told.explained)
    _is_past(told.happened_at, at)
    word = rules.punishing_word(told.explained)
    if word is not None:
        raise PunishingWords(word=word, field="explained")
    attempt = Coordination.objects.create(
        violation=violation, way=told.way, explained=told.explained.strip(), staff_id=by.staff_id,
        answered=told.answered.strip() or None, result=told.result, happened_at=told.happened_at,
        noted_by=by.ref,
    )  # fmt: skip
    _move(violation, state, None)
    deed = "violations.aided" if step == ViolationStep.AID else "violations.talked"
    _record(deed, violation, by=by, at=at, way=told.way.value, result=told.result.value)
    return attempt


def _said(field: str, words: str) -> None:
    if not words.strip():
        raise WordsMissing(field=field)


def _is_past(moment: datetime, at: datetime) -> None:
    if moment > at:
        raise StillToCome


def _move(
    violation: Violation, state: ViolationState, ended_at: datetime | None, **more: str
) -> None:
    rows.change(violation, expecting=("state",), state=state, ended_at=ended_at, **more)


def _record(
    deed: str, violation: Violation, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    case = violation.case
    audit.record(deed, case.subject, by=by, at=at, project_id=case.project_id, **details)
