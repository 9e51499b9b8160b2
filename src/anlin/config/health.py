"""Whether the installation is well, finding by finding; `anlin doctor` prints it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from anlin.foundation.audit import api as audit
from anlin.foundation.jobs import api as jobs
from anlin.foundation.news import api as news
from anlin.foundation.vault import api as vault
from anlin.kernel.errors import Refusal

WAITING_AT_MOST = 1000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, whether it is well, and a sentence with the figure."""

    name: str
    is_well: bool
    says: str


def examine() -> list[Finding]:
    """Everything in order; after a database that does not answer there is nothing more to ask."""
    return list(_examine())


def readiness() -> list[Finding]:
    """What a page needs before it can be shown: a database that answers, all its tables, the keys."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        complete = _complete()
    except DatabaseError:
        return [Finding("database", False, "")]
    return [
        Finding("database", True, ""),
        Finding("migrations", complete, ""),
        Finding("keys", _keys_fit(), ""),
    ]


def _keys_fit() -> bool:
    try:
        vault.require_keys()
    except Refusal:
        return False
    return True


_seen_complete: list[bool] = []


def _complete() -> bool:
    """Migrations once seen applied stay applied for as long as this process has the same code."""
    if not _seen_complete and _unapplied() == 0:
        _seen_complete.append(True)
    return bool(_seen_complete)


def _examine() -> Iterator[Finding]:
    try:
        waiting = _unapplied()
    except DatabaseError as error:
        yield Finding("database", False, _("The database does not answer: %s") % error)
        return
    yield Finding("database", True, connection.vendor)
    yield Finding(
        "migrations",
        waiting == 0,
        _("%s migrations are waiting; run anlin migrate.") % waiting
        if waiting
        else _("all applied"),
    )
    yield _keys()
    if waiting:
        return
    yield _counted("outbox", lambda: news.backlog().waiting, WAITING_AT_MOST)
    yield _counted("jobs", jobs.waiting_count, WAITING_AT_MOST)
    yield _counted("dead letters", lambda: len(list(news.dead_letters())), 0)
    yield _counted("dead jobs", lambda: len(list(jobs.dead_jobs())), 0)
    verdict = audit.verify()
    yield Finding(
        "audit",
        verdict.first_fault is None,
        _("%(checked)s entries are sound, %(unsealed)s are not sealed yet.")
        % {"checked": verdict.checked, "unsealed": verdict.unsealed}
        if verdict.first_fault is None
        else _("Entry %s is broken.") % verdict.first_fault[0],
    )


def _keys() -> Finding:
    try:
        vault.require_keys()
    except Refusal as refusal:
        return Finding("keys", False, str(refusal))
    is_there = settings.KEYS_FILE.exists()
    return Finding(
        "keys", is_there, settings.KEYS_FILE.name if is_there else _("The key file is missing.")
    )


def _counted(name: str, count: Callable[[], int], at_most: int) -> Finding:
    number = count()
    return Finding(name, number <= at_most, str(number))


def _unapplied() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
