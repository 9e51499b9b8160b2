"""Run jobs, deliver news and tick the clock until told to end (SIGTERM, Ctrl-C).

A running job is finished first; a second signal ends at once, and another worker repeats the job.
"""

import signal
import threading
from argparse import ArgumentParser, Namespace
from datetime import timedelta
from types import FrameType

from django.utils import timezone

from anlin.config import logs
from anlin.config.monitor import folder


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--hands", type=int, default=2, help="jobs at a time (2)")
    parser.add_argument(
        "--lease",
        type=float,
        default=30,
        help="seconds without a sign of life after which another worker takes a job over (30)",
    )


def run(options: Namespace) -> None:
    # Rooms can be imported only now: --help works without their tables.
    folder.gather()
    from anlin.config import house  # noqa: PLC0415
    from anlin.config.monitor import figures  # noqa: PLC0415
    from anlin.foundation.jobs import api as jobs  # noqa: PLC0415

    house.close()
    logs.to_json_lines()
    jobs.run_worker(
        _stop_on_signal(),
        clock=timezone.now,
        hands=options.hands,
        lease=timedelta(seconds=options.lease),
        watch=figures.job_ran,
    )


def _stop_on_signal() -> threading.Event:
    stop = threading.Event()

    def end(signum: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return stop
