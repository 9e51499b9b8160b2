# ruff: noqa: SLF001
"""Many matters at once, straight into the tables: rows by COPY, the audit by one statement, indexes made afterwards.

Measured on two busy cores: a million matters with three million entries of the audit in twelve minutes.
"""

import functools
import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction

from anlin.demo.sources import chance, read
from anlin.foundation import rows
from anlin.foundation.audit.models import Entry
from anlin.foundation.search import tokens
from anlin.foundation.search.models import Doc
from anlin.foundation.vault.sealing import sealed_for
from anlin.ground.estate.models import Project
from anlin.trades.cases.models import Case, Category, Channel, Report

CHUNK = 10_000
TABLES = (Case, Report, Doc, Entry)
CASE = (
    "id seal project number kind title words channel mode scope stage reporter reporter_phone_index unit place is_agitated"
    " is_important is_out_of_scope trade service_nature urgency need state round facts origin_cause prevention"
    " effect_on_order opened_at recorded_at recorded_by sorted_at answered_at is_unresolved is_settled_at_once"
    " is_satisfied closed_at closed_because"
).split()
REPORT = ("seal", "case", "channel", "words", "reported_at", "taken_by", "source_key")
DOC = ("kind", "key", "project_id", "at", "text", "tokens")
# The deeds of a matter that was opened, sorted and is closed or will be.
DEEDS = ("cases.opened", "cases.sorted", "cases.closed")


def fill(matters: int, *, now) -> None:
    """Up to so many matters, four fifths in the first project, and three entries of the audit for each."""
    have = Case.objects.count()
    if have >= matters:
        return
    last = Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with _without_indexes():
        dice = Dice(have, now)
        keys = iter(range(last + 1, last + 1 + matters - have))
        while chunk := list(itertools.islice(keys, CHUNK)):
            cases, reports, docs = zip(*(dice.matter(key) for key in chunk), strict=True)
            with transaction.atomic():
                rows.put_lines(Case, CASE, cases)
                rows.put_lines(Report, REPORT, reports)
                rows.put_lines(Doc, DOC, docs)
        _trail(after=last)
    if connection.vendor == "postgresql":
        _ask(
            "SELECT setval(pg_get_serial_sequence('cases_case', 'id'), (SELECT max(id) FROM cases_case))"
        )
        _ask("VACUUM (ANALYZE)")


class Dice:
    """What matters are like: themes, places, people and channels of the demo, over five years."""

    def __init__(self, seed: int, now) -> None:
        self.chance, self.now, self.number = chance("bench", seed), now, seed
        like = Case.objects.filter(reporter__isnull=False).select_related("unit")[:60]
        self.like = [(each.reporter_id, each.unit_id, each.place) for each in like]
        self.channels = list(Channel.objects.values_list("pk", flat=True)[:8])
        self.first, *self.others = Project.objects.order_by("id").values_list("pk", flat=True)
        self.trades = list(Category.objects.filter(axis="trade").values_list("pk", flat=True))
        self.themes = read("matters")["themes"]

    def matter(self, key: int) -> tuple[rows.Line, rows.Line, rows.Line]:
        """Lines for the matter, its report and what is found of it."""
        choice = self.chance.choice
        project = self.first if self.chance.random() < 0.8 else choice(self.others)
        theme = choice(self.themes)
        said = choice(theme["says"]).format(place=f"{self.chance.randrange(1, 30)}栋大堂")
        title = f"{said}{choice(theme['more'])}"[:120]
        minutes = self.chance.randrange(10, 60 * 24 * 365 * 5)
        opened = self.now - timedelta(minutes=minutes)
        is_open = self.chance.random() < 0.02
        closed = None if is_open else opened
        number = f"CS-{opened.year}-{self.number:07d}"
        self.number += 1
        reporter, unit, place = choice(self.like)
        channel, urgency = choice(self.channels), choice(URGENCIES)
        seal, of_report = self._seal(), self._seal()
        case = (
            key, seal, project, number, theme["kind"], title,
            sealed_for("cases_case.words", seal, said), channel, "passive", "external", "after", reporter, "", unit,
            place, False, False, False, choice(self.trades), "routine", urgency, "", "sorted" if is_open else "closed",
            1, "", "", "", "", opened, opened, "system:bench", opened, closed, False, False, None if is_open else True,
            closed, "",
        )  # fmt: skip
        words = sealed_for("cases_report.words", of_report, title)
        report = (of_report, key, channel, words, opened, "system:bench", "")
        text = f"{title} {place}"
        found = " ".join(sorted({*_tokens(text), tokens.exact(number), tokens.project(project)}))
        return case, report, ("case", str(key), project, opened, _normal(text), found)

    def _seal(self) -> uuid.UUID:
        return uuid.UUID(int=self.chance.getrandbits(128))


URGENCIES = ("ordinary", "ordinary", "fairly_urgent", "urgent")


@functools.lru_cache(maxsize=100_000)
def _normal(text: str) -> str:
    return tokens.normalised(text)


@functools.lru_cache(maxsize=100_000)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(tokens.of_text(_normal(text)))


def _trail(*, after: int) -> None:
    """The audit of all matters after this one, set by set."""
    is_postgresql = connection.vendor == "postgresql"
    # The trigger that gives an id is silent while we fill.
    name, value = ("id, ", "nextval('audit_entry_id_seq'), ") if is_postgresql else ("", "")
    key = "id::text" if is_postgresql else "CAST(id AS text)"
    for deed in DEEDS:
        _ask(
            f"INSERT INTO audit_entry ({name}at, deed, subject_kind, subject_key, project_id, actor_ref, request_id,"
            f" details) SELECT {value}opened_at, '{deed}', 'case', {key}, project_id, 'system:bench', '', '{{}}'"
            f" FROM cases_case WHERE id > {after} ORDER BY id"
        )


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Indexes that keep no rule are made anew at the end; foreign keys and triggers are not looked at."""
    if connection.vendor != "postgresql":
        yield
        return
    names = ", ".join(f"'{model._meta.db_table}'" for model in TABLES)
    found = _ask(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
        f" WHERE NOT i.indisunique AND t.relname IN ({names})"
    )
    _ask("SET session_replication_role = replica")
    _ask("SET maintenance_work_mem = '1GB'")
    _ask("SET synchronous_commit = off")
    for name, _definition in found:
        _ask(f'DROP INDEX "{name}"')
    yield
    for _name, definition in found:
        _ask(definition)
    for name in ("session_replication_role", "maintenance_work_mem", "synchronous_commit"):
        _ask(f"RESET {name}")


def _ask(statement: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
