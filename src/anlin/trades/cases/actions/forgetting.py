"""What matters let go: words and names of whoever is erased, and callers we do not know when their term is over."""

from collections.abc import Callable
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from anlin.foundation.search import api as search
from anlin.foundation.upkeep import api as upkeep
from anlin.ground.people.sockets import Erasure
from anlin.trades.cases import queries
from anlin.trades.cases.actions.opening import findable, make_findable
from anlin.trades.cases.models import (
    Answer,
    Case,
    FollowUp,
    LogEntry,
    Note,
    Participant,
    Passing,
    Report,
    Verdict,
)
from anlin.trades.workorders import actions as workorders

GONE = "*"
PIECE = 200
# What the person said goes as a whole; from what we wrote only they themselves are taken out.
THEIRS: tuple[tuple[type[models.Model], str], ...] = (
    (Report, "words"),
    (Verdict, "words"),
    (FollowUp, "remaining_problem"),
    (FollowUp, "new_information"),
)
OURS: tuple[tuple[type[models.Model], str], ...] = (
    (Answer, "words"),
    (LogEntry, "words"),
    (Passing, "words"),
    (Passing, "result"),
    (Participant, "name"),
    (Participant, "words"),
)


def forget(erasure: Erasure) -> int:
    """Empty the words of the person's matters, and let `search` find them by their number alone."""
    found = list(queries.of_everyone(erasure.person_ids))
    for case in found:
        _forget(case, erasure)
    return len(found)


def _forget(case: Case, erasure: Erasure) -> None:
    case.title, case.words, case.need = str(case.get_kind_display()), GONE, ""
    case.place = erasure.taken_out_of(case.place)
    case.closed_because = erasure.taken_out_of(case.closed_because)
    if case.reporter_id is None:
        case.reporter_name, case.reporter_phone, case.reporter_phone_index = GONE, None, ""
        case.anonymised_at = erasure.at
    case.save(
        update_fields=[
            "title", "words", "need", "place", "closed_because", "reporter_name", "reporter_phone", "reporter_phone_index",
            "anonymised_at",
        ]
    )  # fmt: skip
    for model, name in THEIRS:
        _change(model, name, case, lambda _text: GONE)
    for model, name in OURS:
        _change(model, name, case, erasure.taken_out_of)
    for note in Note.objects.filter(case=case):
        is_theirs = note.noted_by.startswith("resident:")
        note.words = GONE if is_theirs else erasure.taken_out_of(note.words)
        note.save(update_fields=["words"])
    orders = queries.orders_of(case)
    workorders.forget_words(orders=orders, title=case.title, erasure=erasure)
    make_findable(case, hidden=())


def _change(model: type[models.Model], name: str, case: Case, new: Callable[[str], str]) -> None:
    for row in model._default_manager.filter(case=case):
        text = getattr(row, name)
        if text:
            setattr(row, name, new(text))
            row.save(update_fields=[name])


def kept() -> list[upkeep.Keeping | upkeep.KeptForGood]:
    """How long matters and those who brought them are kept."""
    return [
        upkeep.Keeping(
            code="cases.callers",
            what=_("names and phones of callers we do not know, on closed matters"),
            because=_("three years in which claims may be made, Civil Code, article 188"),
            days=1_095,
            least=180,
            most=3_650,
            due=lambda before: queries.callers_before(before).count(),
            let_go=let_callers_go,
        ),
        upkeep.KeptForGood(
            code="cases.matters",
            what=_("matters and repairs with their dates, answers and figures"),
            because=_("the history of the house; whoever is erased is taken out of it"),
        ),
    ]


def let_callers_go(before: datetime, now: datetime) -> int:
    """Take name and phone away and let `search` find the matter by its number and words alone; how many."""
    gone = 0
    while found := list(queries.callers_before(before)[:PIECE]):
        with transaction.atomic():
            for case in found:
                # The words must be read while we still know which name stands in them.
                search.put_many([findable(case, hidden=())])
                case.reporter_name, case.reporter_phone, case.reporter_phone_index = GONE, None, ""
                case.anonymised_at = now
                case.save(
                    update_fields=[
                        "reporter_name",
                        "reporter_phone",
                        "reporter_phone_index",
                        "anonymised_at",
                    ]
                )
        gone += len(found)
    return gone
