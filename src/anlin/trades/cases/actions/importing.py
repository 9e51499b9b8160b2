"""Messages of a hotline or a website taken over as cases with their own dates, answers and numbers."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from anlin.foundation.intake import api as intake
from anlin.ground.estate import queries as estate
from anlin.ground.estate.models import Project
from anlin.ground.people import actions as people
from anlin.ground.people import queries as known_people
from anlin.ground.people.models import Person
from anlin.instruments.reading import queries as reading
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions, queries, rules
from anlin.trades.cases.actions import answering, opening, sorting
from anlin.trades.cases.actions.messages import Message, Unreadable, messages_of
from anlin.trades.cases.choices import CaseState, NoteKind
from anlin.trades.cases.models import Case, Category, Channel
from anlin.trades.workorders.choices import ServiceNature

KIND = "cases.messages"
PIECE = 500
# With so many of the open matters a file is compared.
KNOWN = 2000
RIGHTS = (estate.IMPORT, permissions.SEE, permissions.OPEN, permissions.SORT, permissions.ANSWER)


@dataclass
class Imported:
    """What became of the rows; `repaired` counts rows by what had to be mended to take them.

    `alike` are groups that say the same or nearly so: numbers of rows, and of open matters that were there before. They are shown
    so that a person may link them; nothing is merged.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    answered: int = 0
    repaired: Counter[str] = field(default_factory=Counter)
    refused: list[dict[str, Any]] = field(default_factory=list)
    alike: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "repaired": dict(self.repaired)}


