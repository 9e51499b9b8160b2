"""A job that waits at a gate, so that a test can act while it runs; only in processes of tests."""

import os
import time
from pathlib import Path

from django.apps import AppConfig


class Gated(AppConfig):
    name = "factories.gated"

    def ready(self):
        # Imported here because models are not ready before.
        from anlin.foundation.jobs import api as jobs  # noqa: PLC0415

        jobs.job("tests.gated")(pass_gate)


def pass_gate(*, folder, now):
    """Note an account, tell the folder which process does so, and wait until `gate` is there."""
    from anlin.foundation.accounts.models import Account  # noqa: PLC0415

    Account.objects.create(username=f"passed {Account.objects.count()}", created_at=now)
    Path(folder, f"at-gate-{os.getpid()}").touch()
    while not Path(folder, "gate").exists():
        time.sleep(0.02)
