"""How long things are kept: terms the company sets within what the law allows, and letting go when they are over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anlin.foundation.audit import api as audit
from anlin.foundation.upkeep import permissions
from anlin.foundation.upkeep.errors import TermNotAllowed
from anlin.foundation.upkeep.models import Term
from anlin.kernel.actors import Actor, system
from anlin.kernel.errors import NotThere, Sentence, require
from anlin.kernel.sockets import Socket
from anlin.kernel.subjects import Subject

RETENTION = {
    "upkeep.term_set": _("set how long this is kept"),
    "upkeep.let_go": _("let go what was over its term"),
}


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """One kind of data, and how many days it is kept where the company set nothing else.

    The company may set `least` to `most` days; `because` names law and article, or our own reason.
    `due` counts what is older than a moment. `let_go` does away with it in short transactions, bears
    repetition and says how many; the moment after it is now.
    """

    code: str
    what: Sentence
    because: Sentence
    days: int
    least: int
    most: int
    due: Callable[[datetime], int]
    let_go: Callable[[datetime, datetime], int]


@dataclass(frozen=True, kw_only=True)
class KeptForGood:
    """A kind of data that nobody lets go by the clock, and why."""

    code: str
    what: Sentence
    because: Sentence


keepings: Socket[[], Sequence[Keeping | KeptForGood]] = Socket(
    "What do you keep, for how long, and how is it let go?"
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A kind of data with the term that holds, `days` after which it is `overdue`: so many are."""

    keeping: Keeping
    days: int
    overdue: int


def kept_for_good() -> list[KeptForGood]:
    return [each for each in _all() if isinstance(each, KeptForGood)]


def terms() -> list[tuple[Keeping, int]]:
    """Every kind of data that has an end, with the days that hold."""
    set_days = dict(Term.objects.values_list("code", "days"))
    return [
        (keeping, set_days.get(keeping.code, keeping.days))
        for keeping in _all()
        if isinstance(keeping, Keeping)
    ]


def lines(now: datetime) -> list[Line]:
    """The same with how many are over their term: what the next night lets go."""
    return [
        Line(keeping=keeping, days=days, overdue=keeping.due(now - timedelta(days=days)))
        for keeping, days in terms()
    ]


@transaction.atomic
def set_term(*, code: str, days: int, by: Actor, at: datetime) -> None:
    """Keep this kind of data so many days from now on. Refused with `NotThere` or `TermNotAllowed`."""
    require(permissions.may_set_terms(by))
    keeping = _keeping(code)
    if not keeping.least <= days <= keeping.most:
        raise TermNotAllowed(least=keeping.least, most=keeping.most)
    known = Term.objects.filter(code=code).first()
    before = known.days if known else keeping.days
    Term.objects.update_or_create(
        code=code, defaults={"days": days, "set_at": at, "set_by": by.ref}
    )
    audit.record("upkeep.term_set", _subject(code), by=by, at=at, before=before, after=days)


def let_go(*, now: datetime) -> dict[str, int]:
    """Do away with all that is over its term, kind by kind; code → how many. What there was stands in the audit."""
    done = {}
    for keeping, days in terms():
        gone = keeping.let_go(now - timedelta(days=days), now)
        if gone:
            done[keeping.code] = gone
            with transaction.atomic():
                audit.record(
                    "upkeep.let_go",
                    _subject(keeping.code),
                    by=system("retention"),
                    at=now,
                    count=gone,
                    days=days,
                )
    return done


def _all() -> Iterator[Keeping | KeptForGood]:
    for answer in keepings.ask():
        yield from answer


def keeping_of(code: str) -> tuple[Keeping, int]:
    """The kind of data and the days that hold. Raises `NotThere`."""
    for keeping, days in terms():
        if keeping.code == code:
            return keeping, days
    raise NotThere


def _keeping(code: str) -> Keeping:
    return keeping_of(code)[0]


def _subject(code: str) -> Subject:
    return Subject("keeping", code)
