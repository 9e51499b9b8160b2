"""Bring the database to the tables of this version, and the served files to their place.

People may go on working: a change that cannot have its table within seconds steps back, lets them
pass and tries again, for --patience minutes. Of several machines one works and the others wait.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlin.kernel.actors import system
from anlin.kernel.errors import Refusal

# Looks itself, by a check, and must work before there are tables.
NEEDS_KEYS = False
# Whoever waits for a table makes all who come later wait behind it: readers, too.
LOCK_SECONDS = 2
# PostgreSQL's codes of errors: lock_not_available, deadlock_detected.
HELD = ("55P03", "40P01")
PAUSE = 3.0
# As in foundation/audit/chain.py, another constant.
MIGRATING_LOCK = 0x316A7E


class TableHeld(Refusal):
    """Migrations done so far stay done; the next run goes on with the others."""

    sentence = gettext_lazy(
        "Somebody holds a table that has to be changed, for %(minutes)s minutes by now. Nothing was changed "
        "half. Find out who it is (docs/recovery.md, chapter 3), then run anlin migrate again."
    )


class MigratesElsewhere(Refusal):
    """Another machine is at it for longer than this one wants to wait."""

    sentence = gettext_lazy(
        "anlin migrate has been running elsewhere for %(minutes)s minutes. Wait until it has ended, "
        "then run it again."
    )


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--plan", action="store_true", help="say what would be done, and do nothing"
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=10,
        metavar="MINUTES",
        help="how long to try again while others hold a table (10)",
    )


def run(options: Namespace) -> None:
    if options.plan:
        call_command("migrate", plan=True, verbosity=1, interactive=False)
        return
    # Rooms need the settings, and --help must work without them.
    from anlin.config import first_data  # noqa: PLC0415
    from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415  (the same)
    from anlin.foundation.vault import api as vault  # noqa: PLC0415  (the same)

    # All of it, so that whoever waited finds nothing half done.
    with upkeep.session(), _alone(patience=options.patience * 60):
        _migrate(patience=options.patience * 60)
        vault.lay_keys()
        if first_data.has_begun():
            # A version may bring rights, channels or faults that a company of earlier days has to learn of.
            first_data.enter(by=system("migrate"), at=timezone.now())
        call_command("createcachetable", verbosity=0)
        # In production they are named by their content, and lie ready compressed.
        if settings.STATIC_ROOT is not None:
            call_command("collectstatic", verbosity=0, interactive=False)


@contextmanager
def _alone(*, patience: float) -> Iterator[None]:
    """Within, nobody else on this database migrates. On SQLite one machine has it, and one administrator."""
    if connection.vendor != "postgresql":
        yield
        return
    end = time.monotonic() + patience
    # Asked again and again: a statement that waits keeps its snapshot, and an index that the other one builds
    # beside people's work waits for every snapshot.
    while not _asked("pg_try_advisory_lock"):
        if time.monotonic() > end:
            raise MigratesElsewhere(minutes=round(patience / 60))
        time.sleep(PAUSE / 6)
    try:
        yield
    finally:
        if connection.is_usable():
            _asked("pg_advisory_unlock")


def _asked(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [MIGRATING_LOCK])
        return bool(cursor.fetchone()[0])


def _migrate(*, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            _do_not_queue()
            call_command("migrate", verbosity=1, interactive=False)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in HELD:
                raise
            if time.monotonic() > end:
                raise TableHeld(minutes=round(patience / 60)) from error
            said = _("Somebody holds a table that has to be changed; trying again.")
            print(f"\n{said} ({str(error).splitlines()[0]})", file=sys.stderr, flush=True)
            time.sleep(PAUSE)
        else:
            _be_patient_again()
            return


def _do_not_queue() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")


def _be_patient_again() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
