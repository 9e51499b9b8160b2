"""The two databases' ways of asking an index of tokens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from anlin.foundation.search.models import Doc
from anlin.foundation.search.tokens import PREFIX

# Up to so many hits are fetched from the token index and sorted; more are met soon when walking by date.
PROBE = 3_000
# The newest so many are looked at first: what is often said is found among them, and the token index would be
# asked the longer the more often it was ever said.
GLANCE = 2_000
# Found so often at a glance, enough will be met soon: within so many rows, or the token index is asked after all.
SURE, STRIDE = 8, 20_000
ALL = "SELECT * FROM search_doc"
BY_DATE = "ORDER BY at DESC, kind DESC, key DESC LIMIT %s"


@dataclass(frozen=True)
class Branch:
    """One way to be a hit: of each group some token is there, and every phrase stands in the text."""

    groups: list[list[str]]
    phrases: tuple[str, ...] = ()


def newest(
    connection: BaseDatabaseWrapper,
    branches: list[Branch],
    *,
    kinds: Collection[str] | None,
    project_ids: Collection[int] | None,
    before: tuple[datetime, str, str] | None,
    limit: int,
) -> list[Doc]:
    """The newest hits. The branches say the projects, too; here they tell which index to walk."""
    where, params = _where(connection, branches)
    if kinds is not None:
        # Not among the tokens: a kind is a large part of all rows, and reading its list is no help.
        # The plus keeps SQLite from taking the index of kinds instead of the tokens'.
        column = "kind" if connection.vendor == "postgresql" else "+kind"
        where = f"({where}) AND {column} IN ({', '.join(['%s'] * len(kinds))})"
        params += sorted(kinds)
    earlier, moment = "true", list[Any]()
    if before is not None:
        earlier = "(at, kind, key) < (%s, %s, %s)"
        moment = [connection.ops.adapt_datetimefield_value(before[0]), *before[1:]]
    by_token, by_token_params = f"{ALL} WHERE ({where}) AND {earlier}", [*params, *moment]
    if connection.vendor != "postgresql":
        return _rows(f"{by_token} {BY_DATE}", *by_token_params, limit)
    one = list(project_ids) if project_ids is not None and len(project_ids) == 1 else []
    stretch, of_stretch = earlier + " AND project_id = %s" * len(one), [*moment, *one]
    # Left alone, the planner walks the date index past every row to learn that a word is nowhere.
    ask = _Asking(by_token, by_token_params, stretch, of_stretch, where, params, limit)
    if project_ids is not None and not one:
        return ask.by_token()
    return ask.lately()


@dataclass(frozen=True)
class _Asking:
    """The ways of one question on PostgreSQL: by the token index, or along the index of dates."""

    hits: str
    of_hits: list[Any]
    stretch: str
    of_stretch: list[Any]
    where: str
    of_where: list[Any]
    limit: int

    def lately(self) -> list[Doc]:
        """Glance at the newest; what is found there often enough is walked after, what is not is asked of the token index."""
        sure = min(SURE, self.limit)
        lately = f"{ALL} WHERE {self.stretch} {BY_DATE}"
        glance = f"SELECT * FROM ({lately}) AS lately WHERE {self.where} {BY_DATE}"  # noqa: S608  (the same)
        # The token index is not even opened where the glance found enough.
        enough = "(SELECT count(*) FROM glance) >= %s"
        found = _rows(
            f"WITH glance AS MATERIALIZED ({glance}), hits AS MATERIALIZED"  # noqa: S608  (the same)
            f" ({self.hits} AND NOT {enough} LIMIT {PROBE + 1})"
            f" SELECT *, (SELECT count(*) FROM hits) AS probed, {enough} AS is_often FROM"
            f" (SELECT * FROM hits UNION ALL SELECT * FROM glance WHERE {enough}) AS found {BY_DATE}",
            *(*self.of_stretch, GLANCE, *self.of_where, self.limit, *self.of_hits, sure, sure, sure),
            self.limit,
        )  # fmt: skip
        if not found or (len(found) == self.limit and found[0].probed <= PROBE):  # type: ignore[attr-defined]
            return found
        if found[0].is_often:  # type: ignore[attr-defined]
            walked = self.walk(STRIDE)
            return walked if len(walked) == self.limit else self.by_token()
        return self.walk() if found[0].probed > PROBE else found  # type: ignore[attr-defined]

    def by_token(self) -> list[Doc]:
        found = _rows(
            f"WITH hits AS MATERIALIZED ({self.hits} LIMIT {PROBE + 1})"  # noqa: S608  (made of constants)
            f" SELECT *, (SELECT count(*) FROM hits) AS probed FROM hits {BY_DATE}",
            *self.of_hits,
            self.limit,
        )
        return self.walk() if found and found[0].probed > PROBE else found  # type: ignore[attr-defined]

    def walk(self, stride: int | None = None) -> list[Doc]:
        """The newest hits along the index of dates; with `stride` among so many rows."""
        if stride is None:
            question = f"{ALL} WHERE {self.stretch} AND ({self.where}) {BY_DATE}"
            return _rows(question, *self.of_stretch, *self.of_where, self.limit)
        lately = f"{ALL} WHERE {self.stretch} {BY_DATE}"
        question = f"SELECT * FROM ({lately}) AS lately WHERE {self.where} {BY_DATE}"  # noqa: S608  (the same)
        return _rows(question, *self.of_stretch, stride, *self.of_where, self.limit)


def _rows(question: str, *params: Any) -> list[Doc]:
    return list(Doc.objects.raw(question, params))


def _where(connection: BaseDatabaseWrapper, branches: list[Branch]) -> tuple[str, list[Any]]:
    on_postgresql = connection.vendor == "postgresql"
    indexed = (
        "vector @@ %s::tsquery"
        if on_postgresql
        else "id IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)"
    )
    contains = " AND strpos(text, %s) > 0" if on_postgresql else " AND instr(text, %s) > 0"
    asked = _tsquery if on_postgresql else _fts5_query
    alternatives, params = [], []
    for branch in branches:
        alternatives.append(f"({indexed}{contains * len(branch.phrases)})")
        params += [asked(branch.groups), *branch.phrases]
    return " OR ".join(alternatives), params


# Tokens consist of letters, digits and underscores, so quoting them needs no escapes.
def _tsquery(groups: list[list[str]]) -> str:
    def lexeme(token: str) -> str:
        return f"'{token.removesuffix(PREFIX)}'" + (":*" if token.endswith(PREFIX) else "")

    return " & ".join(f"({' | '.join(map(lexeme, group))})" for group in groups)


def _fts5_query(groups: list[list[str]]) -> str:
    def word(token: str) -> str:
        return f'"{token.removesuffix(PREFIX)}"' + (" *" if token.endswith(PREFIX) else "")

    return " AND ".join(f"({' OR '.join(map(word, group))})" for group in groups)
