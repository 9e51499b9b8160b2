"""A matter comes in, once or again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.foundation.numbering import api as numbering
from anlin.foundation.search import api as search
from anlin.ground.estate.models import Project, Space, Unit
from anlin.ground.people import queries as people
from anlin.ground.people.models import Person
from anlin.ground.workforce.models import Staff
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.kernel.subjects import Subject
from anlin.trades.cases import permissions, rules
from anlin.trades.cases.actions import owing
from anlin.trades.cases.actions.recording import record, told
from anlin.trades.cases.choices import SERIES, CaseKind, Mode, NoteKind, Scope, Stage
from anlin.trades.cases.errors import CaseClosed, NoReporter, NothingSaid, ReportedBefore
from anlin.trades.cases.events import CaseOpened, CaseReportedAgain
from anlin.trades.cases.models import Case, Channel, Note, Report

UNNAMED = "—"


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """What is known when somebody tells us of a matter.

    `reporter` is a person we know, or `reporter_name` and perhaps `reporter_phone` what they called
    themselves; of a caller who hung up the unit is enough. `scope` is the channel's when not given.
    `reported_at` is when they first told anybody (the knock at the door, B-INT-24), at the latest now.
    `source_key` is its number where it came from: a file, a phone, a form; a report with the same one
    is the same report.
    """

    project: Project
    kind: CaseKind
    words: str
    channel: Channel
    reported_at: datetime
    reporter: Person | None = None
    reporter_name: str = ""
    reporter_phone: str = ""
    title: str = ""
    unit: Unit | None = None
    space: Space | None = None
    place: str = ""
    mode: Mode | None = None
    scope: Scope | None = None
    stage: Stage = Stage.AFTER
    need: str = ""
    wanted_by: datetime | None = None
    is_agitated: bool = False
    is_important: bool = False
    about_staff: Staff | None = None
    source_key: str = ""
    number: str = field(default="")


@transaction.atomic
def open_case(*, new: NewCase, by: Actor, at: datetime) -> Case:
    """Take a matter in and give it a number; whoever takes it keeps the follow-up (H16).

    Refused with `NothingSaid`, `NoReporter`, or `ReportedBefore`. Tells `CaseOpened`. Title and search hold no phone
    number and not the reporter's full name.
    """
    [case] = _open(new=[new], by=by, at=at)
    return case


@transaction.atomic
def open_many(*, new: Sequence[NewCase], by: Actor, at: datetime) -> list[Case]:
    """As `open_case`, few or thousands at the cost of a handful of statements; all or none."""
    return _open(new=new, by=by, at=at)


def _open(*, new: Sequence[NewCase], by: Actor, at: datetime) -> list[Case]:
    for project_id, unit_id in {(n.project.pk, n.unit.pk if n.unit else None) for n in new}:
        require(permissions.may_open(by, project_id, unit_id))
    callers = [_reporter(each, by) for each in new]
    tokens = people.hidden_tokens_of_known({each.reporter for each in new if each.reporter})
    # Whoever else opens one in these projects waits from here to the end.
    numbers = _numbers(new)
    cases = [
        _case(each, number, caller, by=by, at=at)
        for each, number, caller in zip(new, numbers, callers, strict=True)
    ]

    rows.put_in(cases)
    # Only what came with a key of its source can have come before.
    with rows.once(ReportedBefore()) if any(each.source_key for each in new) else nullcontext():
        rows.put_in([_report(case, each, by) for case, each in zip(cases, new, strict=True)])
    search.put_many(
        findable(case, hidden=_hidden(each, caller, tokens))
        for case, each, caller in zip(cases, new, callers, strict=True)
    )

    audit.record_many(
        [
            audit.Note(
                deed="cases.opened",
                subject=case.subject,
                project_id=case.project_id,
                details={"kind": each.kind.value, "channel": each.channel.code},
            )
            for case, each in zip(cases, new, strict=True)
        ],
        by=by,
        at=at,
    )
    owing.start_clocks(cases, by=by)
    news.publish_many(
        [CaseOpened(**told(case), kind=case.kind, by=by.ref, at=at) for case in cases]
    )
    return cases


@transaction.atomic
def report_again(
    *,
    case: Case,
    channel: Channel,
    words: str,
    by: Actor,
    at: datetime,
    reported_at: datetime | None = None,
    source_key: str = "",
) -> Report:
    """Somebody tells us of an open matter once more; it keeps its number and gains a report (B-INT-22).

    Refused with `NothingSaid`, `CaseClosed`, or `ReportedBefore`. Tells `CaseReportedAgain`.
    """
    require(permissions.may_open(by, case.project_id, case.unit_id))
    require(permissions.may_see(by, case))
    if not words.strip():
        raise NothingSaid(field="words")
    if not case.is_open:
        raise CaseClosed(case)

    with rows.once(ReportedBefore()):
        report = Report.objects.create(
            case=case,
            channel=channel,
            words=words.strip(),
            reported_at=reported_at or at,
            taken_by=by.ref,
            source_key=source_key,
        )

    record("cases.reported_again", case, by=by, at=at, channel=channel.code)
    news.publish(CaseReportedAgain(**told(case), by=by.ref, at=at))
    return report


@transaction.atomic
def note(*, case: Case, kind: NoteKind, words: str, by: Actor, at: datetime) -> Note:
    """Keep a contact, a visit to the place or a remark. A resident's is always a word of the resident."""
    require(permissions.may_note(by, case))
    if not words.strip():
        raise NothingSaid(field="words")

    kept = Note.objects.create(
        case=case,
        kind=NoteKind.RESIDENT if by.is_resident else kind,
        words=words.strip(),
        noted_at=at,
        noted_by=by.ref,
    )

    record("cases.noted", case, by=by, at=at, kind=kept.kind)
    if kept.kind == NoteKind.CONTACT:
        owing.did(case, owing.ACKNOWLEDGED, by=by, at=at, proof=Subject("note", str(kept.pk)))
    return kept


