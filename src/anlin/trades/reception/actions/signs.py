"""Signs with a code, and what people tell us at them without an account."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Building, Project
from anlin.instruments.documents import actions as documents
from anlin.instruments.documents.actions import Upload
from anlin.instruments.documents.choices import DocumentKind
from anlin.instruments.reading import queries as reading
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.ids import public_ref
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries as matters
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.errors import ReportedBefore
from anlin.trades.cases.models import Case
from anlin.trades.reception import permissions, queries
from anlin.trades.reception.actions.taking import KINDS
from anlin.trades.reception.errors import NothingSaid, OtherProject, PlaceMissing, SignGone
from anlin.trades.reception.models import Follower, Sign

CHANNEL = "website"
UNNAMED = "—"
# Eighty bits: nobody finds a sign by trying, and it still fits a small code.
CODE = 16


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says at a sign; name and phone only if they want to be called. `key` is the number of their form."""

    words: str
    key: str
    name: str = ""
    phone: str = ""
    files: Sequence[tuple[str, Upload]] = ()


@transaction.atomic
def put_up_sign(
    *, project: Project, place: str, by: Actor, at: datetime, building: Building | None = None
) -> Sign:
    """Give a place a code of its own. Refused with `PlaceMissing` or `OtherProject`."""
    require(permissions.may_put_up(by, project.pk))
    if not place.strip():
        raise PlaceMissing
    if building is not None and building.project_id != project.pk:
        raise OtherProject(building)

    sign = Sign.objects.create(
        project=project,
        building=building,
        place=place.strip(),
        code=public_ref(CODE),
        put_up_at=at,
    )

    audit.record("reception.sign_put_up", sign.subject, by=by, at=at, project_id=project.pk)
    return sign


@transaction.atomic
def take_down_sign(*, sign: Sign, by: Actor, at: datetime) -> Sign:
    """Its code opens nothing any more; what was told there goes on. Taken down twice is once."""
    require(permissions.may_put_up(by, sign.project_id))
    if sign.taken_down_at is not None:
        return sign

    rows.change(sign, expecting=("taken_down_at",), taken_down_at=at)

    audit.record("reception.sign_taken_down", sign.subject, by=by, at=at, project_id=sign.project_id)  # fmt: skip
    return sign


def report_at_sign(*, sign: Sign, told: Told, by: Actor, at: datetime) -> tuple[Case, str]:
    """Open a matter at the place of the sign; with it the secret of the link by which it is followed.

    The same form sent again is the same matter and the same secret. Refused with `SignGone`, `NothingSaid`, or as the
    files are.
    """
    require(permissions.may_take(by, sign.project_id))
    if sign.taken_down_at is not None:
        raise SignGone
    if not told.words.strip():
        raise NothingSaid
    secret = _secret(sign, told.key)
    known = _known(secret)
    if known is not None:
        return known, secret
    try:
        return _open(sign, told, secret, by=by, at=at), secret
    except ReportedBefore:
        known = _known(secret)
        if known is None:
            raise
        return known, secret


@transaction.atomic
def add_words(
    *,
    case: Case,
    words: str,
    key: str,
    files: Sequence[tuple[str, Upload]],
    by: Actor,
    at: datetime,
) -> None:
    """Whoever follows the matter tells us more; the same form sent again adds nothing.

    Refused with `NothingSaid`, and as reports and files are.
    """
    require(permissions.may_take(by, case.project_id))
    if not words.strip():
        raise NothingSaid
    channel = matters.channel_by_code(CHANNEL)
    source_key = f"{case.pk}:{key}"[:80]
    if matters.reported_from(channel.pk, [source_key]):
        return

    cases.report_again(case=case, channel=channel, words=words, by=by, at=at, source_key=source_key)
    _keep(case, files, by=by, at=at)


@transaction.atomic
def _open(sign: Sign, told: Told, secret: str, *, by: Actor, at: datetime) -> Case:
    new = cases.NewCase(
        project=sign.project,
        kind=KINDS.get(reading.read("", told.words).kind, CaseKind.OPINION),
        words=told.words,
        channel=matters.channel_by_code(CHANNEL),
        reported_at=at,
        reporter_name=told.name.strip() or UNNAMED,
        reporter_phone=told.phone,
        place=sign.place,
        source_key=queries.hash_of(secret),
    )
    case = cases.open_case(new=new, by=by, at=at)
    Follower.objects.create(sign=sign, case=case, secret_hash=queries.hash_of(secret), began_at=at)
    _keep(case, told.files, by=by, at=at)
    return case


def _keep(case: Case, files: Sequence[tuple[str, Upload]], *, by: Actor, at: datetime) -> None:
    for name, content in files:
        documents.keep(
            content,
            name=name,
            subject=case.subject,
            kind=DocumentKind.PHOTO,
            project_id=case.project_id,
            by=by,
            at=at,
        )


def _secret(sign: Sign, key: str) -> str:
    """Made of the number of the form, which only the browser that was given it knows."""
    return hashlib.sha256(f"{sign.code}:{key}".encode()).hexdigest()[:40]


def _known(secret: str) -> Case | None:
    found = Follower.objects.filter(secret_hash=queries.hash_of(secret))
    follower = found.select_related("case").first()
    return follower.case if follower else None
