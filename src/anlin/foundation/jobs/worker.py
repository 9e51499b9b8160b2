"""The worker: several hands for jobs, one sweep for the post and the clock, one heart."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import close_old_connections, connections

from anlin.foundation.jobs import running, schedules
from anlin.foundation.jobs.running import AWAY, Clock, Watch
from anlin.foundation.news import api as news
from anlin.foundation.upkeep import api as upkeep

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
PAUSE = 0.5
LONGEST_PAUSE = 10.0


class Outage:
    """Whether the database is away, told once for all threads of a worker."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_on = False

    def is_on(self, error: Exception) -> None:
        with self._lock:
            if not self._is_on:
                log.warning("The database is away; trying again.", extra={"error": str(error)})
            self._is_on = True

    def is_over(self) -> None:
        with self._lock:
            if self._is_on:
                log.info("The database is back.")
            self._is_on = False


def run_worker(
    stop: threading.Event,
    *,
    clock: Clock,
    hands: int = 2,
    lease: timedelta = LEASE,
    watch: Watch = running.unwatched,
) -> None:
    """Run jobs, deliver news and tick the clock until `stop` is set and the running jobs are done.

    A job whose worker gives no sign of life for a `lease` is taken up by another. A database that
    is away is told once and tried again. `watch` is told of every run of a job.
    """
    outage = Outage()
    names = _enlist(stop, clock, outage, count=hands)
    if len(names) < hands:
        return
    log.info("The worker has begun.", extra={"workers": names})
    # The heart beats until the hands are empty, which is after the stop.
    finished = threading.Event()
    heart = _thread(finished, lambda: _beat(names, clock, lease), lease.total_seconds() / 3, outage)
    steps = [running.Hand(name, clock, lease, watch).claim_and_run for name in names]
    working = [
        _thread(stop, _unless_closed(step), PAUSE, outage)
        for step in (*steps, lambda: _sweep(clock, lease))
    ]
    for thread in working:
        # Not for good: a signal that reached another thread is heard when this one wakes.
        while thread.is_alive():
            thread.join(1)
    finished.set()
    heart.join()
    _retire(names)
    log.info("The worker has ended.", extra={"workers": names})


def _enlist(stop: threading.Event, clock: Clock, outage: Outage, *, count: int) -> list[str]:
    """A name in the books for each hand; fewer when the stop came before the database did."""
    names: list[str] = []

    def enlist() -> bool:
        names.append(running.engine().enlist(now=clock()))
        return True

    for _hand in range(count):
        _repeat(stop, enlist, PAUSE, outage, once=True)
    return names


def _retire(names: Sequence[str]) -> None:
    try:
        close_old_connections()
        for name in names:
            running.engine().retire(name)
    except AWAY:
        log.info("The database is away; the worker stays on its books for a while.")
    finally:
        connections.close_all()


def _unless_closed(step: Callable[[], bool]) -> Callable[[], bool]:
    """No job is begun and no news is told while the house is closed to changes; what runs comes to its end."""
    return lambda: upkeep.closure() is None and step()


def _beat(names: Sequence[str], clock: Clock, lease: timedelta) -> bool:
    for name in names:
        running.engine().beat(name, now=clock(), lease=lease)
    return False


def _sweep(clock: Clock, lease: timedelta) -> bool:
    schedules.tick(now=clock())
    running.take_up_abandoned(now=clock(), lease=lease)
    return news.deliver_waiting(now=clock(), limit=20) > 0


def _thread(
    stop: threading.Event, step: Callable[[], bool], pause: float, outage: Outage
) -> threading.Thread:
    def live() -> None:
        try:
            _repeat(stop, step, pause, outage)
        finally:
            connections.close_all()

    # A daemon, so that a second signal can end the process although a job hangs.
    thread = threading.Thread(target=live, daemon=True)
    thread.start()
    return thread


def _repeat(
    stop: threading.Event,
    step: Callable[[], bool],
    pause: float,
    outage: Outage,
    *,
    once: bool = False,
) -> None:
    """Take steps until stopped (or one step, with `once`), pausing when there was nothing to do."""
    troubles = 0
    while not stop.is_set():
        try:
            close_old_connections()
            found_work = step()
        except AWAY as error:
            troubles += 1
            outage.is_on(error)
            stop.wait(min(pause * 2**troubles, LONGEST_PAUSE))
        except Exception:
            log.exception("The worker stumbled and goes on.")
            stop.wait(LONGEST_PAUSE)
        else:
            outage.is_over()
            if once:
                return
            troubles = 0
            if not found_work:
                stop.wait(pause)
