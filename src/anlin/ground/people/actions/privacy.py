"""What people may ask about their own data: a copy, and erasure by two; and the holds that stand against it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from anlin.foundation import rows
from anlin.foundation.accounts import api as accounts
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.ground.people import permissions, queries, sockets
from anlin.ground.people.choices import PHONE_KINDS, RequestKind, RequestState
from anlin.ground.people.errors import (
    AlreadyErased,
    AskedBefore,
    HoldStands,
    NotPrepared,
    ReasonMissing,
    SecondPersonNeeded,
    StillNeeded,
)
from anlin.ground.people.events import PersonErased
from anlin.ground.people.models import (
    CareMark,
    Consent,
    ContactPoint,
    DataRequest,
    LegalHold,
    Merge,
    Person,
    SensitiveNote,
)
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require

OPEN = (RequestState.ASKED, RequestState.PREPARED)


@transaction.atomic
def export(*, person: Person, why: str, by: Actor, at: datetime) -> list[sockets.Holding]:
    """Everything that any room holds on the person, in clear; the handing out stands in the audit first.

    An open request for a copy counts as answered with it.
    """
    require(permissions.may_export(by, person.pk))
    _require_reason(why)

    held = sockets.holdings.ask(queries.same_person(person.pk))
    waiting = queries.requests_of(person.pk).filter(kind=RequestKind.EXPORT, state__in=OPEN)
    waiting.update(state=RequestState.DONE, answered_at=at, answered_by=by.ref)

    audit.record(
        "people.exported",
        person.subject,
        by=by,
        at=at,
        lines=sum(len(holding.lines) for holding in held),
        files=sum(len(line.files) for holding in held for line in holding.lines),
    )
    return held


@transaction.atomic
def ask(
    *, person: Person, kind: RequestKind, reason: str, due_on: date, by: Actor, at: datetime
) -> DataRequest:
    """Put on record what the person wants; only one of a kind is open. Refused with `AskedBefore` or `AlreadyErased`."""
    require(permissions.may_ask(by, person.pk))
    _require_not_erased(person)
    if queries.requests_of(person.pk).filter(kind=kind, state__in=OPEN).exists():
        raise AskedBefore(person)

    with rows.once(AskedBefore(person)):
        asked = DataRequest.objects.create(
            person=person,
            kind=kind,
            reason=reason.strip() or None,
            due_on=due_on,
            asked_at=at,
            asked_by=by.ref,
        )

    audit.record(
        "people.data_requested", person.subject, by=by, at=at, kind=str(kind), request=asked.pk
    )
    return asked


@transaction.atomic
def prepare_erasure(*, request: DataRequest, by: Actor, at: datetime) -> DataRequest:
    """Say that it was looked through and may be done; another one confirms.

    Refused with `HoldStands`, `StillNeeded` or `NotPrepared`.
    """
    require(permissions.may_erase(by))
    if request.kind != RequestKind.ERASURE or request.state != RequestState.ASKED:
        raise NotPrepared(request)
    _require_erasable(request.person, at)

    _step(request, RequestState.PREPARED, prepared_by=by.ref, prepared_at=at)

    subject = request.person.subject
    audit.record("people.erasure_prepared", subject, by=by, at=at, request=request.pk)
    return request


@transaction.atomic
def confirm_erasure(*, request: DataRequest, by: Actor, at: datetime) -> int:
    """Erase what the verdicts of all rooms say, for good; how many rows were changed.

    Refused with `SecondPersonNeeded` for whoever prepared it, else as `prepare_erasure`. Matters and
    figures stay without a name, the audit stays whole. Tells `PersonErased`.
    """
    require(permissions.may_erase(by))
    if request.kind != RequestKind.ERASURE or request.state != RequestState.PREPARED:
        raise NotPrepared(request)
    if request.prepared_by == by.ref:
        raise SecondPersonNeeded(request)
    _require_erasable(request.person, at)

    ids = queries.same_person(request.person_id)
    people = list(Person.objects.filter(pk__in=ids).select_related("account"))
    erasure = sockets.Erasure(
        person_ids=tuple(ids),
        names=tuple(dict.fromkeys(each.name for each in people)),
        phones=tuple(dict.fromkeys(_phones_of(ids))),
        by=by,
        at=at,
    )
    changed = sum(sockets.erasing.ask(erasure)) + _erase_own(people, at=at)
    _step(request, RequestState.DONE, answered_by=by.ref, answered_at=at, reason=None)

    audit.record(
        "people.erased", request.person.subject, by=by, at=at, request=request.pk, rows=changed
    )
    news.publish(PersonErased(person_id=request.person_id, by=by.ref, at=at))
    return changed


@transaction.atomic
def refuse(*, request: DataRequest, why: str, by: Actor, at: datetime) -> DataRequest:
    """Answer that it is not done, and why; the person reads it."""
    require(permissions.may_refuse(by))
    _require_reason(why)
    if request.state not in OPEN:
        raise NotPrepared(request)

    answered = {"answered_by": by.ref, "answered_at": at, "answer": why.strip()}
    _step(request, RequestState.REFUSED, **answered)

    subject = request.person.subject
    audit.record("people.request_refused", subject, by=by, at=at, request=request.pk)
    return request


@transaction.atomic
def place_hold(
    *, person: Person, reason: str, until: date | None, by: Actor, at: datetime
) -> LegalHold:
    """Let nothing of this person be erased until that day, or until it is lifted."""
    require(permissions.may_hold(by))
    _require_reason(reason)

    hold = LegalHold.objects.create(
        person=person, reason=reason.strip(), until=until, placed_at=at, placed_by=by.ref
    )

    day = str(until) if until else None
    audit.record("people.held", person.subject, by=by, at=at, hold=hold.pk, until=day)
    return hold


@transaction.atomic
def lift_hold(*, hold: LegalHold, by: Actor, at: datetime) -> LegalHold:
    """The dispute is over. Refused with `Conflict` when it was lifted before."""
    require(permissions.may_hold(by))

    rows.change(hold, expecting=("lifted_at",), lifted_at=at, lifted_by=by.ref)

    audit.record("people.hold_lifted", hold.person.subject, by=by, at=at, hold=hold.pk)
    return hold


def _step(request: DataRequest, state: RequestState, **values: object) -> None:
    rows.change(request, expecting=("state",), state=state, **values)


def _require_reason(words: str) -> None:
    if not words.strip():
        raise ReasonMissing


def _require_not_erased(person: Person) -> None:
    if person.erased_at is not None:
        raise AlreadyErased(person)


def _require_erasable(person: Person, at: datetime) -> None:
    _require_not_erased(person)
    if queries.holds_on(person.pk, localdate(at)).exists():
        raise HoldStands(person)
    if queries.is_needed(queries.verdicts_on(person.pk, at)):
        raise StillNeeded(person)


def _phones_of(ids: Sequence[int]) -> list[str]:
    points = ContactPoint.objects.filter(person__in=ids, kind__in=PHONE_KINDS).order_by("id")
    return [point.value for point in points]


def _erase_own(people: Sequence[Person], *, at: datetime) -> int:
    ids = [person.pk for person in people]
    for person in people:
        account, person.account = person.account, None
        person.name, person.name_index = "*", ""
        person.identity_number, person.identity_index = None, ""
        person.sex, person.call_time, person.erased_at = "", "", at
        person.save()
        if account is not None:
            accounts.forget_account(account=account, at=at)
    gone = sum(
        model._default_manager.filter(person__in=ids).delete()[0]
        for model in (ContactPoint, CareMark, SensitiveNote)
    )
    Merge.objects.filter(kept__in=ids).update(reason="")
    return len(ids) + gone + Consent.objects.filter(person__in=ids).update(how="")
