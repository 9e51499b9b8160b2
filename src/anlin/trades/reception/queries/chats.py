"""Who speaks in a chat, and which of its messages became matters before."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime

from anlin.ground.estate.models import Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.tenure import queries as tenure
from anlin.trades.cases import queries as matters
from anlin.trades.cases.models import Case
from anlin.trades.reception.rules import chats
from anlin.trades.reception.rules.chats import Said

CHAT = "wechat-group"
messages_of = chats.messages_of


def chat_key(project_id: int, message: Said) -> str:
    """Under which a message of a chat is known as a report."""
    return hashlib.sha256(f"{project_id}:{message.key}".encode()).hexdigest()[:64]


def taken_from_chat(project_id: int, messages: Iterable[Said]) -> dict[str, Case]:
    """Of these messages those that became matters before: key → matter."""
    keys = {chat_key(project_id, message): message.key for message in messages}
    known = matters.reported_from(matters.channel_by_code(CHAT).pk, keys)
    cases = Case.objects.in_bulk(set(known.values()))
    return {keys[source]: cases[pk] for source, pk in known.items()}


def residents_called(
    names: Collection[str], project_id: int, at: datetime
) -> dict[str, tuple[Person, Unit | None]]:
    """Who is called so and is the only one in the project; with their home if they have one only."""
    found = {}
    for name in sorted(filter(None, names)):
        living = []
        for person in people.find_by_name(name)[:20]:
            units = [
                each.unit
                for each in tenure.units_of(person.pk, at.date())
                if each.project_id == project_id
            ]
            if units:
                living.append((person, units[0] if len(units) == 1 else None))
        if len(living) == 1:
            found[name] = living[0]
    return found
