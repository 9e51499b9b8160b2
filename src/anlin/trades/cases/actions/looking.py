"""Who a matter is from, in clear, for somebody who says why."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlin.ground.people import actions as people
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions
from anlin.trades.cases.actions.recording import record
from anlin.trades.cases.errors import ReasonMissing
from anlin.trades.cases.models import Case


@dataclass(frozen=True)
class Reporter:
    """Name and numbers of whoever told us, handed out once to somebody who asked and was recorded."""

    name: str
    contacts: tuple[str, ...]


@transaction.atomic
def look(*, case: Case, why: str, by: Actor, at: datetime) -> Reporter:
    """Hand out the full name and numbers; the asking stands in the audit first. Refused with `ReasonMissing`."""
    require(permissions.may_see(by, case))
    require(by.may("people.look", case.project_id))
    if not why.strip():
        raise ReasonMissing(field="why")

    record("cases.looked", case, by=by, at=at, why=why.strip())
    if case.reporter is None:
        return Reporter(
            case.reporter_name or "", (case.reporter_phone,) if case.reporter_phone else ()
        )
    known = people.look(
        person=case.reporter, why=why.strip(), by=by, at=at, project_id=case.project_id
    )
    return Reporter(known.name, tuple(value for _kind, value in known.contacts))
