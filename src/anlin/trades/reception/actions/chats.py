"""Messages of a group chat, pasted by staff, become matters: each by itself, with what it answers, and only once."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.instruments.reading import queries as reading
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries as matters
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import Case
from anlin.trades.reception import permissions, queries
from anlin.trades.reception.actions.taking import KINDS
from anlin.trades.reception.errors import NothingChosen
from anlin.trades.reception.rules.chats import Said

CHANNEL = "wechat-group"
UNNAMED = "—"
Resident = tuple[Person, Unit | None]


@transaction.atomic
def take_from_chat(
    *, project: Project, said: Sequence[Said], chosen: Collection[str], by: Actor, at: datetime
) -> list[Case]:
    """Open a matter for each chosen message; one that became a matter before is left alone. All or none.

    `chosen` are keys of messages. Whoever is found by their name alone as the one resident of the project is the
    reporter, everybody else is kept by what the chat calls them. Refused with `NothingChosen`, and as matters are.
    """
    require(permissions.may_take(by, project.pk))
    wanted = [message for message in said if message.key in chosen]
    if not wanted:
        raise NothingChosen
    taken = queries.taken_from_chat(project.pk, wanted)
    residents = queries.residents_called({message.plain_name for message in wanted}, project.pk, at)
    new = [
        _new(project, message, residents.get(message.plain_name), at)
        for message in wanted
        if message.key not in taken
    ]
    opened = cases.open_many(new=new, by=by, at=at) if new else []

    if opened:
        audit.record(
            "reception.chat_taken",
            project.subject,
            by=by,
            at=at,
            project_id=project.pk,
            quantity=len(opened),
        )
    return opened


def _new(project: Project, message: Said, resident: Resident | None, at: datetime) -> cases.NewCase:
    person, unit = resident or (None, None)
    words = message.text
    if message.quotation:
        words += "\n\n" + _("In answer to: 「%(words)s」") % {"words": message.quotation}
    moment = message.at.replace(tzinfo=get_default_timezone()) if message.at else at
    return cases.NewCase(
        project=project,
        kind=KINDS.get(reading.read("", message.text).kind, CaseKind.OPINION),
        words=words,
        title=message.text.split("\n")[0][:60],
        channel=matters.channel_by_code(CHANNEL),
        reported_at=min(moment, at),
        reporter=person,
        reporter_name="" if person else message.name or UNNAMED,
        unit=unit,
        source_key=queries.chat_key(project.pk, message),
    )
