"""What an ordeal adds to the house: something later and a job for every matter, each leaving a trace that cannot be left twice."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class House(AppConfig):
    name = "ordeal.house"
    label = "ordeal"

    def ready(self):
        # Imported here because models are not ready before.
        from anlin.foundation.jobs import api as jobs  # noqa: PLC0415
        from anlin.foundation.news import api as news  # noqa: PLC0415
        from anlin.foundation.news import delivery  # noqa: PLC0415
        from anlin.trades.cases.events import CaseOpened  # noqa: PLC0415

        # What a killed process was about to tell is told sooner than two minutes after.
        delivery.LEASE = timedelta(seconds=10)
        jobs.job("ordeal.mark")(mark)
        jobs.job("ordeal.dawdle")(dawdle)
        jobs.job("ordeal.dawdle_in_pieces", in_pieces=True)(dawdle_in_pieces)
        news.reacts_to(CaseOpened)(order_a_mark)
        news.reacts_to(CaseOpened, later=True)(tell)


def order_a_mark(event):
    from anlin.foundation.jobs import api as jobs  # noqa: PLC0415

    jobs.enqueue("ordeal.mark", key=str(event.case_id), number=event.case_id)


def mark(*, number, now):
    _leave_trace(f"marked {number}", now)


def dawdle(*, number, now):
    """Write, then wait until it may go on; frozen meanwhile, it holds what it wrote."""
    _leave_trace(f"dawdled {number}", now)
    _wait(number)


def dawdle_in_pieces(*, number, now):
    """Outside of a transaction: its one piece bears repetition, as every piece must."""
    from anlin.foundation.accounts.models import Account  # noqa: PLC0415

    _wait(number)
    Account.objects.get_or_create(username=f"dawdled {number}", defaults={"created_at": now})


def _wait(number):
    home = Path(settings.HOME)
    (home / f"began-{number}-{os.getpid()}").touch()
    end = time.monotonic() + 120
    while not (home / "go").exists():
        if time.monotonic() > end:
            raise TimeoutError("Nobody let it go on.")
        time.sleep(0.05)


def tell(event):
    _leave_trace(f"told {event.case_id}", event.at)


def _leave_trace(what, at):
    """A name is taken once: a second telling would break on it."""
    from anlin.foundation.accounts.models import Account  # noqa: PLC0415

    Account.objects.create(username=what, created_at=at)
