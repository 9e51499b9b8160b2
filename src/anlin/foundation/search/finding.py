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
    hits = f"{by_token} LIMIT {PROBE + 1}"
    if project_ids is not None and not one:
        found = _rows(
            f"WITH hits AS MATERIALIZED ({hits})"  # noqa: S608  (made of constants)
            f" SELECT *, (SELECT count(*) FROM hits) AS probed FROM hits {BY_DATE}",
            *by_token_params,
            limit,
        )
    else:
        # The token index is not even opened where the glance found enough.
        lately = f"{ALL} WHERE {stretch} {BY_DATE}"
        glance = f"SELECT * FROM ({lately}) AS lately WHERE {where} {BY_DATE}"  # noqa: S608  (the same)
        enough = "(SELECT count(*) FROM glance) >= %s"
        found = _rows(
            f"WITH glance AS MATERIALIZED ({glance}), hits AS MATERIALIZED"  # noqa: S608  (the same)
            f" ({by_token} AND NOT {enough} LIMIT {PROBE + 1})"
            f" SELECT *, (SELECT count(*) FROM hits) AS probed FROM"
            f" (SELECT * FROM hits UNION ALL SELECT * FROM glance WHERE {enough}) AS found {BY_DATE}",
            *(*of_stretch, GLANCE, *params, limit, *by_token_params, limit, limit, limit),
        )
    if found and found[0].probed > PROBE:  # type: ignore[attr-defined]
        return _rows(f"{ALL} WHERE {stretch} AND ({where}) {BY_DATE}", *of_stretch, *params, limit)
    return found


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