def import_messages(
    *,
    data: bytes,
    file_name: str,
    project: Project,
    channel: Channel,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> Imported:
    """Make a case of every message, with its own date and, where there is one, its answer.

    The same text of the same user is one case reported again. Masked users become people, once per
    user. Committed in pieces; a message that was taken over before, by its number, is left alone,
    so that a run that broke off is run again. A dry run writes nothing.
    """
    require(all(by.may(right, project.pk) for right in RIGHTS))
    report = Imported()
    messages = list(_readable(messages_of(data, file_name, now=at), channel, report))
    report.alike = _alike(_first_of_each(messages), queries.newest_open(project.pk, KNOWN))
    if dry_run:
        report.created = len(_first_of_each(messages))
        report.updated = len(messages) - report.created
        report.repaired["said_twice"] = report.updated
        return report
    batch = intake.open_batch(
        kind=KIND,
        project_id=project.pk,
        file_name=file_name,
        file_sha256=intake.sha256_of(io.BytesIO(data)),
        by=by,
        at=at,
    )
    intake.begin(batch=batch)
    run = _Run(project, channel, batch, report, by=by, at=at)
    for start in range(0, len(messages), PIECE):
        run.take(messages[start : start + PIECE])
    report.repaired["said_twice"] = report.updated
    intake.note(batch=batch, outcomes=_refused(report))
    intake.finish(batch=batch, at=at)
    return report


class _Run:
    """What one run knows of the pieces before: people by user, cases by user and text."""

    def __init__(
        self,
        project: Project,
        channel: Channel,
        batch: intake.Batch,
        report: Imported,
        *,
        by: Actor,
        at: datetime,
    ) -> None:
        self.project, self.channel, self.batch, self.report = project, channel, batch, report
        self.by, self.at = by, at
        self.trades: dict[str, Category] = queries.trades_by_code()
        self.persons: dict[str, Person] = {}
        self.told: dict[tuple[str, str], Case] = {}

    @transaction.atomic
    def take(self, messages: Sequence[Message]) -> None:
        self._meet({message.user for message in messages if _is_masked(message.user)})
        first = [m for m in _first_of_each(messages) if (m.user, m.words) not in self.told]
        cases = opening.open_many(new=[self._new(m) for m in first], by=self.by, at=self.at)
        made = {message.key: case for message, case in zip(first, cases, strict=True)}
        for message, case in zip(first, cases, strict=True):
            self.told[message.user, message.words] = case
        for message in messages:
            case = self.told[message.user, message.words]
            if message.key not in made:
                self._report_again(case, message)
            if message.answered_at is not None:
                self._answer(case, message, message.answered_at)
        intake.note(
            batch=self.batch,
            outcomes=(
                intake.RowOutcome(
                    row_number=message.row_number,
                    outcome=intake.Outcome.CREATED
                    if message.key in made
                    else intake.Outcome.UPDATED,
                    subject=self.told[message.user, message.words].subject,
                )
                for message in messages
            ),
        )
        self.report.created += len(made)
        self.report.updated += len(messages) - len(made)

    def _meet(self, users: set[str]) -> None:
        """Know everybody of the piece: from before, or registered now; and what they told us before."""
        unmet = users - self.persons.keys()
        known = known_people.find_by_names(unmet)
        new = [people.NewPerson(name=user) for user in sorted(unmet - known.keys())]
        made = people.register_many(new=new, by=self.by, at=self.at) if new else []
        names = {person.pk: user for user, person in known.items()}
        for reporter, words, case in queries.told_by(names, self.channel.pk):
            if case.project_id == self.project.pk:
                self.told.setdefault((names[reporter], words), case)
        self.persons |= known
        self.persons |= {each.name: person for each, person in zip(new, made, strict=True)}

    def _new(self, message: Message) -> opening.NewCase:
        person = self.persons.get(message.user)
        return opening.NewCase(
            project=self.project,
            kind=message.kind,
            words=message.words,
            channel=self.channel,
            reported_at=message.at,
            reporter=person,
            reporter_name="" if person else message.user,
            title=message.title,
            source_key=message.key,
        )

    def _report_again(self, case: Case, message: Message) -> None:
        opening.report_again(
            case=case,
            channel=self.channel,
            words=message.words,
            reported_at=message.at,
            source_key=message.key,
            by=self.by,
            at=self.at,
        )

    def _answer(self, case: Case, message: Message, answered_at: datetime) -> None:
        if case.answered_at is not None or case.state != CaseState.RECEIVED:
            # Answered for an earlier report already, or in somebody's hands by now: an import makes
            # no jump, and what they were told is kept beside it.
            opening.note(
                case=case,
                kind=NoteKind.CONTACT,
                words=message.answer,
                by=self.by,
                at=answered_at,
            )
            return
        proposed = queries.propose(message.words, title=message.title)
        sorting.sort(
            case=case,
            trade=proposed.trade or self.trades["service"],
            service_nature=ServiceNature.ROUTINE,
            urgency=proposed.urgency,
            by=self.by,
            at=answered_at,
        )
        answering.answer(
            case=case, words=message.answer, channel=self.channel, by=self.by, at=answered_at
        )
        self.report.answered += 1


def _readable(
    rows: Iterator[Message | Unreadable], channel: Channel, report: Imported
) -> Iterator[Message]:
    """The messages that are new, the earliest first; the rest is written into the report."""
    readable: dict[str, Message] = {}
    for row in rows:
        report.rows += 1
        if isinstance(row, Unreadable):
            report.refused.append({"row": row.row_number, "reason": row.reason})
        elif row.key in readable:
            report.unchanged += 1
            report.repaired["number_twice"] += 1
        else:
            readable[row.key] = row
    known = queries.reported_from(channel.pk, readable)
    new = [message for key, message in readable.items() if key not in known]
    report.unchanged += len(readable) - len(new)
    for message in new:
        report.repaired.update(message.mended)
    yield from sorted(new, key=lambda message: message.at)


def _alike(messages: Sequence[Message], known: Sequence[Case]) -> list[dict[str, Any]]:
    """Groups with a message of the file in them; what the same user said twice in the same words is one already."""
    told = [*(message.words for message in messages), *(case.words for case in known)]
    rows, matters = len(messages), [case.number for case in known]
    groups = [sorted(group) for group in reading.alike(told) if min(group) < rows]
    return [
        {
            "rows": [messages[place].row_number for place in group if place < rows],
            "matters": [matters[place - rows] for place in group if place >= rows],
        }
        for group in sorted(groups)
    ]


def _first_of_each(messages: Sequence[Message]) -> list[Message]:
    """Without the later ones of the same text by the same user."""
    first: dict[tuple[str, str], Message] = {}
    for message in messages:
        first.setdefault((message.user, message.words), message)
    return list(first.values())


def _refused(report: Imported) -> Iterator[intake.RowOutcome]:
    for line in report.refused:
        yield intake.RowOutcome(
            row_number=line["row"], outcome=intake.Outcome.REFUSED, reason=line["reason"]
        )


def _is_masked(user: str) -> bool:
    """Whether the name is an id of the source; real names are kept with the case, being nobody's alone."""
    return not rules.HAN.search(user)
