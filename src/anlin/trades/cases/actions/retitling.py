"""Correcting what a matter is called."""

from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.ground.people import queries as people
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions, queries, rules
from anlin.trades.cases.actions.opening import make_findable
from anlin.trades.cases.actions.recording import record
from anlin.trades.cases.errors import PhoneInTitle, TitleMissing
from anlin.trades.cases.models import Case


@transaction.atomic
def retitle(*, case: Case, title: str, by: Actor, at: datetime) -> Case:
    """Call the matter something else, in any state; the search finds it by the new title.

    The reporter's full name is taken out, as when it was opened. Refused with `TitleMissing` or
    `PhoneInTitle`.
    """
    require(permissions.may_retitle(by, case))
    plain = " ".join(title.split())
    if not plain:
        raise TitleMissing(field="title")
    if people.without_phones(plain) != plain:
        raise PhoneInTitle(field="title")
    name = case.reporter.name if case.reporter else case.reporter_name or ""

    rows.change(case, expecting=("title",), title=rules.without_name(plain, name)[:120])
    make_findable(case, hidden=tuple(queries.hidden_tokens_of([case])[case.pk]))

    record("cases.retitled", case, by=by, at=at)
    return case
