"""The door of the search: put what can be found, find it, newest first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from anlin.foundation import rows
from anlin.foundation.search import finding, letters, tokens
from anlin.foundation.search.letters import standing_for, vocabulary
from anlin.foundation.search.models import Doc
from anlin.foundation.search.renewing import hidden_of
from anlin.foundation.vault import api as vault
from anlin.kernel.subjects import Subject

__all__ = [
    "Findable", "Hit", "find", "hidden", "hidden_of", "put", "put_many", "remove", "remove_many", "standing_for",
    "vocabulary",
]  # fmt: skip

HIDDEN_PURPOSE = "search"
# A word of two characters is one token. Of longer ones so many are tried.
PAIR, LONGER = 2, 4
FIELDS = ("kind", "key", "project_id", "at", "text", "tokens")


@dataclass(frozen=True, kw_only=True)
class Findable:
    """What a room wants found of one subject.

    `text` is kept readable, so nothing personal belongs there: names and phones go through `hidden`
    into `hidden_tokens`. `exact` are numbers found whole only. `at` orders the hits, newest first.
    """

    subject: Subject
    project_id: int | None
    at: datetime
    text: str = ""
    hidden_tokens: Sequence[str] = ()
    exact: Sequence[str] = ()


@dataclass(frozen=True)
class Hit:
    """A subject that was found; given back as `before` it asks for the next page."""

    kind: str
    key: str
    project_id: int | None
    at: datetime

    @property
    def subject(self) -> Subject:
        return Subject(self.kind, self.key)


def hidden(text: str) -> list[str]:
    """Tokens under which a name or a phone is found, though the table does not show it."""
    return vault.hashed_tokens(tokens.normalised(text), HIDDEN_PURPOSE)


def put(
    subject: Subject,
    project_id: int | None,
    at: datetime,
    text: str = "",
    *,
    hidden_tokens: Sequence[str] = (),
    exact: Sequence[str] = (),
) -> None:
    """Let the subject be found by this and by nothing it was put with before."""
    put_many(
        [
            Findable(
                subject=subject,
                project_id=project_id,
                at=at,
                text=text,
                hidden_tokens=hidden_tokens,
                exact=exact,
            )
        ]
    )


def put_many(findables: Iterable[Findable]) -> None:
    """As `put`, a thousand to a statement; of one subject given twice the last counts."""
    last = {(one.subject.kind, one.subject.key): one for one in findables}
    # In one order everywhere, so that two imports wait for each other instead of locking up.
    lines = [_line(last[key]) for key in sorted(last)]
    for start in range(0, len(lines), 1000):
        rows.put_lines(Doc, FIELDS, lines[start : start + 1000], replacing=("kind", "key"))


def _line(one: Findable) -> rows.Line:
    text = tokens.normalised(one.text)
    held = {
        *tokens.of_text(text),
        *one.hidden_tokens,
        *map(tokens.exact, one.exact),
        tokens.project(one.project_id),
    }
    subject = one.subject
    return (subject.kind, subject.key, one.project_id, one.at, text, " ".join(sorted(held)))


def remove(subject: Subject) -> None:
    """Let the subject be found no more; nothing happens if it was not."""
    remove_many([subject])


def remove_many(subjects: Iterable[Subject]) -> None:
    """As `remove`, five hundred of a kind to a statement."""
    keys: dict[str, list[str]] = {}
    for subject in subjects:
        keys.setdefault(subject.kind, []).append(subject.key)
    for kind, all_of_kind in keys.items():
        for start in range(0, len(all_of_kind), 500):
            piece = all_of_kind[start : start + 500]
            Doc.objects.filter(kind=kind, key__in=piece).delete()


def find(
    query: str,
    *,
    kinds: Collection[str] | None,
    project_ids: frozenset[int] | None,
    limit: int = 20,
    before: Hit | None = None,
    also_hidden: bool = False,
) -> list[Hit]:
    """Subjects that contain all terms of the query, or bear it as a number; newest first.

    A term with Han characters is found anywhere in the text, a word of Latin letters or digits only
    whole; letters are also found as the words of the trade whose pinyin they are (`dt`: 电梯). `None`
    for kinds or projects means every one; what belongs to no project is found only then. `also_hidden`
    adds those whose hidden tokens hold all of the query's.
    """
    scope = _scope(project_ids)
    normal = tokens.normalised(query[: tokens.LONGEST_QUERY])
    if not normal or not all(scope) or (kinds is not None and not kinds):
        return []
    branches = [
        *_branches(normal, scope),
        finding.Branch([[tokens.exact(normal)], *scope]),
    ]
    # While keys are changed a text may be hidden under either.
    by_key = vault.hashed_tokens_by_key(normal, HIDDEN_PURPOSE) if also_hidden else []
    branches += [finding.Branch(_each(by_parts) + scope) for by_parts in by_key if by_parts]
    position = None if before is None else (before.at, before.kind, before.key)
    found = finding.newest(
        connection, branches, kinds=kinds, project_ids=project_ids, before=position, limit=limit
    )
    return [Hit(doc.kind, doc.key, doc.project_id, doc.at) for doc in found]


def _branches(normal: str, scope: list[list[str]]) -> list[finding.Branch]:
    """The ways a text may hold all terms: as they are, or letters as one of the words they stand for."""
    terms = normal.split()
    meant = {term: words for term in terms if (words := letters.standing_for(term))}
    short = {term: [word for word in words if len(word) == PAIR] for term, words in meant.items()}
    plain = " ".join(term for term in terms if term not in meant)
    either = [[term, *words] for term, words in short.items()]
    rest = _each(tokens.of_query(plain)) + scope
    phrases = tuple(tokens.phrases(plain))
    branches = [finding.Branch(either + rest, phrases=phrases)]
    # A longer word is several tokens in a row, so each is a way of its own.
    for term, words in meant.items():
        others = [group for group in either if group[0] != term] + rest
        longer = [word for word in words if len(word) > PAIR][:LONGER]
        branches += [
            finding.Branch(_each(tokens.of_query(word)) + others, phrases=(*phrases, word))
            for word in longer
        ]
    return branches


def _scope(project_ids: frozenset[int] | None) -> list[list[str]]:
    """Groups of tokens of which one each must be there; an empty group can never be met."""
    if project_ids is None:
        return []
    return [[tokens.project(project_id) for project_id in sorted(project_ids)]]


def _each(wanted: Iterable[str]) -> list[list[str]]:
    return [[token] for token in wanted]
