"""Places where a process waits, so that a test can act meanwhile; only in processes of tests."""

import os
import signal
import time
from pathlib import Path

from django.apps import AppConfig

SMALL_PIECE = 5


class Gated(AppConfig):
    name = "factories.gated"

    def ready(self):
        # Imported here because models are not ready before.
        from anlin.foundation.jobs import api as jobs  # noqa: PLC0415

        jobs.job("tests.gated")(pass_gate)
        if "HALT_AT" in os.environ:
            halt_at(int(os.environ["HALT_AT"]), Path(os.environ["HALT_FILE"]))


def halt_at(number, file):
    """Stand still for ever before the statement of this number, and say so by the file; pieces are small."""
    from django.db import connection  # noqa: PLC0415

    from anlin.ground.tenure.actions import roster  # noqa: PLC0415
    from anlin.trades.cases.actions import importing  # noqa: PLC0415

    roster.PIECE = importing.PIECE = SMALL_PIECE
    left = iter(range(number))

    def halt(execute, *statement):
        if next(left, None) is None:
            file.touch()
            while True:
                signal.pause()
        return execute(*statement)

    connection.execute_wrappers.append(halt)


def pass_gate(*, folder, now):
    """Note an account, tell the folder which process does so, and wait until `gate` is there."""
    from anlin.foundation.accounts.models import Account  # noqa: PLC0415

    Account.objects.create(username=f"passed {Account.objects.count()}", created_at=now)
    Path(folder, f"at-gate-{os.getpid()}").touch()
    while not Path(folder, "gate").exists():
        time.sleep(0.02)
