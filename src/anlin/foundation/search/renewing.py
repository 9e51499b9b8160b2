"""Hidden tokens under a new key: the rooms that put them say them again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from anlin.foundation.vault import api as vault
from anlin.kernel.sockets import Socket

hidden_of: Socket[[str, Sequence[str]], Mapping[str, Sequence[str]]] = Socket(
    "Which hidden tokens have these subjects (a kind, and keys)? A key left out is none of yours any more."
)


# The prefix counts where a token begins: within one it may stand by chance.
HOLDS = "' ' || tokens LIKE %s ESCAPE '!'"


class HiddenTokens:
    """The one column in which tokens of hidden texts stand among others."""

    name = "search_doc"

    def renew(self, *, after: int, limit: int) -> vault.Renewed | None:
        current, held = vault.in_ring()
        stale = " OR ".join([HOLDS] * (len(held) - 1))
        if not stale:
            return None
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, kind, key, tokens FROM search_doc"  # noqa: S608  (made of constants)
                f" WHERE id > %s AND ({stale}) ORDER BY id LIMIT {limit:d}",
                [after, *(_pattern(key) for key in held if key != current)],
            )
            found = cursor.fetchall()
        if not found:
            return None
        known = {kind: _known(found, kind) for kind in {line[1] for line in found}}
        lines = [
            (_with(tokens, known[kind][key]), doc, tokens)
            for doc, kind, key, tokens in found
            if key in known[kind]
        ]
        done = vault.each_alone(lines, _write) if lines else 0
        return vault.Renewed(found[-1][0], done, len(found) - done)

    def uses(self) -> Counter[int]:
        counted: Counter[int] = Counter()
        for key in vault.in_ring()[1]:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT count(*) FROM search_doc WHERE {HOLDS}",  # noqa: S608  (the same)
                    [_pattern(key)],
                )
                counted[key] = cursor.fetchone()[0]
        return counted


def _pattern(key_id: int) -> str:
    return f"% {vault.hidden_prefix(key_id).replace('_', '!_')}%"


def _known(found: Sequence[Any], kind: str) -> Mapping[str, Sequence[str]]:
    """Of the subjects of this kind the hidden tokens; none at all when no room answers for the kind."""
    keys = [key for _doc, of_kind, key, _tokens in found if of_kind == kind]
    said = hidden_of.first(kind, keys)
    return {} if said is None else {key: said.get(key, ()) for key in keys}


def _with(tokens: str, hidden: Iterable[str]) -> str:
    prefixes = tuple(vault.hidden_prefix(key) for key in vault.in_ring()[1])
    plain = [token for token in tokens.split(" ") if not token.startswith(prefixes)]
    return " ".join(sorted({*plain, *hidden}))


def _write(lines: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE search_doc SET tokens = %s WHERE id = %s AND tokens = %s", lines)
        return int(cursor.rowcount)


def place() -> HiddenTokens:
    return HiddenTokens()