def make_findable(case: Case, *, hidden: tuple[str, ...]) -> None:
    """Let `search` find the matter by its words, place and number, and by hashes of name and phone."""
    search.put_many([findable(case, hidden=hidden)])


def findable(case: Case, *, hidden: tuple[str, ...]) -> search.Findable:
    """What `search` may know of the matter; the words without phones and without the reporter's name."""
    name = case.reporter.name if case.reporter else case.reporter_name or ""
    where = case.unit.address if case.unit else case.place
    text = rules.without_name(people.without_phones(f"{case.title} {case.words} {where}"), name)
    return search.Findable(
        subject=case.subject,
        project_id=case.project_id,
        at=case.opened_at,
        text=text,
        exact=(case.number,),
        hidden_tokens=hidden,
    )


Caller = tuple[str | None, str | None]


def _reporter(new: NewCase, by: Actor) -> Caller:
    """The name and phone to keep for somebody we have no person for; (None, None) for a known one."""
    if not new.words.strip():
        raise NothingSaid(field="words")
    if new.reporter is not None:
        return None, None
    if by.is_resident:
        raise NoReporter(field="reporter_name")
    if not (new.reporter_name.strip() or new.reporter_phone.strip()):
        if new.unit is None:
            raise NoReporter(field="reporter_name")
        # They hung up, but we know from where they called (B-INT-16).
        return UNNAMED, None
    phone = people.phone_digits(new.reporter_phone) or new.reporter_phone.strip() or None
    return new.reporter_name.strip() or people.masked_phone(phone or ""), phone


def _numbers(new: Sequence[NewCase]) -> list[str]:
    """A number for each, given as a block per series and year, the series always in the same order."""
    wanted = Counter(_series(each) for each in new if not each.number)
    blocks = {
        (project_id, series, year): iter(
            numbering.next_numbers(count=count, series=series, project_id=project_id, year=year)
        )
        for (project_id, series, year), count in sorted(wanted.items())
    }
    return [each.number or next(blocks[_series(each)]) for each in new]


def _series(new: NewCase) -> tuple[int, str, int]:
    return new.project.pk, SERIES[new.kind], new.reported_at.year


def _case(new: NewCase, number: str, caller: Caller, *, by: Actor, at: datetime) -> Case:
    name, phone = caller
    words = new.words.strip()
    return Case(
        project=new.project,
        number=number,
        kind=new.kind,
        title=_title(new, words),
        words=words,
        channel=new.channel,
        mode=new.mode or new.channel.mode,
        scope=new.scope or (Scope.INTERNAL if new.channel.is_internal else Scope.EXTERNAL),
        stage=new.stage,
        reporter=new.reporter,
        reporter_name=name,
        reporter_phone=phone,
        reporter_phone_index=people.phone_index(phone) if phone else "",
        unit=new.unit,
        space=new.space,
        place=people.without_phones(new.place)[:120],
        need=new.need,
        wanted_by=new.wanted_by,
        is_agitated=new.is_agitated,
        is_important=new.is_important,
        about_staff=new.about_staff,
        taker_id=by.staff_id,
        opened_at=new.reported_at,
        recorded_at=at,
        recorded_by=by.ref,
    )


def _report(case: Case, new: NewCase, by: Actor) -> Report:
    return Report(
        case=case,
        channel=new.channel,
        words=new.words.strip(),
        reported_at=new.reported_at,
        taken_by=by.ref,
        source_key=new.source_key,
    )


def _title(new: NewCase, words: str) -> str:
    name = new.reporter.name if new.reporter else new.reporter_name
    title = people.without_phones(new.title.strip() or rules.title_from(words))
    return rules.without_name(title, name)[:120]


def _hidden(new: NewCase, caller: Caller, known: Mapping[int, list[str]]) -> tuple[str, ...]:
    if new.reporter is not None:
        return tuple(known[new.reporter.pk])
    name, phone = caller
    return tuple(people.hidden_tokens(name or "", [phone] if phone else []))
